package org.tacheo.models.ensemble;

/** The member of rank (N - 1) / 2, and the one of that rank among the distances to it. */
final class LowerMedian implements PixelReduction {
  private final SortingNetwork network;
  private final int rank;

  LowerMedian(int members) {
    this.rank = (members - 1) / 2;
    this.network = SortingNetwork.selecting(rank, members);
  }

  @Override
  public void reduce(float[][] aligned, int count, float[] into, int offset) {
    network.run(aligned, count);
    System.arraycopy(aligned[rank], 0, into, offset, count);
  }

  @Override
  public void spread(float[][] aligned, int count, float[] reduced, float[] into, int offset) {
    for (float[] member : aligned) {
      distances(member, count, reduced, offset);
    }
    reduce(aligned, count, into, offset);
  }

  private static void distances(float[] member, int count, float[] reduced, int offset) {
    for (int p = 0; p < count; p++) {
      member[p] = Math.abs(member[p] - reduced[offset + p]);
    }
  }
}
