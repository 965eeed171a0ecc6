package org.tacheo.models.onnx;

import java.util.List;
import org.tacheo.core.ImageSize;

/**
 * What surrounds a resized image.
 *
 * @param to which size is filled up
 * @param height for {@link To#SIZE}
 * @param width for {@link To#SIZE}
 * @param multiple for {@link To#MULTIPLE}
 * @param place where the image lies in it
 * @param fill what lies around it
 * @param colour for {@link Fill#COLOUR}: red, green and blue; 0 to 255 before normalisation, as the
 *     network sees them after it
 * @param when before or after normalisation
 */
record Padding(
    To to,
    int height,
    int width,
    int multiple,
    Place place,
    Fill fill,
    List<Double> colour,
    When when) {
  /** Which size is filled up. */
  enum To {
    /** None. */
    NOTHING,
    /** A given one. */
    SIZE,
    /** The next multiples. */
    MULTIPLE
  }

  /** Where the image lies. */
  enum Place {
    /** In the middle; an odd row or column more is at the bottom or right. */
    CENTRE,
    /** At the top left. */
    TOP_LEFT
  }

  /** What lies around it. */
  enum Fill {
    /** A colour. */
    COLOUR,
    /** The nearest pixel. */
    EDGE
  }

  /** When it is added. */
  enum When {
    /** Before values are normalised. */
    BEFORE_NORMALISATION,
    /** After values were normalised. */
    AFTER_NORMALISATION
  }

  /** No padding. */
  static final Padding NONE =
      new Padding(
          To.NOTHING,
          0,
          0,
          1,
          Place.CENTRE,
          Fill.COLOUR,
          List.of(0.0, 0.0, 0.0),
          When.BEFORE_NORMALISATION);

  Padding {
    colour = List.copyOf(colour);
  }

  /** The size with padding; never smaller than the image. */
  ImageSize of(ImageSize image) {
    return switch (to) {
      case NOTHING -> image;
      case SIZE -> new ImageSize(Math.max(height, image.height()), Math.max(width, image.width()));
      case MULTIPLE -> new ImageSize(filled(image.height()), filled(image.width()));
    };
  }

  private int filled(int extent) {
    return Math.multiplyExact(multiple, (extent - 1) / multiple + 1);
  }

  /** How many rows or columns come before the image. */
  int before(int extent, int padded) {
    return place == Place.CENTRE ? (padded - extent) / 2 : 0;
  }
}
