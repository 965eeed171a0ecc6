package org.tacheo.models.ensemble;

/**
 * The scales and shifts that bring each member to [0, 1] (scale-only: its greatest value to 1) by
 * itself, in float32: where published ensembles start.
 */
final class Start {
  private static final float LEAST_RANGE = 1e-6f;

  private Start() {}

  static double[] of(Extents extents, Invariance invariance) {
    int members = extents.members();
    double[] start = new double[invariance == Invariance.AFFINE ? 2 * members : members];
    for (int i = 0; i < members; i++) {
      float low = invariance == Invariance.AFFINE ? extents.smallest(i) : 0;
      float scale = 1 / Math.max(extents.greatest(i) - low, LEAST_RANGE);
      start[i] = scale;
      if (invariance == Invariance.AFFINE) {
        start[members + i] = -scale * low;
      }
    }
    return start;
  }
}
