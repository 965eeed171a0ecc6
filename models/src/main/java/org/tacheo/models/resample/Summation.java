package org.tacheo.models.resample;

/**
 * In which order the products of a run are added, and which are fused with the addition. PyTorch's
 * compiled kernels differ in it, always in the same way.
 */
enum Summation {
  /**
   * From the first to the last, fused; but of the products behind the first, as many whole groups
   * of four as there are get rounded before they are added, because the compiler computes four at
   * once.
   */
  IN_ORDER {
    @Override
    float sum(float[] values, int from, float[] weights, int weight, int length) {
      float sum = values[from] * weights[weight];
      int j = 1;
      for (; j + 4 <= length; j += 4) {
        sum += values[from + j] * weights[weight + j];
        sum += values[from + j + 1] * weights[weight + j + 1];
        sum += values[from + j + 2] * weights[weight + j + 2];
        sum += values[from + j + 3] * weights[weight + j + 3];
      }
      // Not a loop: most runs are so short that its set-up would take longer.
      if (j < length) {
        sum = Math.fma(values[from + j], weights[weight + j], sum);
      }
      if (j + 1 < length) {
        sum = Math.fma(values[from + j + 1], weights[weight + j + 1], sum);
      }
      if (j + 2 < length) {
        sum = Math.fma(values[from + j + 2], weights[weight + j + 2], sum);
      }
      return sum;
    }

    @Override
    int tap(int position) {
      return position;
    }

    @Override
    int rounded(int length) {
      return (length - 1) & ~3;
    }
  },

  /** The second, the first, then the others, all fused. There are two or four. */
  SECOND_FIRST {
    @Override
    float sum(float[] values, int from, float[] weights, int weight, int length) {
      float sum = values[from + 1] * weights[weight + 1];
      sum = Math.fma(values[from], weights[weight], sum);
      if (length > 2) {
        sum = Math.fma(values[from + 2], weights[weight + 2], sum);
        sum = Math.fma(values[from + 3], weights[weight + 3], sum);
      }
      return sum;
    }

    @Override
    int tap(int position) {
      return position < 2 ? 1 - position : position;
    }

    @Override
    int rounded(int length) {
      return 0;
    }
  };

  /** The sum of a run's values, weighted. */
  abstract float sum(float[] values, int from, float[] weights, int weight, int length);

  /** Which of the run comes at this position of the sum. */
  abstract int tap(int position);

  /** How many products behind the first are rounded before they are added. */
  abstract int rounded(int length);
}
