package org.tacheo.models.diffusion;

import java.util.Locale;
import org.tacheo.core.ImageSize;
import org.tacheo.models.checkpoint.UNetConfig;
import org.tacheo.models.checkpoint.VaeConfig;
import org.tacheo.models.runtime.Tensor;

/**
 * How many members of an ensemble go through a network at once: as many as a memory budget allows,
 * at least one. It moves no more than the last bits of a number, where products are cut into other
 * blocks; {@code batch-size} fixes it.
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
    return within(bytesOfDenoising(area(latent)));
  }

  int ofDecoding(Tensor latent) {
    return within(bytesOfDecoding(area(latent)));
  }

  /**
   * What would fit where memory was not enough, for people.
   *
   * @param resolution of the longer edge of the image when processed, 0 for that of the image
   */
  String remedy(ImageSize image, int resolution) {
    int longer = Math.max(image.height(), image.width());
    int edge = resolution == 0 ? longer : resolution;
    double shrunk = (double) edge / longer;
    double area = image.pixels() * shrunk * shrunk / (Preparer.LATENT * Preparer.LATENT);
    long denoising = bytesOfDenoising((long) Math.ceil(area));
    long decoding = bytesOfDecoding((long) Math.ceil(area));
    double bytes = (double) Math.max(denoising, decoding);
    int together = Math.max(within(denoising), within(decoding));
    int fitting = fitting(edge, bytes);
    double ratio = (double) fitting / edge;
    return String.format(
        Locale.ROOT,
        "a member takes about %s at a processing resolution of %d; set %sprocessing-resolution: %d,"
            + " at which it takes about %s",
        size(bytes),
        edge,
        together > 1 ? "batch-size: 1 instead of " + together + " at once, or also " : "",
        fitting,
        size(bytes * ratio * ratio));
  }

  /** The longer edge at which a member keeps to the budget. */
  private int fitting(int edge, double bytes) {
    // What was thought to fit did not: half of it is the next to try.
    double target = budgetBytes > 0 ? Math.min((double) budgetBytes, bytes / 2) : bytes / 2;
    int whole = (int) (edge * Math.sqrt(target / bytes)) / Preparer.LATENT * Preparer.LATENT;
    return Math.max(Preparer.LATENT, whole);
  }

  private static String size(double bytes) {
    return String.format(Locale.ROOT, "%.0f MB", Math.max(1, bytes / 1e6));
  }

  private long bytesOfDenoising(long area) {
    return Float.BYTES * UNET_VALUES * unet.blockOutChannels().get(0) * area;
  }

  private long bytesOfDecoding(long area) {
    long pixels = area * Preparer.LATENT * Preparer.LATENT;
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
