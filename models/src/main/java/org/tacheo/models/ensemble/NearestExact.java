package org.tacheo.models.ensemble;

import org.tacheo.core.ImageSize;

/** PyTorch's "nearest-exact" interpolation of members that are made smaller. */
final class NearestExact {
  private NearestExact() {}

  static float[][] resize(float[][] members, ImageSize from, ImageSize to) {
    int[] rows = sources(from.height(), to.height());
    int[] columns = sources(from.width(), to.width());
    float[][] resized = new float[members.length][to.pixels()];
    for (int i = 0; i < members.length; i++) {
      for (int p = 0; p < to.pixels(); p++) {
        int row = rows[p / to.width()];
        resized[i][p] = members[i][row * from.width() + columns[p % to.width()]];
      }
    }
    return resized;
  }

  private static int[] sources(int from, int to) {
    float scale = (float) from / to;
    int[] sources = new int[to];
    for (int i = 0; i < to; i++) {
      sources[i] = Math.min((int) ((i + 0.5f) * scale), from - 1);
    }
    return sources;
  }
}
