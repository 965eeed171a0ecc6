package org.tacheo.models.diffusion;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.tacheo.core.Content;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.Oracle;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.SampleId;
import org.tacheo.core.Settings;
import org.tacheo.models.checkpoint.Checkpoint;
import org.tacheo.models.checkpoint.CheckpointPlaces;
import org.tacheo.models.graph.Precision;

/** Oracles that send ground truth through the autoencoder of a checkpoint. */
final class VaeCeilingType implements EstimatorType {
  private final CheckpointPlaces places;
  private final BiFunction<Checkpoint, String, NetworkPool.Loan<Autoencoder>> autoencoders;
  private final Precision precision;
  private final Turns turns;

  /**
   * The type.
   *
   * @param places where checkpoints are looked for
   * @param autoencoders lends that of a checkpoint by its variant
   * @param precision that networks compute with
   * @param turns that networks run in, shared by all estimators of a process
   */
  VaeCeilingType(
      CheckpointPlaces places,
      BiFunction<Checkpoint, String, NetworkPool.Loan<Autoencoder>> autoencoders,
      Precision precision,
      Turns turns) {
    this.places = places;
    this.autoencoders = autoencoders;
    this.precision = precision;
    this.turns = turns;
  }

  @Override
  public String typeName() {
    return "vae-ceiling";
  }

  @Override
  public String description() {
    return "ground truth through the autoencoder of a checkpoint: a reference, not a result";
  }

  @Override
  public Opener read(Settings settings) {
    VaeCeilingSettings read = VaeCeilingSettings.read(settings);
    settings.state("precision", precision.name().toLowerCase(Locale.ROOT));
    return new CeilingOpener(read);
  }

  private final class CeilingOpener implements OracleOpener {
    private final VaeCeilingSettings settings;

    CeilingOpener(VaeCeilingSettings settings) {
      this.settings = settings;
    }

    @Override
    public PredictionKind kind() {
      return settings.kind();
    }

    @Override
    public Optional<String> missing() {
      return places.absence(settings.checkpoint());
    }

    /** The denoising network cannot move a number. */
    @Override
    public Content content(Map<SampleId, String> samples) {
      return new Content(
          checkpoint().content().parts().stream()
              .filter(
                  part -> part.name().startsWith("vae/") || part.name().equals("model_index.json"))
              .toList());
    }

    @Override
    public Oracle open() {
      Checkpoint checkpoint = checkpoint();
      DiffusionPlan.requireTask(settings.kind(), checkpoint);
      DiffusionPlan.requireLevels(checkpoint);
      DiffusionPlan.requireResolution(settings.resolutions(), checkpoint);
      return new VaeCeiling(
          settings, checkpoint.info(), autoencoders.apply(checkpoint, settings.variant()), turns);
    }

    private Checkpoint checkpoint() {
      return Checkpoint.open(places.find(settings.checkpoint()), settings.variant());
    }
  }
}
