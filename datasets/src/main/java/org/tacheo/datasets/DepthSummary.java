package org.tacheo.datasets;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.Mask;
import org.tacheo.datasets.layout.DepthBand;

/**
 * How much of a depth map is valid, and how deep it is.
 *
 * @param validShare share of valid pixels, 0 to 1
 * @param median lower median of the valid depths, metres; empty without any
 * @param impossible pixels that a mask declares valid though they hold no depth
 */
public record DepthSummary(double validShare, OptionalDouble median, int impossible)
    implements TruthSummary {
  private static final int HALF = 16;
  private static final int BINS = 1 << HALF;
  private static final int LOW_BITS = BINS - 1;

  /** Counts a pixel as valid if the mask says so or, without a mask, if it has a depth. */
  static DepthSummary of(GroundTruth.Depth depth) {
    Selection selection = new Selection(depth.metres(), depth.valid());
    int[] high = new int[BINS];
    int count = 0;
    for (int i = 0; i < selection.size(); i++) {
      int bits = selection.bits(i);
      if (bits > 0) {
        high[bits >>> HALF]++;
        count++;
      }
    }
    double share = (double) count / selection.size();
    int impossible = selection.masked() - count;
    return count == 0
        ? new DepthSummary(0, OptionalDouble.empty(), impossible)
        : new DepthSummary(share, OptionalDouble.of(median(selection, high, count)), impossible);
  }

  /** What is odd about the map; empty if nothing is. */
  Optional<String> problem(DepthBand band) {
    if (median.isEmpty()) {
      return Optional.of("no pixel has ground truth; fetch the archive again");
    }
    if (impossible > 0) {
      return Optional.of(
          impossible
              + " pixels that the mask declares valid hold no depth; the sample will fail when scored");
    }
    return band.contains(median.getAsDouble())
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "the median depth is %.4g m, expected %.4g to %.4g; check unit and encoding",
                median.getAsDouble(),
                band.min(),
                band.max()));
  }

  /**
   * Exact, in two counting passes: the bits of positive floats are in the order of the floats.
   *
   * @param high number of values by the upper half of their bits
   */
  private static float median(Selection selection, int[] high, int count) {
    int rank = (count - 1) / 2;
    int bin = 0;
    while (rank >= high[bin]) {
      rank -= high[bin];
      bin++;
    }
    int[] low = new int[BINS];
    for (int i = 0; i < selection.size(); i++) {
      int bits = selection.bits(i);
      if (bits > 0 && bits >>> HALF == bin) {
        low[bits & LOW_BITS]++;
      }
    }
    int rest = 0;
    while (rank >= low[rest]) {
      rank -= low[rest];
      rest++;
    }
    return Float.intBitsToFloat(bin << HALF | rest);
  }

  private record Selection(FloatMap metres, Optional<Mask> valid) {
    int size() {
      return metres.size().pixels();
    }

    /** Pixels that count by the mask; without one, those that have a depth. */
    int masked() {
      int count = 0;
      for (int i = 0; i < size(); i++) {
        count += (valid.isPresent() ? valid.get().at(i) : bits(i) != 0) ? 1 : 0;
      }
      return count;
    }

    /** The bits of a valid positive finite depth, else 0. */
    int bits(int index) {
      float depth = metres.at(index);
      boolean counts =
          depth > 0
              && depth < Float.POSITIVE_INFINITY
              && (valid.isEmpty() || valid.get().at(index));
      return counts ? Float.floatToRawIntBits(depth) : 0;
    }
  }
}
