package org.tacheo.models.ensemble;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.tacheo.core.ImageSize;
import org.tacheo.models.GoldenArrays;
import org.tacheo.models.GoldenArrays.GoldenArray;

/** Ensembles to test with. */
final class Ensembles {
  /** See {@code make_ensemble.py}. */
  static final GoldenArrays DIFFUSERS = GoldenArrays.read("/ensemble/ensemble.npz");

  /** See {@code make_published.py}. */
  static final GoldenArrays PUBLISHED = GoldenArrays.read("/ensemble/published.npz");

  private Ensembles() {}

  /** The maps along the first axis. */
  static float[][] maps(GoldenArray array) {
    float[] all = array.floats();
    float[][] maps = new float[array.shape()[0]][];
    int length = all.length / maps.length;
    for (int i = 0; i < maps.length; i++) {
      maps[i] = Arrays.copyOfRange(all, i * length, (i + 1) * length);
    }
    return maps;
  }

  /** The last two extents. */
  static ImageSize size(GoldenArray array) {
    int axes = array.shape().length;
    return new ImageSize(array.shape()[axes - 2], array.shape()[axes - 1]);
  }

  /** Affine images of one smooth map, with noise. */
  static float[][] smooth(int members, ImageSize size, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] maps = new float[members][size.pixels()];
    for (float[] map : maps) {
      double scale = 0.4 + 0.2 * random.nextDouble();
      double shift = 0.1 + 0.2 * random.nextDouble();
      for (int p = 0; p < map.length; p++) {
        int row = p / size.width();
        int column = p % size.width();
        double depth = 0.5 + 0.3 * Math.sin(column / 11.0) * Math.cos(row / 9.0) + 0.001 * row;
        map[p] = (float) (scale * depth + shift + noise * (random.nextDouble() - 0.5));
      }
    }
    return maps;
  }

  /** The greatest difference. */
  static double greatestDifference(float[] a, float[] b) {
    double greatest = 0;
    for (int p = 0; p < a.length; p++) {
      greatest = Math.max(greatest, Math.abs((double) a[p] - b[p]));
    }
    return greatest;
  }
}
