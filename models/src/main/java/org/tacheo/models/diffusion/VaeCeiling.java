package org.tacheo.models.diffusion;

import java.util.Optional;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Oracle;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.StageClock;
import org.tacheo.core.TacheoException;
import org.tacheo.core.View;
import org.tacheo.models.checkpoint.PipelineInfo;
import org.tacheo.models.runtime.MemoryExhaustedException;
import org.tacheo.models.runtime.Tensor;

/**
 * What the autoencoder loses of a perfect picture: ground truth, drawn as the picture that a latent
 * diffusion model learns to make, resized to the processing resolution, encoded to the mean of its
 * latent, decoded, and finished as profile {@code diffusers} finishes a decoded latent. A
 * reference, no strict bound: another latent than the encoder's may decode better, and training end
 * to end looks for such.
 *
 * <p>Pixels without a value are filled first, see {@link TruthPicture}; where most are (the sparse
 * depth of KITTI), the picture is not one that a scene would give, and the loss another.
 */
final class VaeCeiling implements Oracle {
  private static final int COLOURS = 3;

  private final VaeCeilingSettings settings;
  private final PipelineInfo info;
  private final NetworkPool.Loan<Autoencoder> autoencoder;
  private final Turns turns;
  private final Ending ending;

  VaeCeiling(
      VaeCeilingSettings settings,
      PipelineInfo info,
      NetworkPool.Loan<Autoencoder> autoencoder,
      Turns turns) {
    this.settings = settings;
    this.info = info;
    this.autoencoder = autoencoder;
    this.turns = turns;
    this.ending = Endings.ofOne(settings.kind(), info);
  }

  /**
   * {@inheritDoc}
   *
   * @param truth of the task that the suite names
   */
  @Override
  public Prediction predict(View view, GroundTruth truth, StageClock clock) {
    int resolution = settings.resolutions().of(view.id().dataset(), DiffusionPlan.resolution(info));
    Planes picture = clock.time("draw", () -> picture(truth));
    Preparer.Prepared prepared =
        clock.time("resize", () -> Preparer.padded(picture, resolution, Resampling.BILINEAR));
    try {
      Planes member = turns.take(clock, () -> decoded(prepared, clock));
      Planes back = clock.time("resize-back", () -> ending.resizedBack(member, truth.size()));
      return new Decoded(back, Optional.empty()).prediction(settings.kind(), settings.convention());
    } catch (MemoryExhaustedException tooLarge) {
      ImageSize size = truth.size();
      int edge = resolution == 0 ? Math.max(size.height(), size.width()) : resolution;
      throw new TacheoException(
          tooLarge.getMessage() + "; set a processing-resolution below " + edge, tooLarge);
    }
  }

  private Planes decoded(Preparer.Prepared prepared, StageClock clock) {
    // Nothing happens to the latent, so that it is not scaled either.
    Tensor latent =
        clock.time("encode", () -> networks().encode(inColours(prepared.planes()).tensor()));
    return clock.time(
        "decode", () -> ending.member(Planes.shown(networks().decode(latent), 0, prepared.size())));
  }

  private Autoencoder networks() {
    return autoencoder.networks();
  }

  private Planes picture(GroundTruth truth) {
    if (truth instanceof GroundTruth.Normals normals && settings.kind() == PredictionKind.NORMALS) {
      return TruthPicture.of(normals, settings.convention(), Endings.range(info));
    }
    if (truth instanceof GroundTruth.Depth depth && settings.kind() != PredictionKind.NORMALS) {
      return TruthPicture.of(depth);
    }
    throw new IllegalArgumentException(settings.kind().id() + " of other ground truth");
  }

  /** Depth is the same in all three channels. */
  private static Planes inColours(Planes planes) {
    if (planes.channels() == COLOURS) {
      return planes;
    }
    int pixels = planes.size().pixels();
    float[] values = new float[COLOURS * pixels];
    for (int channel = 0; channel < COLOURS; channel++) {
      System.arraycopy(planes.values(), 0, values, channel * pixels, pixels);
    }
    return new Planes(COLOURS, planes.size(), values);
  }

  /** The size is that of the ground truth. */
  @Override
  public boolean readsImage() {
    return false;
  }

  @Override
  public void close() {
    autoencoder.giveBack().run();
  }
}
