package org.tacheo.models.diffusion;

import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;
import org.tacheo.core.TacheoException;
import org.tacheo.models.diffusion.Profile.Preparation;
import org.tacheo.models.resample.ProcessingSize;
import org.tacheo.models.resample.Torchvision;

/** Makes of an image what the encoder reads. */
final class Preparer {
  /** The encoder halves three times. */
  static final int LATENT = 8;

  private static final float[] NORMALISED = normalised();

  private final Preparation preparation;
  private final Resampling resampling;

  Preparer(Preparation preparation, Resampling resampling) {
    this.preparation = preparation;
    this.resampling = resampling;
  }

  /**
   * An image, ready.
   *
   * @param planes [C, H, W] in [-1, 1], but for what bicubic resizing overshoots
   * @param size what of the planes shows the image; the rest is padding
   */
  record Prepared(Planes planes, ImageSize size) {}

  /**
   * Prepares an image.
   *
   * @param resolution of the longer edge, 0 for that of the image
   * @throws TacheoException if nothing would be left of it, or it is too large to be processed as
   *     it is
   */
  Prepared prepare(RgbImage image, int resolution) {
    requireModest(image.size(), resolution);
    if (preparation == Preparation.FLOATS_PADDED) {
      return padded(planes(image), resolution, resampling);
    }
    ImageSize size = ProcessingSize.DOUBLE.of(image.size(), resolution);
    requireLatent(size);
    return preparation == Preparation.FLOATS
        ? new Prepared(planes(image).resized(size, resampling.antialiased()), size)
        : new Prepared(planes(Torchvision.resize(image, size, resampling.antialiased())), size);
  }

  /**
   * Prepares what is no picture of bytes, as diffusers prepares pictures.
   *
   * @param planes [C, H, W], normalised
   * @param resolution of the longer edge, 0 for that of the planes
   * @throws TacheoException if nothing would be left of it, or it is too large to be processed as
   *     it is
   */
  static Prepared padded(Planes planes, int resolution, Resampling resampling) {
    requireModest(planes.size(), resolution);
    ImageSize size = ProcessingSize.INTEGER.of(planes.size(), resolution);
    ImageSize whole = new ImageSize(whole(size.height()), whole(size.width()));
    return new Prepared(planes.resized(size, resampling.antialiased()).padded(whole), size);
  }

  private static void requireModest(ImageSize image, int resolution) {
    int edge = Math.max(image.height(), image.width());
    if (resolution == 0 && edge > Resolutions.MOST) {
      throw new TacheoException(
          "the image is "
              + image
              + ", and processing-resolution: native "
              + Resolutions.tooLarge(edge));
    }
  }

  private static void requireLatent(ImageSize size) {
    if (size.height() < LATENT || size.width() < LATENT) {
      throw new TacheoException(
          "the image is "
              + size
              + " when resized, expected at least 8 pixels each way; raise processing-resolution");
    }
  }

  private static int whole(int extent) {
    return (extent + LATENT - 1) / LATENT * LATENT;
  }

  private static Planes planes(RgbImage image) {
    int pixels = image.size().pixels();
    byte[] bytes = image.toArray();
    float[] values = new float[3 * pixels];
    for (int pixel = 0; pixel < pixels; pixel++) {
      values[pixel] = NORMALISED[bytes[3 * pixel] & 0xFF];
      values[pixels + pixel] = NORMALISED[bytes[3 * pixel + 1] & 0xFF];
      values[2 * pixels + pixel] = NORMALISED[bytes[3 * pixel + 2] & 0xFF];
    }
    return new Planes(3, image.size(), values);
  }

  /** All pipelines compute x / 255 * 2 - 1 in this order. */
  private static float[] normalised() {
    float[] values = new float[256];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 255f * 2f - 1f;
    }
    return values;
  }
}
