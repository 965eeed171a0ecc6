package org.tacheo.eval.protocol;

import java.math.BigDecimal;
import java.util.OptionalInt;
import org.tacheo.core.DataException;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Region;
import tools.jackson.core.io.NumberOutput;

/**
 * What a depth protocol fixes for one dataset.
 *
 * @param validMin metres; ground truth must be greater to count, compared in float32
 * @param validMax metres; ground truth must be less to count; may be infinite
 * @param clipMin metres; least depth of an aligned prediction
 * @param clipMax metres; greatest depth of an aligned prediction; may be infinite
 * @param crop what is cut out of image and ground truth before anybody sees them
 * @param evaluated the part of the cropped map whose pixels may count
 * @param alignmentMaxResolution longest side above which scale and shift are fitted on a column
 *     subsample, see {@link org.tacheo.eval.align.ColumnSubsample}
 * @param disparity how predictions are aligned as disparity
 */
record DepthRules(
    float validMin,
    float validMax,
    float clipMin,
    float clipMax,
    Cut crop,
    Cut evaluated,
    OptionalInt alignmentMaxResolution,
    Disparity disparity) {

  /** How predictions are aligned as disparity. */
  enum Disparity {
    /** Marigold's: fitted where the prediction is positive, at least 1e-3 per metre. */
    POSITIVE("fitted where p > 0, at least 0.001 per m", 1e-3f),
    /**
     * MiDaS's closed form: fitted on every valid pixel, for a network may well predict 0 for what
     * is far; at least 1e-3 per metre, which is below the inverse of every cap.
     */
    EVERY_PIXEL("fitted on all valid pixels, at least 0.001 per m", 1e-3f),
    /** MoGe's for boundaries: fitted on every valid pixel, at least 1e-6 per metre. */
    BOUNDARIES("fitted on all valid pixels, at least 0.000001 per m", 1e-6f);

    private final String text;
    private final float least;

    Disparity(String text, float least) {
      this.text = text;
      this.least = least;
    }

    /** Whether pixels whose prediction is not positive take no part in the fit. */
    boolean positiveOnly() {
      return this == POSITIVE;
    }

    /** Per metre; aligned disparity is raised to it before it is inverted. */
    float least() {
      return least;
    }
  }

  /** A rectangle that depends on the size of the map. */
  sealed interface Cut {
    /**
     * The rectangle in a map of this size.
     *
     * @throws DataException if the map is too small
     */
    Region in(ImageSize size);

    /** The whole map. */
    record Whole() implements Cut {
      @Override
      public Region in(ImageSize size) {
        return Region.all(size);
      }

      @Override
      public String toString() {
        return "whole";
      }
    }

    /** Fixed rows and columns. */
    record Fixed(Region region) implements Cut {
      @Override
      public Region in(ImageSize size) {
        if (!region.isWithin(size)) {
          throw tooSmall(size, toString());
        }
        return region;
      }

      @Override
      public String toString() {
        return "rows "
            + region.top()
            + ":"
            + region.bottom()
            + ", columns "
            + region.left()
            + ":"
            + region.right();
      }
    }

    /** The KITTI benchmark crop: the bottom rows, the middle columns. */
    record BottomCentre(int height, int width) implements Cut {
      @Override
      public Region in(ImageSize size) {
        if (size.height() < height || size.width() < width) {
          throw tooSmall(size, toString());
        }
        int top = size.height() - height;
        int left = (size.width() - width) / 2;
        return new Region(top, top + height, left, left + width);
      }

      @Override
      public String toString() {
        return "bottom " + height + " rows, centre " + width + " columns";
      }
    }

    /** Fractions of height and width, each bound truncated. */
    record Fractions(double top, double bottom, double left, double right) implements Cut {
      @Override
      public Region in(ImageSize size) {
        return new Region(
            (int) (top * size.height()),
            (int) (bottom * size.height()),
            (int) (left * size.width()),
            (int) (right * size.width()));
      }

      @Override
      public String toString() {
        return "rows "
            + share(top)
            + ":"
            + share(bottom)
            + " of the height, columns "
            + share(left)
            + ":"
            + share(right)
            + " of the width";
      }
    }

    private static String share(double fraction) {
      return NumberOutput.toString(fraction, true);
    }

    private static DataException tooSmall(ImageSize size, String cut) {
      return new DataException(
          "a map of "
              + size
              + " is too small for the protocol's crop ("
              + cut
              + "); this protocol needs frames of the published size");
    }
  }

  /** All constants in one line, for the manifest. */
  @Override
  public String toString() {
    return String.join(
        "; ",
        mask(),
        clipMin == Float.NEGATIVE_INFINITY && clipMax == Float.POSITIVE_INFINITY
            ? "nothing is clipped"
            : "clip " + range("q", clipMin, clipMax),
        "alignment on "
            + (alignmentMaxResolution.isPresent()
                ? "columns subsampled to " + alignmentMaxResolution.getAsInt()
                : "all pixels"),
        "disparity " + disparity.text);
  }

  /**
   * The same pixels for boundaries: nothing is clipped, for a clip would make steps or level them,
   * and the score would depend on the scale of the prediction.
   */
  DepthRules ofBoundaries() {
    return new DepthRules(
        validMin,
        validMax,
        Float.NEGATIVE_INFINITY,
        Float.POSITIVE_INFINITY,
        crop,
        evaluated,
        alignmentMaxResolution,
        Disparity.BOUNDARIES);
  }

  /** Which pixels count, in words. */
  String mask() {
    return String.join(
        "; ", "valid " + range("g", validMin, validMax), "crop " + crop, "evaluated " + evaluated);
  }

  private static String range(String name, float min, float max) {
    String above = name + " from " + metres(min) + " m";
    return Float.isInfinite(max) ? above : above + " to " + metres(max) + " m";
  }

  /**
   * The fewest digits that read back to the same float32, without an exponent: the same on every
   * JDK.
   */
  private static String metres(float value) {
    return new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros().toPlainString();
  }
}
