package org.tacheo.models.diffusion;

import org.tacheo.models.checkpoint.UNetConfig;
import org.tacheo.models.checkpoint.VaeConfig;
import org.tacheo.models.runtime.Tensor;

/**
 * How many members of an ensemble go through a network at once: as many as a memory budget allows,
 * at least one. No number depends on it.
 *
 * @param members of the ensemble
 * @param given how many at once, 0 to decide by the budget
 * @param budgetBytes for what the networks compute with, beside their weights
 */
record Batches(int members, int given, long budgetBytes, UNetConfig unet, VaeConfig vae) {
  /**
   * Values of the finest level alive at once in a UNet, as measured on Stable Diffusion's: 0.7 GB
   * at a latent of 96x72 with 320 channels.
   */
  private static final long UNET_VALUES = 80;

  /** The same for a decoder, in full resolution: 2 GB at 768x576 with 128 channels. */
  private static final long DECODER_VALUES = 9;

  int ofDenoising(Tensor latent) {
    return within(bytesOfDenoising(latent));
  }

  int ofDecoding(Tensor latent) {
    return within(bytesOfDecoding(latent));
  }

  /** What a member takes, about. */
  long bytesOfDenoising(Tensor latent) {
    return Float.BYTES * UNET_VALUES * unet.blockOutChannels().get(0) * area(latent);
  }

  /** What a member takes, about. */
  long bytesOfDecoding(Tensor latent) {
    long pixels = area(latent) * Preparer.LATENT * Preparer.LATENT;
    return Float.BYTES * DECODER_VALUES * vae.blockOutChannels().get(0) * pixels;
  }

  private static long area(Tensor latent) {
    return (long) latent.extent(2) * latent.extent(3);
  }

  private int within(long bytes) {
    long fitting = given > 0 ? given : Math.max(1, budgetBytes / bytes);
    return (int) Math.min(members, fitting);
  }
}
