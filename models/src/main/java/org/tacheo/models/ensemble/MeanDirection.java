package org.tacheo.models.ensemble;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.tacheo.models.ensemble.Ensembled.Solution;

/** The mean direction of normals, or the member nearest to it, and how far the members are off. */
final class MeanDirection implements IntConsumer {
  private static final float LEAST_NORM = 1e-6f;

  private final float[][] members;
  private final int pixels;
  private final NormalsMethod method;
  private final float[] values;
  private final float @Nullable [] uncertainty;

  MeanDirection(float[][] members, int pixels, NormalsMethod method, Uncertainty uncertainty) {
    this.members = members;
    this.pixels = pixels;
    this.method = method;
    this.values = new float[3 * pixels];
    this.uncertainty = uncertainty == Uncertainty.COMPUTED ? new float[pixels] : null;
  }

  Ensembled result() {
    return new Ensembled(values, uncertainty, Solution.REGULAR);
  }

  /** Does one chunk of pixels. */
  @Override
  public void accept(int chunk) {
    Run run = new Run();
    int end = Math.min(pixels, (chunk + 1) * Blocks.CHUNK);
    for (int from = chunk * Blocks.CHUNK; from < end; from += Blocks.RUN) {
      run.compute(from, Math.min(Blocks.RUN, end - from));
    }
  }

  /** Pixels that are worked on together. */
  private final class Run {
    private final float[] x = new float[Blocks.RUN];
    private final float[] y = new float[Blocks.RUN];
    private final float[] z = new float[Blocks.RUN];
    private final float[] cosine = new float[Blocks.RUN];
    private final float[] angles = new float[Blocks.RUN];
    private final float[] best = new float[Blocks.RUN];
    private final int[] nearest = new int[Blocks.RUN];

    void compute(int from, int count) {
      mean(from, count, x);
      mean(pixels + from, count, y);
      mean(2 * pixels + from, count, z);
      normalise(count);
      if (method == NormalsMethod.MEAN) {
        System.arraycopy(x, 0, values, from, count);
        System.arraycopy(y, 0, values, pixels + from, count);
        System.arraycopy(z, 0, values, 2 * pixels + from, count);
      }
      if (method == NormalsMethod.CLOSEST || uncertainty != null) {
        compare(from, count);
      }
    }

    private void mean(int from, int count, float[] into) {
      System.arraycopy(members[0], from, into, 0, count);
      for (int i = 1; i < members.length; i++) {
        add(members[i], from, count, into);
      }
      float divisor = members.length;
      for (int p = 0; p < count; p++) {
        into[p] /= divisor;
      }
    }

    private void add(float[] member, int from, int count, float[] into) {
      for (int p = 0; p < count; p++) {
        into[p] += member[from + p];
      }
    }

    private void normalise(int count) {
      for (int p = 0; p < count; p++) {
        float square = x[p] * x[p] + y[p] * y[p] + z[p] * z[p];
        float norm = Math.max((float) Math.sqrt(square), LEAST_NORM);
        x[p] /= norm;
        y[p] /= norm;
        z[p] /= norm;
      }
    }

    private void compare(int from, int count) {
      Arrays.fill(best, Float.NEGATIVE_INFINITY);
      Arrays.fill(angles, 0);
      for (int i = 0; i < members.length; i++) {
        cosines(members[i], from, count);
        keepNearest(i, count);
        if (uncertainty != null) {
          addAngles(count);
        }
      }
      if (method == NormalsMethod.CLOSEST) {
        takeNearest(from, count);
      }
      if (uncertainty != null) {
        shareOfPi(uncertainty, from, count);
      }
    }

    private void cosines(float[] member, int from, int count) {
      for (int p = 0; p < count; p++) {
        float product =
            x[p] * member[from + p]
                + y[p] * member[pixels + from + p]
                + z[p] * member[2 * pixels + from + p];
        cosine[p] = Math.min(Math.max(product, -1), 1);
      }
    }

    private void keepNearest(int member, int count) {
      for (int p = 0; p < count; p++) {
        if (cosine[p] > best[p]) {
          best[p] = cosine[p];
          nearest[p] = member;
        }
      }
    }

    private void addAngles(int count) {
      for (int p = 0; p < count; p++) {
        angles[p] += (float) Angles.acos(cosine[p]);
      }
    }

    private void takeNearest(int from, int count) {
      for (int p = 0; p < count; p++) {
        float[] member = members[nearest[p]];
        int at = from + p;
        values[at] = member[at];
        values[pixels + at] = member[pixels + at];
        values[2 * pixels + at] = member[2 * pixels + at];
      }
    }

    private void shareOfPi(float[] into, int from, int count) {
      for (int p = 0; p < count; p++) {
        into[from + p] = angles[p] / members.length / (float) Math.PI;
      }
    }
  }
}
