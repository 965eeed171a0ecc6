package org.tacheo.eval;

import java.util.Arrays;
import java.util.List;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Region;
import org.tacheo.core.VectorMap;

/**
 * A scene of {@code make_field.py}: ground truth with steps, a prediction whose steps lie a pixel
 * off, and a mask, by formulas that every language computes alike.
 *
 * @param groundTruth [H, W], metres
 * @param prediction [H, W]
 * @param mask the pixels that count
 */
public record SteppedScene(FloatMap groundTruth, FloatMap prediction, PixelSet mask) {
  /** The names of all scenes. */
  public static List<String> names() {
    return Reference.field("solver").stream().map(fields -> fields[0]).toList();
  }

  /** The scene of this name. */
  public static SteppedScene of(String name) {
    String[] line = Reference.field("solver", name);
    ImageSize size = new ImageSize(Integer.parseInt(line[1]), Integer.parseInt(line[2]));
    int quantum = Integer.parseInt(line[3]);
    double noise = Double.parseDouble(line[4]);
    boolean inverted = line[5].equals("1");
    float[] groundTruth = new float[size.pixels()];
    float[] prediction = new float[size.pixels()];
    for (int pixel = 0; pixel < groundTruth.length; pixel++) {
      int x = pixel % size.width();
      int y = pixel / size.width();
      groundTruth[pixel] = (float) (full(x, y) / 100.0);
      long n = (7919L * x + 104729L * y) % 2001 - 1000;
      double raw = (full(x + 1, y) + n * noise) / 700;
      raw = inverted ? 3 - raw : raw;
      prediction[pixel] = (float) (quantum > 0 ? Math.floor(raw * quantum) / quantum : raw);
    }
    return new SteppedScene(
        FloatMap.owning(size, groundTruth),
        FloatMap.owning(size, prediction),
        PixelSet.of(
            size,
            Region.all(size),
            pixel -> {
              int x = pixel % size.width();
              int y = pixel / size.width();
              return (x * y + x + 3 * y) % 7 != 0;
            }));
  }

  /** The prediction, times this in float32, plus this in float32. */
  public FloatMap prediction(float scale, float shift) {
    float[] values = prediction.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] * scale + shift;
    }
    return FloatMap.owning(prediction.size(), values);
  }

  /** Points of a pinhole camera whose centre is that of the image, OpenCV axes. */
  public static VectorMap points(FloatMap depth, double fx, double fy) {
    ImageSize size = depth.size();
    float[] values = new float[3 * size.pixels()];
    for (int pixel = 0; pixel < size.pixels(); pixel++) {
      double d = depth.at(pixel);
      int row = pixel / size.width();
      values[3 * pixel] = (float) ((pixel % size.width() + 0.5 - size.width() / 2.0) / fx * d);
      values[3 * pixel + 1] = (float) ((row + 0.5 - size.height() / 2.0) / fy * d);
      values[3 * pixel + 2] = (float) d;
    }
    return VectorMap.owning(size, values);
  }

  /** The set of these pixels. */
  public static PixelSet set(ImageSize size, int[] pixels) {
    boolean[] member = new boolean[size.pixels()];
    Arrays.stream(pixels).forEach(pixel -> member[pixel] = true);
    return PixelSet.of(size, Region.all(size), pixel -> member[pixel]);
  }

  private static int full(int x, int y) {
    return 400 + (3 * x + 2 * y) % 50 + 150 * ((x / 24 + y / 24) % 2);
  }
}
