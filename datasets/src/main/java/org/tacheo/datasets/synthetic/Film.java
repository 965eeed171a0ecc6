package org.tacheo.datasets.synthetic;

import java.util.Arrays;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;
import org.tacheo.core.VectorMap;

/**
 * Exposes one frame. The first ray of each pixel goes through its centre and alone decides depth
 * and normal; where neighbours differ, more rays smooth the image, and where they disagree on a
 * lamp, those look for more points of it. Only three rows of radiance are held at a time.
 */
final class Film {
  private static final int RAYS = 5;

  /** Points of a lamp that a ray looks for where the edge of a solid hides the grain. */
  private static final int EDGE_SHARE = 1;

  /** Offsets of the further rays from the pixel's centre, pixels: a pair and a rotated grid. */
  private static final double[] SHIFT_X = {-0.25, 0.25, -0.375, 0.125, 0.375};

  private static final double[] SHIFT_Y = {-0.125, 0.125, 0.125, -0.375, 0.25};

  /** Step between neighbours, relative to their sum, from which a pixel gets more rays. */
  private static final double CONTRAST = 0.14;

  private final Camera camera;
  private final Look look;
  private final ImageSize size;
  private final Tracer tracer;
  private final Shader shader;
  private final int width;
  private final float[] metres;
  private final float[] normals;
  private final byte[] bytes;
  private final double[][] rows;
  private final int[][] lit;
  private final int[][] hidden;
  private final int[][] solids;
  private double dx;
  private double dy;
  private double dz;

  Film(Scene scene, Camera camera, Look look, ImageSize size) {
    this.camera = camera;
    this.look = look;
    this.size = size;
    tracer = new Tracer(scene);
    shader = new Shader(scene, tracer, 1 / camera.intrinsics().fx());
    width = size.width();
    metres = new float[size.pixels()];
    normals = new float[3 * size.pixels()];
    bytes = new byte[3 * size.pixels()];
    rows = new double[3][3 * width];
    lit = new int[3][width];
    hidden = new int[3][width];
    solids = new int[3][width];
  }

  /** Exposes every pixel. To be called once. */
  Rendering expose() {
    for (int row = 0; row < size.height(); row++) {
      first(row);
      if (row > 0) {
        finish(row - 1);
      }
    }
    finish(size.height() - 1);
    return new Rendering(
        RgbImage.owning(size, bytes),
        FloatMap.owning(size, metres),
        VectorMap.owning(size, normals),
        camera.intrinsics());
  }

  private void first(int row) {
    double[] colours = rows[row % 3];
    shader.presume(0, 0);
    for (int column = 0; column < width; column++) {
      ray(column + 0.5, row + 0.5, LampPoints.probe(row, column), 1);
      colours[3 * column] = tone(shader.r * look.balance().r());
      colours[3 * column + 1] = tone(shader.g * look.balance().g());
      colours[3 * column + 2] = tone(shader.b * look.balance().b());
      lit[row % 3][column] = shader.lit;
      hidden[row % 3][column] = shader.hidden;
      solids[row % 3][column] = tracer.solid;
      if (tracer.solid >= 0) {
        measure(row * width + column);
      }
    }
  }

  private void ray(double x, double y, int point, int points) {
    double a = (x - camera.intrinsics().cx()) / camera.intrinsics().fx();
    double b = (y - camera.intrinsics().cy()) / camera.intrinsics().fy();
    Frame pose = camera.pose();
    dx = a * pose.x().x() + b * pose.y().x() + pose.z().x();
    dy = a * pose.x().y() + b * pose.y().y() + pose.z().y();
    dz = a * pose.x().z() + b * pose.y().z() + pose.z().z();
    Vec o = pose.origin();
    tracer.hit(o.x(), o.y(), o.z(), dx, dy, dz);
    shader.shade(o.x(), o.y(), o.z(), dx, dy, dz, point, points);
  }

  /** The direction has length 1 along the optical axis, so the ray's distance is the depth. */
  private void measure(int index) {
    metres[index] = (float) tracer.distance;
    double nx = tracer.normalX;
    double ny = tracer.normalY;
    double nz = tracer.normalZ;
    double sign = nx * dx + ny * dy + nz * dz > 0 ? -1 : 1;
    Frame pose = camera.pose();
    normals[3 * index] = (float) (sign * along(pose.x(), nx, ny, nz));
    normals[3 * index + 1] = (float) (sign * along(pose.y(), nx, ny, nz));
    normals[3 * index + 2] = (float) (sign * along(pose.z(), nx, ny, nz));
  }

  private static double along(Vec axis, double x, double y, double z) {
    return axis.x() * x + axis.y() * y + axis.z() * z;
  }

  private void finish(int row) {
    double[] colours = rows[row % 3];
    for (int column = 0; column < width; column++) {
      double r = colours[3 * column];
      double g = colours[3 * column + 1];
      double b = colours[3 * column + 2];
      boolean doubtful = presume(row, column) != 0;
      if (doubtful || isRough(row, column)) {
        // Where a lamp is in doubt, rays that look for many points of it replace the first, which
        // saw one: two rays on a surface, three at an edge. Elsewhere three are added to the first.
        boolean plain = doubtful && isOfOneSolid(row, column);
        int from = plain ? 0 : 2;
        int to = plain ? 2 : RAYS;
        int points = plain ? LampPoints.SHARE : EDGE_SHARE;
        double share = plain ? 1.0 / 2 : doubtful ? 1.0 / 3 : 1.0 / 4;
        r = doubtful ? 0 : r;
        g = doubtful ? 0 : g;
        b = doubtful ? 0 : b;
        for (int i = from; i < to; i++) {
          double x = column + 0.5 + SHIFT_X[i];
          double y = row + 0.5 + SHIFT_Y[i];
          ray(x, y, LampPoints.share(i), points);
          r += tone(shader.r * look.balance().r());
          g += tone(shader.g * look.balance().g());
          b += tone(shader.b * look.balance().b());
        }
        r *= share;
        g *= share;
        b *= share;
      }
      develop(row, column, r, g, b);
    }
  }

  /**
   * Where this pixel and the eight around it, whose probes together cover a lamp, agree on it, the
   * further rays need not look.
   *
   * @return the lamps, as bits, on which they do not agree
   */
  private int presume(int row, int column) {
    int reached = 0;
    int missed = 0;
    for (int y = Math.max(0, row - 1); y <= Math.min(size.height() - 1, row + 1); y++) {
      for (int x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
        reached |= lit[y % 3][x];
        missed |= hidden[y % 3][x];
      }
    }
    shader.presume(reached & ~missed, missed & ~reached);
    return reached & missed;
  }

  private boolean isOfOneSolid(int row, int column) {
    int solid = solids[row % 3][column];
    return solids[row % 3][Math.max(0, column - 1)] == solid
        && solids[row % 3][Math.min(width - 1, column + 1)] == solid
        && solids[Math.max(0, row - 1) % 3][column] == solid
        && solids[Math.min(size.height() - 1, row + 1) % 3][column] == solid;
  }

  private boolean isRough(int row, int column) {
    return (column > 0 && differs(row, column, row, column - 1))
        || (column < width - 1 && differs(row, column, row, column + 1))
        || (row > 0 && differs(row, column, row - 1, column))
        || (row < size.height() - 1 && differs(row, column, row + 1, column));
  }

  private boolean differs(int row, int column, int otherRow, int otherColumn) {
    double[] a = rows[row % 3];
    double[] b = rows[otherRow % 3];
    double step = 0;
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      step += Math.abs(a[3 * column + i] - b[3 * otherColumn + i]);
      sum += a[3 * column + i] + b[3 * otherColumn + i];
    }
    return step > CONTRAST * (0.2 + sum);
  }

  /** Linear in the shadows, with a shoulder towards white: x / (1 + x^4)^(1/4). */
  private double tone(double radiance) {
    double x = radiance * look.exposure();
    double square = x * x;
    return x / Math.sqrt(Math.sqrt(1 + square * square));
  }

  private void develop(int row, int column, double r, double g, double b) {
    double x = (column + 0.5) / width - 0.5;
    double y = (row + 0.5) / size.height() - 0.5;
    double open = 1 - look.vignette() * 2 * (x * x + y * y);
    int at = 3 * (row * width + column);
    bytes[at] = encode(r * open, column, row, 1);
    bytes[at + 1] = encode(g * open, column, row, 2);
    bytes[at + 2] = encode(b * open, column, row, 3);
  }

  private byte encode(double value, int column, int row, int channel) {
    int h = Noise.hash(column, row, look.salt() ^ (channel * 0x3C6EF372));
    // Four bytes of a hash, summed, are nearly normal: mean 510, standard deviation 147.8.
    int sum = (h & 0xFF) + (h >>> 8 & 0xFF) + (h >>> 16 & 0xFF) + (h >>> 24);
    double noise = (sum - 510) / 147.8 * look.noise();
    double level = 255 * Math.sqrt(value) + noise;
    return (byte) (int) Math.floor(Math.min(255, Math.max(0, level)) + 0.5);
  }

  /** Mean tone of a coarse grid of rays at this exposure, 0 to 1. */
  static double meter(Scene scene, Camera camera, ImageSize size, double exposure) {
    Look plain = new Look(exposure, Colour.grey(1), 0, 0, 1);
    Film film = new Film(scene, camera, plain, new ImageSize(1, 1));
    int grid = 10;
    double[] tones = new double[grid * grid];
    for (int i = 0; i < tones.length; i++) {
      int row = i / grid;
      double x = (i % grid + 0.5) / grid * size.width();
      double y = (row + 0.5) / grid * size.height();
      film.ray(x, y, i % LampPoints.PROBES, 1);
      tones[i] = film.tone((film.shader.r + film.shader.g + film.shader.b) / 3);
    }
    return Arrays.stream(tones).sum() / tones.length;
  }
}
