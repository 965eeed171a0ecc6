package org.tacheo.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Reference values in a text file: lines of a name and the values' big-endian hexadecimal bits, or
 * "sha256:" and the digest of their little-endian bytes.
 */
public final class Vectors {
  private static final String DIGEST = "sha256:";

  private final Map<String, String> values = new LinkedHashMap<>();

  private Vectors() {}

  /** Those of a file beside a test. */
  public static Vectors of(Class<?> test, String file) {
    Vectors vectors = new Vectors();
    try (InputStream in = Objects.requireNonNull(test.getResourceAsStream(file), file)) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(vectors::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return vectors;
  }

  private void add(String line) {
    int space = line.indexOf(' ');
    values.put(line.substring(0, space), line.substring(space + 1));
  }

  /** The names that start so, in the order of the file. */
  public Stream<String> names(String prefix) {
    return values.keySet().stream().filter(name -> name.startsWith(prefix));
  }

  /** What stands after a name. */
  public String text(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /** Single-precision numbers. */
  public float[] floats(String name) {
    byte[] bytes = bytes(name);
    float[] floats = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(floats);
    return floats;
  }

  /** Double-precision numbers. */
  public double[] doubles(String name) {
    byte[] bytes = bytes(name);
    double[] doubles = new double[bytes.length / Double.BYTES];
    ByteBuffer.wrap(bytes).asDoubleBuffer().get(doubles);
    return doubles;
  }

  /** Bytes. */
  public byte[] bytes(String name) {
    return HexFormat.of().parseHex(text(name));
  }

  /** Those numbers as they would stand after this name. */
  public String written(String name, float[] numbers) {
    return text(name).startsWith(DIGEST) ? DIGEST + sha256(numbers) : hex(numbers);
  }

  private static String hex(float[] numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * numbers.length);
    bytes.asFloatBuffer().put(numbers);
    return HexFormat.of().formatHex(bytes.array());
  }

  private static String sha256(float[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return sha256(bytes.array());
  }

  /** The digest of bytes. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
