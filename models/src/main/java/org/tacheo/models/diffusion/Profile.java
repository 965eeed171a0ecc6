package org.tacheo.models.diffusion;

import java.util.Arrays;
import java.util.List;
import org.tacheo.core.NormalsConvention;

/**
 * Which published code a pipeline follows, with its quirks. They differ by more than rounding: in
 * the order of resizing and normalising, in padding, in what the last step yields, in the range of
 * the result.
 *
 * <p>Source: diffusers {@code pipelines/marigold} at 0.40; prs-eth/Marigold {@code
 * marigold_depth_pipeline.py} and {@code marigold_normals_pipeline.py}; diffusion-e2e-ft {@code
 * Marigold/marigold/marigold_pipeline.py}; EnVision-Research/Lotus {@code pipeline.py} and {@code
 * eval.py}.
 */
enum Profile {
  /** The pipelines of diffusers. */
  DIFFUSERS(
      "diffusers",
      Preparation.FLOATS_PADDED,
      LatentScale.OF_CHECKPOINT,
      NoiseOrder.ALL_FIRST,
      Result.LAST_STEP,
      NormalsConvention.OPENGL),
  /** The scripts of the Marigold repository. */
  MARIGOLD_REPO(
      "marigold-repo",
      Preparation.BYTES,
      LatentScale.CONSTANT,
      NoiseOrder.MEMBER_BY_MEMBER,
      Result.LAST_STEP,
      NormalsConvention.OPENGL),
  /** The scripts of the E2E-FT repository. */
  E2E_FT_REPO(
      "e2e-ft-repo",
      Preparation.BYTES,
      LatentScale.CONSTANT,
      NoiseOrder.LOADER_FIRST,
      Result.ORIGINAL_SAMPLE,
      NormalsConvention.DSINE),
  /** The pipelines of the Lotus repository, but for the mean of the latent in place of a draw. */
  LOTUS_REPO(
      "lotus-repo",
      Preparation.FLOATS,
      LatentScale.OF_CHECKPOINT,
      NoiseOrder.MEMBER_BY_MEMBER,
      Result.OUTPUT,
      NormalsConvention.DSINE);

  private final String id;
  private final Preparation preparation;
  private final LatentScale latentScale;
  private final NoiseOrder noiseOrder;
  private final Result result;
  private final NormalsConvention convention;

  Profile(
      String id,
      Preparation preparation,
      LatentScale latentScale,
      NoiseOrder noiseOrder,
      Result result,
      NormalsConvention convention) {
    this.id = id;
    this.preparation = preparation;
    this.latentScale = latentScale;
    this.noiseOrder = noiseOrder;
    this.result = result;
    this.convention = convention;
  }

  /** How an image becomes what the encoder reads. */
  enum Preparation {
    /** Normalised, resized as numbers, and padded to whole latents. */
    FLOATS_PADDED,
    /** Normalised, then resized as numbers; what does not fill a latent is lost. */
    FLOATS,
    /** Resized as bytes, then normalised; what does not fill a latent is lost. */
    BYTES
  }

  /** What a latent is multiplied by. */
  enum LatentScale {
    /** What the VAE's settings say. */
    OF_CHECKPOINT,
    /** 0.18215, whatever they say. */
    CONSTANT
  }

  /** In which order a generator is asked for the noise of several members. */
  enum NoiseOrder {
    /** The first latents of all members in one draw. */
    ALL_FIRST,
    /** Everything for one member before anything for the next. */
    MEMBER_BY_MEMBER,
    /** The same, of a generator that the scripts' data loader has asked for a seed of its own. */
    LOADER_FIRST
  }

  /** What of the denoising is decoded. */
  enum Result {
    /** The sample after the last step, which keeps some of its noise. */
    LAST_STEP,
    /** The clean sample that the last step predicts. */
    ORIGINAL_SAMPLE,
    /** What the network puts out; there is no schedule. */
    OUTPUT
  }

  /** As suites name it. */
  String id() {
    return id;
  }

  Preparation preparation() {
    return preparation;
  }

  LatentScale latentScale() {
    return latentScale;
  }

  NoiseOrder noiseOrder() {
    return noiseOrder;
  }

  Result result() {
    return result;
  }

  /** The frame of the normals that checkpoints of this code were trained to predict. */
  NormalsConvention convention() {
    return convention;
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(Profile::id).toList();
  }

  static Profile of(String id) {
    return Arrays.stream(values())
        .filter(profile -> profile.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(id));
  }
}
