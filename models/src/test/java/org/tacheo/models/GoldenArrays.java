package org.tacheo.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The arrays of an {@code .npz} file among the test resources, as NumPy's {@code savez} wrote it.
 */
public final class GoldenArrays {
  private static final Pattern HEADER =
      Pattern.compile("'descr': '([<|][fiu]\\d)', 'fortran_order': False, 'shape': \\(([^)]*)\\)");

  private final Map<String, GoldenArray> arrays = new HashMap<>();

  private GoldenArrays() {}

  /**
   * One array.
   *
   * @param values in C order, every type as double
   */
  @SuppressWarnings("ArrayRecordComponent") // a test reads it and lets it go
  public record GoldenArray(int[] shape, double[] values) {
    /** The values in single precision. */
    public float[] floats() {
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values[i];
      }
      return floats;
    }
  }

  /** Reads a resource, for example {@code /tiny/golden.npz}. */
  public static GoldenArrays read(String resource) {
    GoldenArrays golden = new GoldenArrays();
    try (InputStream stream =
            Objects.requireNonNull(GoldenArrays.class.getResourceAsStream(resource), resource);
        ZipInputStream zip = new ZipInputStream(stream)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        golden.arrays.put(entry.getName().replace(".npy", ""), array(zip.readAllBytes()));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return golden;
  }

  /** The names of all arrays. */
  public Set<String> names() {
    return arrays.keySet();
  }

  /** The array of this name. */
  public GoldenArray get(String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  private static GoldenArray array(byte[] npy) {
    ByteBuffer bytes = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
    int length = bytes.getShort(8);
    String header = new String(npy, 10, length, StandardCharsets.ISO_8859_1);
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.find()) {
      throw new IllegalArgumentException(header);
    }
    int[] shape =
        Arrays.stream(matcher.group(2).split(","))
            .map(String::trim)
            .filter(extent -> !extent.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    double[] values = new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    bytes.position(10 + length);
    for (int i = 0; i < values.length; i++) {
      values[i] = next(bytes, matcher.group(1));
    }
    return new GoldenArray(shape, values);
  }

  private static double next(ByteBuffer bytes, String type) {
    return switch (type) {
      case "<f4" -> bytes.getFloat();
      case "<f8" -> bytes.getDouble();
      case "<i8" -> bytes.getLong();
      case "<i4" -> bytes.getInt();
      case "|u1" -> bytes.get() & 0xFF;
      default -> throw new IllegalArgumentException(type);
    };
  }
}
