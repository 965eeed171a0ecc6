package org.tacheo.models.diffusion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;
import org.tacheo.core.StageClock;
import org.tacheo.core.TacheoException;
import org.tacheo.models.diffusion.Profile.LatentScale;
import org.tacheo.models.ensemble.Ensembled.Solution;
import org.tacheo.models.runtime.Tensor;

/** From an image to a prediction. */
final class Pipeline {
  /** What the repositories have written in their code. */
  private static final float CONSTANT_SCALE = 0.18215f;

  private final Networks networks;
  private final Preparer preparer;
  private final Denoiser denoiser;
  private final Ending ending;
  private final Batches batches;
  private final float scale;

  Pipeline(
      Networks networks,
      Profile profile,
      Preparer preparer,
      Denoiser denoiser,
      Ending ending,
      Batches batches) {
    this.networks = networks;
    this.preparer = preparer;
    this.denoiser = denoiser;
    this.ending = ending;
    this.batches = batches;
    this.scale =
        profile.latentScale() == LatentScale.CONSTANT
            ? CONSTANT_SCALE
            : (float) networks.vaeConfig().scalingFactor();
  }

  /**
   * What a pipeline returns.
   *
   * @param prediction [1, H, W] of depth, [3, H, W] of normals, in the frame of the network
   * @param processed the same before it was resized to the image
   * @param uncertainty of several members, where the method has one
   * @param solution where the scales and shifts of the members come from
   * @param latents of the members
   */
  record Output(
      Planes prediction,
      Planes processed,
      Optional<Planes> uncertainty,
      Solution solution,
      List<float[]> latents) {}

  /**
   * Predicts.
   *
   * @param resolution of the longer edge, 0 for that of the image
   * @throws TacheoException if the image is too small or too large for the network
   */
  Output run(RgbImage image, int resolution, StageClock clock) {
    Preparer.Prepared prepared = clock.time("resize", () -> preparer.prepare(image, resolution));
    Tensor latent = clock.time("encode", () -> encoded(prepared.planes()));
    List<float[]> latents = clock.time("denoise", () -> denoised(latent));
    List<Planes> members = clock.time("decode", () -> decoded(latents, latent, prepared.size()));
    Ending.Ensemble one = clock.time("ensemble", () -> ending.ensemble(members));
    return clock.time(
        "resize-back",
        () ->
            new Output(
                ending.resizedBack(one.result(), image.size()),
                one.result(),
                one.uncertainty().map(map -> ending.uncertaintyBack(map, image.size())),
                one.solution(),
                latents));
  }

  /**
   * What would fit where memory was not enough, for people.
   *
   * @param resolution of the longer edge, 0 for that of the image
   */
  String remedy(ImageSize image, int resolution) {
    return batches.remedy(image, resolution);
  }

  private Tensor encoded(Planes image) {
    ImageSize size = image.size();
    float[] mean = networks.encode(image.tensor()).toArray();
    for (int i = 0; i < mean.length; i++) {
      mean[i] *= scale;
    }
    int channels = networks.vaeConfig().latentChannels();
    return Tensor.of(
        mean, 1, channels, size.height() / Preparer.LATENT, size.width() / Preparer.LATENT);
  }

  private List<float[]> denoised(Tensor latent) {
    return denoiser.denoise(latent, batches.members(), batches.ofDenoising(latent));
  }

  private List<Planes> decoded(List<float[]> latents, Tensor latent, ImageSize shown) {
    List<Planes> members = new ArrayList<>();
    int batch = batches.ofDecoding(latent);
    for (int first = 0; first < latents.size(); first += batch) {
      List<float[]> some = latents.subList(first, Math.min(first + batch, latents.size()));
      Tensor images = networks.decode(unscaled(some, latent));
      for (int i = 0; i < some.size(); i++) {
        members.add(ending.member(Planes.shown(images, i, shown)));
      }
    }
    return members;
  }

  private Tensor unscaled(List<float[]> latents, Tensor like) {
    int length = latents.get(0).length;
    Tensor tensor =
        Tensor.zeros(
            latents.size(),
            length / (like.extent(2) * like.extent(3)),
            like.extent(2),
            like.extent(3));
    for (int i = 0; i < latents.size(); i++) {
      float[] unscaled = latents.get(i).clone();
      for (int j = 0; j < length; j++) {
        unscaled[j] /= scale;
      }
      tensor.values().put(i * length, unscaled);
    }
    return tensor;
  }
}
