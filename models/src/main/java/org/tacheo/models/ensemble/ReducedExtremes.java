package org.tacheo.models.ensemble;

/**
 * The smallest and the greatest value of the map that aligned members reduce to, exactly, without
 * visiting most of its pixels: reducing the extremes of each segment bounds what the segment can
 * hold, since rounding, scaling by one sign and both reductions are monotonous.
 */
final class ReducedExtremes {
  private final float[][] members;
  private final Extents extents;
  private final PixelReduction reduction;
  private final float[] bounds;
  private final float[][] scratch;
  private final float[] reduced = new float[Blocks.SEGMENT];

  ReducedExtremes(float[][] members, Extents extents, PixelReduction reduction) {
    this.members = members;
    this.extents = extents;
    this.reduction = reduction;
    this.bounds = new float[extents.segments()];
    this.scratch = new float[members.length][Math.max(Blocks.SEGMENT, extents.segments())];
  }

  /** The smallest value. */
  float smallest(Alignment alignment) {
    return extreme(alignment, End.LOW);
  }

  /** The greatest value. */
  float greatest(Alignment alignment) {
    return extreme(alignment, End.HIGH);
  }

  private enum End {
    LOW,
    HIGH
  }

  private float extreme(Alignment alignment, End end) {
    bound(alignment, end);
    int first = 0;
    for (int s = 1; s < bounds.length; s++) {
      if (isBeyond(bounds[s], bounds[first], end)) {
        first = s;
      }
    }
    float extreme = exact(alignment, first, end);
    for (int s = 0; s < bounds.length; s++) {
      if (isBeyond(bounds[s], extreme, end) && s != first) {
        float candidate = exact(alignment, s, end);
        extreme = isBeyond(candidate, extreme, end) ? candidate : extreme;
      }
    }
    return extreme;
  }

  private static boolean isBeyond(float a, float b, End end) {
    return end == End.LOW ? a < b : a > b;
  }

  /** What no value of a segment is beyond. */
  private void bound(Alignment alignment, End end) {
    for (int i = 0; i < members.length; i++) {
      boolean takesLow = (end == End.LOW) == (alignment.scale(i) >= 0);
      float[] side = takesLow ? extents.lows(i) : extents.highs(i);
      alignment.apply(i, side, 0, bounds.length, scratch[i]);
    }
    reduction.reduce(scratch, bounds.length, bounds, 0);
  }

  private float exact(Alignment alignment, int segment, End end) {
    int from = segment * Blocks.SEGMENT;
    int count = Math.min(Blocks.SEGMENT, members[0].length - from);
    for (int i = 0; i < members.length; i++) {
      alignment.apply(i, members[i], from, count, scratch[i]);
    }
    reduction.reduce(scratch, count, reduced, 0);
    return end == End.LOW ? Extents.smallest(reduced, count) : Extents.greatest(reduced, count);
  }
}
