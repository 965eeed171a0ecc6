package org.tacheo.eval.metric;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Region;
import org.tacheo.core.VectorMap;

/**
 * Reads {@code normals.txt}, which {@code make_normals.py} beside it writes with torch and NumPy,
 * and makes the same vectors as that script.
 */
public final class NormalsFixture {
  private NormalsFixture() {}

  /** The fields after these first words of every line that starts with them. */
  public static List<String[]> lines(String start) {
    try (InputStream stream = NormalsFixture.class.getResourceAsStream("normals.txt")) {
      if (stream == null) {
        throw new IllegalStateException("normals.txt is not among the test resources");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(start + " "))
          .map(line -> line.substring(start.length() + 1).split(" ", -1))
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A float32 from the hexadecimal of its bits. */
  public static float bits32(String hex) {
    return Float.intBitsToFloat(Integer.parseUnsignedInt(hex, 16));
  }

  /** A float64 from the hexadecimal of its bits. */
  public static double bits64(String hex) {
    return Double.longBitsToDouble(Long.parseUnsignedLong(hex, 16));
  }

  /** A map of one row. */
  public static VectorMap row(float... values) {
    return VectorMap.owning(new ImageSize(1, values.length / 3), values);
  }

  /** Every pixel. */
  public static PixelSet all(ImageSize size) {
    return PixelSet.of(size, Region.all(size), pixel -> true);
  }

  /** Prediction, truth and valid pixels of a picture of the golden vectors, by formula. */
  public record Picture(VectorMap prediction, VectorMap truth, PixelSet valid) {
    /** Picture k. */
    public static Picture of(int k, int height, int width) {
      ImageSize size = new ImageSize(height, width);
      float[] prediction = new float[3 * size.pixels()];
      float[] truth = new float[3 * size.pixels()];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int a = (3 * x + 5 * y + 7 * k) % 61 - 30;
          int b = (7 * x + 2 * y + 5 * k) % 53 - 26;
          int na = (11 * x + 13 * y + k) % 21 - 10;
          int nb = (17 * x + 19 * y + 2 * k) % (5 + 16 * (k + 1)) - 8;
          boolean hole = isHole(x, y, k);
          int i = 3 * (y * width + x);
          truth[i] = decoded(hole ? 0 : 128 + a);
          truth[i + 1] = decoded(hole ? 0 : 128 + b);
          truth[i + 2] = decoded(hole ? 0 : 230);
          prediction[i] = (float) ((a + na * (k + 1)) / 127.5);
          prediction[i + 1] = (float) ((b + nb) / 127.5);
          prediction[i + 2] = (float) 0.8;
        }
      }
      return new Picture(
          VectorMap.owning(size, prediction),
          VectorMap.owning(size, truth),
          PixelSet.of(size, Region.all(size), pixel -> !isHole(pixel % width, pixel / width, k)));
    }

    /** Its errors. */
    public AngularErrors errors(AngularErrors.Norms norms) {
      return AngularErrors.of(prediction, truth, valid, norms);
    }

    private static boolean isHole(int x, int y, int k) {
      return (x + y + k) % 9 == 0;
    }

    private static float decoded(int value) {
      return value / 255f * 2 - 1;
    }
  }
}
