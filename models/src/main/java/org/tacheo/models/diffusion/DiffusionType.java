package org.tacheo.models.diffusion;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tacheo.core.Content;
import org.tacheo.core.Estimator;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.SampleId;
import org.tacheo.core.Settings;
import org.tacheo.core.SpecException;
import org.tacheo.models.checkpoint.Checkpoint;
import org.tacheo.models.checkpoint.CheckpointPlaces;
import org.tacheo.models.ensemble.Uncertainty;
import org.tacheo.models.graph.Precision;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.runtime.Tensor;

/**
 * Diffusion estimators, straight from a checkpoint folder: Marigold, in many steps or in one, its
 * descendants by end-to-end fine-tuning, and Lotus. docs/diffusion.md describes the settings.
 */
public final class DiffusionType implements EstimatorType {
  private final CheckpointPlaces places;
  private final Supplier<Engine> engine;
  private final Precision precision;
  private final TextEmbeddings texts;
  private final NetworkPool<Networks> pool = new NetworkPool<>(Networks::close);
  private final NetworkPool<Autoencoder> autoencoders = new NetworkPool<>(Autoencoder::close);
  private final Turns turns;

  /**
   * The type.
   *
   * @param places where checkpoints are looked for
   * @param engine runs networks; asked for when one is opened, or memory decides on its batches
   * @param precision that networks compute with
   * @param cache the folder for the embeddings of prompts
   * @param digest of the contents of files
   */
  public DiffusionType(
      CheckpointPlaces places,
      Supplier<Engine> engine,
      Precision precision,
      Optional<Path> cache,
      Function<Content, String> digest) {
    this.places = places;
    this.engine = engine;
    this.precision = precision;
    this.texts = new TextEmbeddings(cache, digest);
    this.turns = new Turns(engine);
  }

  @Override
  public String typeName() {
    return "diffusion";
  }

  @Override
  public String description() {
    return "Marigold, E2E-FT and their kin, from a Hugging Face checkpoint folder";
  }

  /** What the autoencoders of the same checkpoints leave of ground truth; shares the networks. */
  public EstimatorType ceiling() {
    return new VaeCeilingType(
        places,
        (checkpoint, variant) -> autoencoder(checkpoint, variant, engine),
        precision,
        turns);
  }

  private NetworkPool.Loan<Autoencoder> autoencoder(
      Checkpoint checkpoint, String variant, Supplier<Engine> opened) {
    return autoencoders.borrow(
        name(checkpoint, variant), () -> Autoencoder.open(checkpoint, opened.get(), precision));
  }

  private Networks networks(Checkpoint checkpoint, String variant) {
    Engine opened = engine.get();
    Tensor text = texts.of(checkpoint, opened);
    return Networks.open(
        checkpoint, opened, precision, text, autoencoder(checkpoint, variant, () -> opened));
  }

  private static String name(Checkpoint checkpoint, String variant) {
    return checkpoint.folder() + "|" + variant;
  }

  @Override
  public Opener read(Settings settings) {
    DiffusionSettings read = DiffusionSettings.read(settings);
    settings.state("precision", precision.name().toLowerCase(Locale.ROOT));
    if (read.ensembleSize() > 1 && read.batchSize() == 0) {
      // It decides how many members go together, which the last bits may depend on.
      settings.state("model-memory-mib", engine.get().memoryOfOneRun() >> 20);
    }
    return new CheckpointOpener(read, Uncertainty.OMITTED);
  }

  private final class CheckpointOpener implements Opener {
    private final DiffusionSettings settings;
    private final Uncertainty uncertainty;

    CheckpointOpener(DiffusionSettings settings, Uncertainty uncertainty) {
      this.settings = settings;
      this.uncertainty = uncertainty;
    }

    @Override
    public Opener withUncertainty() {
      if (settings.ensembleSize() == 1) {
        throw new SpecException(
            "ensemble-size is 1, expected at least 2, since it is the spread of members; set"
                + " ensemble-size");
      }
      if (settings.ensemble().equals(DiffusionSettings.GEOWIZARD)) {
        throw new SpecException(
            "ensemble: geowizard has none, expected closest or mean; set ensemble");
      }
      return new CheckpointOpener(settings, Uncertainty.COMPUTED);
    }

    @Override
    public PredictionKind kind() {
      return settings.kind();
    }

    @Override
    public Optional<String> missing() {
      return places.absence(settings.checkpoint());
    }

    @Override
    public Content content(Map<SampleId, String> samples) {
      return checkpoint().content();
    }

    @Override
    public Estimator open() {
      Checkpoint checkpoint = checkpoint();
      DiffusionPlan plan = DiffusionPlan.of(settings, checkpoint, precision);
      String name = name(checkpoint, settings.variant());
      NetworkPool.Loan<Networks> loan =
          pool.borrow(name, () -> networks(checkpoint, settings.variant()));
      try {
        return new DiffusionEstimator(
            plan.pipeline(loan.networks(), engine.get(), uncertainty),
            settings,
            plan.resolution(),
            turns,
            loan.giveBack());
      } catch (RuntimeException failed) {
        loan.giveBack().run();
        throw failed;
      }
    }

    private Checkpoint checkpoint() {
      return Checkpoint.open(places.find(settings.checkpoint()), settings.variant());
    }
  }
}
