package org.tacheo.models.ensemble;

import org.jspecify.annotations.Nullable;
import org.tacheo.core.TacheoException;

/** Aligns members, reduces them, and brings the result to [0, 1]. */
final class Reducer {
  private static final float LEAST_RANGE = 1e-6f;

  private final float[][] members;
  private final Alignment alignment;
  private final PixelReduction reduction;
  private final float[] values;
  private final float @Nullable [] uncertainty;
  private final float[] lows;
  private final float[] highs;

  Reducer(float[][] members, Alignment alignment, Reduction reduction, Uncertainty uncertainty) {
    this.members = members;
    this.alignment = alignment;
    this.reduction = reduction.over(members.length);
    this.values = new float[members[0].length];
    this.uncertainty = uncertainty == Uncertainty.COMPUTED ? new float[values.length] : null;
    this.lows = new float[Blocks.chunks(values.length)];
    this.highs = new float[lows.length];
  }

  Ensembled result(Ensembled.Solution solution) {
    return new Ensembled(values, uncertainty, solution);
  }

  void run(Workers workers) {
    workers.forEach(lows.length, this::reduceChunk);
  }

  private void reduceChunk(int chunk) {
    float[][] scratch = new float[members.length][Blocks.RUN];
    int end = end(chunk);
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int from = chunk * Blocks.CHUNK; from < end; from += Blocks.RUN) {
      int count = Math.min(Blocks.RUN, end - from);
      align(from, count, scratch);
      reduction.reduce(scratch, count, values, from);
      for (int p = from; p < from + count; p++) {
        low = Math.min(low, values[p]);
        high = Math.max(high, values[p]);
      }
      if (uncertainty != null) {
        align(from, count, scratch);
        reduction.spread(scratch, count, values, uncertainty, from);
      }
    }
    lows[chunk] = low;
    highs[chunk] = high;
  }

  private int end(int chunk) {
    return Math.min(values.length, (chunk + 1) * Blocks.CHUNK);
  }

  private void align(int from, int count, float[][] into) {
    for (int i = 0; i < members.length; i++) {
      alignment.apply(i, members[i], from, count, into[i]);
    }
  }

  /**
   * Brings the values to [0, 1].
   *
   * @throws TacheoException if they are all the same and the method does not say what then
   */
  void normalise(Invariance invariance, Method method, Workers workers) {
    float high = Extents.greatest(highs, highs.length);
    float low = invariance == Invariance.AFFINE ? Extents.smallest(lows, lows.length) : 0;
    float range = high - low;
    if (method != Method.MARIGOLD_V0) {
      range = Math.max(range, LEAST_RANGE);
    } else if (range == 0) {
      throw new TacheoException(
          "the ensemble is the same everywhere; expected a map that varies; see what the"
              + " estimator gives for another seed");
    }
    float divisor = range;
    workers.forEach(lows.length, chunk -> scale(chunk, low, divisor));
  }

  private void scale(int chunk, float low, float range) {
    int end = end(chunk);
    for (int p = chunk * Blocks.CHUNK; p < end; p++) {
      values[p] = (values[p] - low) / range;
    }
    if (uncertainty != null) {
      for (int p = chunk * Blocks.CHUNK; p < end; p++) {
        uncertainty[p] /= range;
      }
    }
  }
}
