package org.tacheo.models.onnx;

import org.tacheo.core.ImageSize;
import org.tacheo.core.TacheoException;

/**
 * Brings points that are known up to a shift along z in front of the camera that sees them, whose
 * focal length is found with it.
 *
 * <p>Source: MoGe, {@code recover_focal_shift} and {@code infer}: on 64 x 64 nearest pixels; the
 * points are then projected anew from depth and focal length.
 */
final class PointRecovery {
  private static final int SAMPLES = 64;

  private final Planes points;
  private final boolean[] mask;
  private final double aspect;

  /**
   * A recovery.
   *
   * @param points x, y and z in OpenCV axes, [3, H, W]
   * @param mask where they hold
   */
  PointRecovery(Planes points, boolean[] mask) {
    this.points = points;
    this.mask = mask;
    this.aspect = (double) points.size().width() / points.size().height();
  }

  /**
   * The points in front of the camera, [3, H, W]. Changes the mask: nothing behind the camera
   * holds.
   *
   * @throws TacheoException if no shift can be found
   */
  Planes recovered() {
    float[] uv = new float[2 * SAMPLES * SAMPLES];
    float[] xyz = new float[3 * SAMPLES * SAMPLES];
    int count = sample(uv, xyz);
    if (count < 2) {
      return projected(0, 1);
    }
    ShiftSolver solver = new ShiftSolver(uv, xyz, count);
    float shift = solver.shift();
    float focal = (float) solver.focal(shift);
    if (!Float.isFinite(shift) || !Float.isFinite(focal) || focal == 0) {
      throw new TacheoException(
          "the network's points fit no camera (shift " + shift + ", focal length " + focal + ")");
    }
    return projected(shift, focal);
  }

  private int sample(float[] uv, float[] xyz) {
    ImageSize size = points.size();
    double diagonal = Math.sqrt(1 + aspect * aspect);
    float[] u = line(aspect / diagonal, size.width());
    float[] v = line(1 / diagonal, size.height());
    int count = 0;
    for (int i = 0; i < SAMPLES; i++) {
      int row = nearest(i, size.height());
      for (int j = 0; j < SAMPLES; j++) {
        int column = nearest(j, size.width());
        int pixel = row * size.width() + column;
        if (mask[pixel]) {
          uv[2 * count] = u[column];
          uv[2 * count + 1] = v[row];
          for (int axis = 0; axis < 3; axis++) {
            xyz[3 * count + axis] = points.values()[axis * size.pixels() + pixel];
          }
          count++;
        }
      }
    }
    return count;
  }

  private static int nearest(int sample, int extent) {
    float scale = (float) extent / SAMPLES;
    return Math.min((int) (sample * scale), extent - 1);
  }

  /** As torch's linspace of single precision: from both ends. */
  private static float[] line(double span, int extent) {
    float end = (float) (span * (extent - 1) / extent);
    float step = extent > 1 ? (end + end) / (extent - 1) : 0;
    float[] line = new float[extent];
    for (int i = 0; i < extent; i++) {
      line[i] = i < extent / 2 ? -end + step * i : end - step * (extent - 1 - i);
    }
    return line;
  }

  private Planes projected(float shift, float focal) {
    ImageSize size = points.size();
    int pixels = size.pixels();
    double diagonal = Math.sqrt(1 + aspect * aspect);
    double fx = focal / 2 * diagonal / aspect;
    double fy = focal / 2 * diagonal;
    float[] target = new float[3 * pixels];
    for (int pixel = 0; pixel < pixels; pixel++) {
      int row = pixel / size.width();
      double u = (pixel % size.width() + 0.5) / size.width() - 0.5;
      double v = (row + 0.5) / size.height() - 0.5;
      float z = points.values()[2 * pixels + pixel] + shift;
      target[pixel] = (float) (u / fx * z);
      target[pixels + pixel] = (float) (v / fy * z);
      target[2 * pixels + pixel] = z;
      mask[pixel] &= z > 0;
    }
    return new Planes(3, size, target);
  }
}
