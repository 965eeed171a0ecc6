package org.tacheo.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;

/** The rasters that {@code make_rasters.py} wrote, and what every reader must do with bad bytes. */
final class Fixtures {
  private Fixtures() {}

  static byte[] bytes(String name) {
    try (InputStream stream = Fixtures.class.getResourceAsStream(name)) {
      assertThat(stream).as(name).isNotNull();
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of one of the tables, split at blanks. */
  static Stream<List<String>> table(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8)
        .lines()
        .map(line -> List.of(line.split(" ")));
  }

  /** The rows of rasters.txt whose name matches. */
  static List<Raster> rasters(String pattern) {
    List<Raster> rasters =
        table("rasters.txt").filter(row -> row.get(0).matches(pattern)).map(Raster::of).toList();
    assertThat(rasters).isNotEmpty();
    return rasters;
  }

  /** One digest of writers.txt. */
  static String written(String name) {
    return digest("writers.txt", name);
  }

  /** The digest beside a name in one of the tables. */
  static String digest(String table, String name) {
    return table(table).filter(row -> row.get(0).equals(name)).findFirst().orElseThrow().get(1);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** Digest of the values as little-endian float32. */
  static String sha256(FloatMap map) {
    return sha256(map.toArray());
  }

  /** Digest of values as little-endian float32. */
  static String sha256(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return sha256(bytes.array());
  }

  /** Digest of integer values as big-endian 16-bit numbers. */
  static String sha256Of16(FloatMap map) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * map.size().pixels());
    for (float value : map.toArray()) {
      bytes.putShort((short) (int) value);
    }
    return sha256(bytes.array());
  }

  /** A table that leaves 16-bit values as they are. */
  static float[] identity() {
    float[] lookup = new float[1 << 16];
    for (int i = 0; i < lookup.length; i++) {
      lookup[i] = i;
    }
    return lookup;
  }

  /** The image that the script calls texture: slopes that wrap, and noise. */
  static RgbImage texture(ImageSize size) {
    byte[] values = new byte[3 * size.pixels()];
    for (int i = 0; i < values.length; i++) {
      int row = i / 3 / size.width();
      int column = i / 3 % size.width();
      int channel = i % 3;
      int noise = (row * 7919 + column * 104729 + channel * 31) % 37;
      values[i] = (byte) (3 * column + 2 * row + 40 * channel + noise);
    }
    return RgbImage.owning(size, values);
  }

  /** The one-line message with which these bytes are refused. */
  static String refusal(Consumer<byte[]> reader, byte[] bytes) {
    try {
      reader.accept(bytes);
    } catch (DataException e) {
      assertThat(e.getMessage()).isNotNull().startsWith("a.tar!b: ").contains("; ").hasLineCount(1);
      return String.valueOf(e.getMessage());
    }
    return fail("not refused: %d bytes", bytes.length);
  }

  /** Checks that a file cut at any byte is refused. */
  static void refusesEveryCut(Consumer<byte[]> reader, byte[] bytes) {
    for (int length = 0; length < bytes.length; length++) {
      refusal(reader, Arrays.copyOf(bytes, length));
    }
  }

  /** Flips one bit, reads, and says whether the bytes were refused; other exceptions escape. */
  static boolean refusesFlip(Consumer<byte[]> reader, byte[] bytes, int bit) {
    byte[] flipped = bytes.clone();
    flipped[bit >> 3] ^= (byte) (1 << (bit & 7));
    try {
      reader.accept(flipped);
      return false;
    } catch (DataException e) {
      return true;
    }
  }

  /** What Pillow read from a file; a spot is {@code row,column=value/value/value}. */
  record Raster(String name, ImageSize size, String sha256, List<String> spots) {
    static Raster of(List<String> row) {
      ImageSize size = new ImageSize(Integer.parseInt(row.get(1)), Integer.parseInt(row.get(2)));
      return new Raster(row.get(0), size, row.get(3), row.subList(4, row.size()));
    }

    /** The spots of these positions as an image shows them. */
    List<String> spotsOf(RgbImage image) {
      return spots.stream()
          .map(
              spot -> {
                String at = spot.substring(0, spot.indexOf('='));
                int comma = at.indexOf(',');
                int row = Integer.parseInt(at.substring(0, comma));
                int index = row * size.width() + Integer.parseInt(at.substring(comma + 1));
                return at
                    + "="
                    + image.at(index, 0)
                    + "/"
                    + image.at(index, 1)
                    + "/"
                    + image.at(index, 2);
              })
          .toList();
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
