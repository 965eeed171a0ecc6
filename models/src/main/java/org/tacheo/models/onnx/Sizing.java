package org.tacheo.models.onnx;

import java.util.Optional;
import org.tacheo.core.ImageSize;
import org.tacheo.core.TacheoException;
import org.tacheo.models.resample.Interpolation;
import org.tacheo.models.resample.Pillow;

/**
 * To which size an image is resized for a network, and how.
 *
 * @param policy how the size is found
 * @param height for policies with a size
 * @param width for policies with a size
 * @param tokens for {@link Policy#TOKENS}
 * @param multiple what both extents are multiples of
 * @param rounding to which multiple
 * @param interpolation how values are interpolated
 * @param arithmetic in which arithmetic
 */
record Sizing(
    Policy policy,
    int height,
    int width,
    int tokens,
    int multiple,
    Rounding rounding,
    Interpolation interpolation,
    Arithmetic arithmetic) {
  /** The most pixels that a network is given; beyond it a description is likely wrong. */
  static final int MOST_PIXELS = 1 << 26;

  /** How the size is found. */
  enum Policy {
    /** The image's own. */
    NATIVE,
    /** Exactly the given one, whatever the aspect. */
    STRETCH,
    /** The smallest with the image's aspect that covers the given one. */
    LOWER_BOUND,
    /** The largest with the image's aspect that the given one covers. */
    UPPER_BOUND,
    /** The one with the image's aspect that has about so many patches of multiple x multiple. */
    TOKENS
  }

  /** To which multiple an extent is rounded. */
  enum Rounding {
    /** To the nearest one, half to even; beyond a bound to the one within it. */
    NEAREST,
    /** Down. */
    DOWN,
    /** Up. */
    UP
  }

  /** In which arithmetic pixels are interpolated. */
  enum Arithmetic {
    /** In single precision, without rounding the result: as OpenCV and torch with floats. */
    FLOAT,
    /** Rounded to bytes again: as torchvision with images of bytes. */
    TORCHVISION,
    /** In fixed point, always antialiased, rounded to bytes: as Pillow. */
    PILLOW
  }

  /** Pillow's filter of the interpolation's name; it has those only. */
  Optional<Pillow.Filter> filter() {
    return switch (interpolation) {
      case NEAREST -> Optional.of(Pillow.Filter.NEAREST);
      case BILINEAR -> Optional.of(Pillow.Filter.BILINEAR);
      case BICUBIC -> Optional.of(Pillow.Filter.BICUBIC);
      default -> Optional.empty();
    };
  }

  /**
   * A size and how it came to be.
   *
   * @param size in whole pixels
   * @param scaleY what heights were multiplied by
   * @param scaleX what widths were multiplied by
   */
  record Scaled(ImageSize size, double scaleY, double scaleX) {}

  /**
   * The size that an image is resized to.
   *
   * @throws TacheoException if it would be beyond 2^26 pixels
   */
  Scaled of(ImageSize image) {
    double y = factor(image, (double) height / image.height());
    double x = factor(image, (double) width / image.width());
    long high = extent(image.height(), y, height);
    long wide = extent(image.width(), x, width);
    if (high * wide > MOST_PIXELS) {
      throw new TacheoException(
          "an image of "
              + image
              + " would be given to the network as ["
              + high
              + ", "
              + wide
              + "], expected at most 2^26 pixels; see resize in its description");
    }
    ImageSize size = new ImageSize((int) high, (int) wide);
    // Where only whole pixels were cut off, cameras scale by the exact factor, as references do.
    return multiple == 1
        ? new Scaled(size, y, x)
        : new Scaled(size, (double) high / image.height(), (double) wide / image.width());
  }

  private double factor(ImageSize image, double own) {
    double y = (double) height / image.height();
    double x = (double) width / image.width();
    return switch (policy) {
      case NATIVE -> 1;
      case STRETCH -> own;
      case LOWER_BOUND -> Math.max(y, x);
      case UPPER_BOUND -> Math.min(y, x);
      case TOKENS -> multiple * Math.sqrt((double) tokens / image.pixels());
    };
  }

  private long extent(int extent, double factor, int bound) {
    double units = extent * factor / multiple;
    long rounded =
        multiple
            * (long)
                switch (rounding) {
                  case NEAREST -> Math.rint(units);
                  case DOWN -> Math.floor(units);
                  case UP -> Math.ceil(units);
                };
    if (policy == Policy.LOWER_BOUND && rounded < bound) {
      rounded = multiple * (long) Math.ceil(units);
    }
    if (policy == Policy.UPPER_BOUND && rounded > bound) {
      rounded = multiple * (long) Math.floor(units);
    }
    return Math.max(multiple, rounded);
  }
}
