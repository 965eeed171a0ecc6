package org.tacheo.models.ensemble;

/**
 * The mean over members as {@code torch.mean} has it on the CPU: a float32 sum in the order of the
 * members, divided by their number; and {@code torch.std}, which works in double precision.
 */
final class Mean implements PixelReduction {
  @Override
  public void reduce(float[][] aligned, int count, float[] into, int offset) {
    System.arraycopy(aligned[0], 0, into, offset, count);
    for (int i = 1; i < aligned.length; i++) {
      add(aligned[i], count, into, offset);
    }
    float divisor = aligned.length;
    for (int p = 0; p < count; p++) {
      into[offset + p] /= divisor;
    }
  }

  private static void add(float[] member, int count, float[] into, int offset) {
    for (int p = 0; p < count; p++) {
      into[offset + p] += member[p];
    }
  }

  @Override
  public void spread(float[][] aligned, int count, float[] reduced, float[] into, int offset) {
    for (int p = 0; p < count; p++) {
      double mean = 0;
      for (float[] member : aligned) {
        mean += member[p];
      }
      mean /= aligned.length;
      double squares = 0;
      for (float[] member : aligned) {
        squares += (member[p] - mean) * (member[p] - mean);
      }
      into[offset + p] = (float) Math.sqrt(squares / (aligned.length - 1));
    }
  }
}
