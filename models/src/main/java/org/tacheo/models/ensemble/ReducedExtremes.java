package org.tacheo.models.ensemble;

import org.jspecify.annotations.Nullable;

/**
 * The smallest and the greatest value of the map that aligned members reduce to, exactly, without
 * visiting most of its pixels.
 *
 * <p>Reducing the extremes of each segment bounds what the segment can hold, since rounding,
 * scaling by one sign and both reductions are monotonous; segments whose bound is not beyond what
 * was found need not be visited. For another alignment nearby, even the bounds of the last one
 * serve: where no member moves by more than d, the reduced map does not, so that only segments
 * bounded within 2 d of the last extreme can hold the new one.
 */
final class ReducedExtremes {
  // Of maps that range over about 1: what the steps of a line search's end and of differences move.
  private static final double MARGIN = 1e-3;

  private final float[][] members;
  private final Extents extents;
  private final PixelReduction reduction;
  private final Side low;
  private final Side high;
  private final float[][] scratch;
  private final float[] reduced = new float[Blocks.SEGMENT];

  ReducedExtremes(float[][] members, Extents extents, PixelReduction reduction) {
    this.members = members;
    this.extents = extents;
    this.reduction = reduction;
    this.scratch = new float[members.length][Math.max(Blocks.SEGMENT, extents.segments())];
    this.low = new Side(End.LOW);
    this.high = new Side(End.HIGH);
  }

  /** The smallest value. */
  float smallest(Alignment alignment) {
    return low.extreme(alignment);
  }

  /** The greatest value. */
  float greatest(Alignment alignment) {
    return high.extreme(alignment);
  }

  private enum End {
    LOW,
    HIGH;

    boolean isBeyond(double a, double b) {
      return this == LOW ? a < b : a > b;
    }

    /** The further end of values. */
    float of(float[] values, int count) {
      return this == LOW ? Extents.smallest(values, count) : Extents.greatest(values, count);
    }
  }

  /** One of the two ends, with what was found when all of its segments were looked at last. */
  private final class Side {
    private final End end;
    private final float[] bounds = new float[extents.segments()];
    private final int[] near = new int[bounds.length];
    private int nearCount;
    private @Nullable Alignment last;
    private float found;

    Side(End end) {
      this.end = end;
    }

    float extreme(Alignment alignment) {
      if (last == null || 2 * movement(last, alignment) > MARGIN) {
        bound(alignment);
        found = furthest(alignment);
        last = alignment;
        listNear();
        return found;
      }
      double limit = limit(2 * movement(last, alignment));
      float extreme = exact(alignment, near[0]);
      for (int k = 1; k < nearCount; k++) {
        if (!end.isBeyond(limit, bounds[near[k]])) {
          extreme = further(extreme, exact(alignment, near[k]));
        }
      }
      return extreme;
    }

    /** What lies so far back from what was found. */
    private double limit(double distance) {
      return end == End.LOW ? found + distance : found - distance;
    }

    private float further(float a, float b) {
      return end.isBeyond(a, b) ? a : b;
    }

    private void bound(Alignment alignment) {
      for (int i = 0; i < members.length; i++) {
        boolean takesLow = (end == End.LOW) == (alignment.scale(i) >= 0);
        float[] side = takesLow ? extents.lows(i) : extents.highs(i);
        alignment.apply(i, side, 0, bounds.length, scratch[i]);
      }
      reduction.reduce(scratch, bounds.length, bounds, 0);
    }

    /** Looks first where the bound is furthest, then where it is beyond what is found. */
    private float furthest(Alignment alignment) {
      int first = 0;
      for (int s = 1; s < bounds.length; s++) {
        first = end.isBeyond(bounds[s], bounds[first]) ? s : first;
      }
      float extreme = exact(alignment, first);
      for (int s = 0; s < bounds.length; s++) {
        if (s != first && end.isBeyond(bounds[s], extreme)) {
          extreme = further(extreme, exact(alignment, s));
        }
      }
      return extreme;
    }

    private float exact(Alignment alignment, int segment) {
      int from = segment * Blocks.SEGMENT;
      int count = Math.min(Blocks.SEGMENT, members[0].length - from);
      for (int i = 0; i < members.length; i++) {
        alignment.apply(i, members[i], from, count, scratch[i]);
      }
      reduction.reduce(scratch, count, reduced, 0);
      return end.of(reduced, count);
    }

    private void listNear() {
      double limit = limit(MARGIN);
      nearCount = 0;
      for (int s = 0; s < bounds.length; s++) {
        if (!end.isBeyond(limit, bounds[s])) {
          near[nearCount++] = s;
        }
      }
    }
  }

  /** What no reduced value moves beyond from one alignment to another, rounding included. */
  private double movement(Alignment from, Alignment to) {
    double movement = 0;
    double magnitude = 0;
    for (int i = 0; i < members.length; i++) {
      double largest = Math.max(Math.abs(extents.smallest(i)), Math.abs(extents.greatest(i)));
      double scales = Math.abs((double) to.scale(i) - from.scale(i));
      double shifts = Math.abs((double) to.shift(i) - from.shift(i));
      movement = Math.max(movement, scales * largest + shifts);
      magnitude = Math.max(magnitude, magnitude(from, i, largest));
      magnitude = Math.max(magnitude, magnitude(to, i, largest));
    }
    // Each of two roundings of a member, and of as many in a mean as it has members.
    return movement + (members.length + 4) * Math.ulp((float) magnitude * members.length);
  }

  private static double magnitude(Alignment alignment, int member, double largest) {
    return Math.abs(alignment.scale(member)) * largest + Math.abs(alignment.shift(member));
  }
}
