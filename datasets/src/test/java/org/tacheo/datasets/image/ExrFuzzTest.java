package org.tacheo.datasets.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.VectorMap;
import org.tacheo.datasets.Hostile;

class ExrFuzzTest {
  /** A deflated byte may become 1032 bytes of halves; two of them become a float. */
  private static final long EXPANSION = 8 * 1032;

  private static final String WHERE = "a.tar!b";

  static Stream<byte[]> seeds() {
    Stream<String> refused =
        Stream.of(
            "refused-tiled.exr", "refused-parts.exr", "refused-rle.exr", "refused-window.exr");
    byte[] rows = new byte[300];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (byte) (i * i);
    }
    return Stream.concat(
        Stream.concat(Fixtures.table("exr.txt").map(row -> row.get(0)), refused)
            .map(Fixtures::bytes),
        Stream.of(rows));
  }

  /**
   * Bytes that start like an OpenEXR file are one, whose offset table is set right in a second
   * reading. All others are the values of a map that is written and read.
   */
  @MethodSource("seeds")
  @FuzzTest
  void exr(byte[] bytes) {
    if (bytes.length < 8 || bytes[0] != 0x76) {
      writeAndRead(bytes);
      return;
    }
    read(bytes);
    byte[] repaired = withRightTable(bytes);
    if (!Arrays.equals(bytes, repaired)) {
      read(repaired);
    }
  }

  /** What can be read must be the same after writing and reading again. */
  private static void read(byte[] exr) {
    Optional<FloatMap> map = Hostile.read(exr.length, EXPANSION, () -> Exr.readMap(exr, WHERE));
    if (map.isPresent()) {
      FloatMap read = map.get();
      byte[] written = ExrWriter.write(read, ExrType.FLOAT, ExrCompression.ZIP);
      requireSame(read.equals(Exr.readMap(written, WHERE)));
      return;
    }
    Optional<VectorMap> vectors =
        Hostile.read(exr.length, EXPANSION, () -> Exr.readVectors(exr, WHERE));
    if (vectors.isPresent()) {
      VectorMap read = vectors.get();
      byte[] written = ExrWriter.write(read, ExrType.FLOAT, ExrCompression.NONE);
      requireSame(read.equals(Exr.readVectors(written, WHERE)));
    }
  }

  private static void writeAndRead(byte[] bytes) {
    int kind = bytes.length > 0 ? bytes[0] : 0;
    int width = bytes.length > 1 ? 1 + (bytes[1] & 15) : 1;
    float[] values = new float[Math.max(1, bytes.length / 4 / width) * width];
    ByteBuffer source = ByteBuffer.wrap(bytes);
    for (int i = 0; i < values.length && source.remaining() >= 4; i++) {
      values[i] = source.getFloat();
    }
    FloatMap map = FloatMap.owning(new ImageSize(values.length / width, width), values);
    ExrCompression compression = (kind & 1) == 0 ? ExrCompression.NONE : ExrCompression.ZIP;
    byte[] written = ExrWriter.write(map, ExrType.FLOAT, compression);
    requireSame(map.equals(Exr.readMap(written, WHERE)));
    byte[] halves = ExrWriter.write(map, ExrType.HALF, compression);
    FloatMap rounded = Exr.readMap(halves, WHERE);
    byte[] again = ExrWriter.write(rounded, ExrType.HALF, compression);
    requireSame(rounded.equals(Exr.readMap(again, WHERE)));
  }

  private static void requireSame(boolean same) {
    if (!same) {
      throw new AssertionError("another map after writing and reading");
    }
  }

  /**
   * Steps from chunk to chunk and notes in the table where each row starts, as far as that goes.
   */
  private static byte[] withRightTable(byte[] bytes) {
    byte[] right = bytes.clone();
    ByteBuffer exr = ByteBuffer.wrap(right).order(ByteOrder.LITTLE_ENDIAN);
    try {
      ExrHeader header = ExrHeader.of(exr, WHERE);
      int rows = header.compression().rows();
      long chunks = (header.size().height() + rows - 1L) / rows;
      long at = header.length() + Long.BYTES * chunks;
      while (at >= 0 && at + 8 <= right.length) {
        long chunk = ((long) exr.getInt((int) at) - header.firstRow()) / rows;
        if (chunk >= 0 && chunk < chunks) {
          exr.putLong((int) (header.length() + Long.BYTES * chunk), at);
        }
        at += 8L + Math.max(0, exr.getInt((int) at + 4));
      }
    } catch (DataException refused) {
      return bytes;
    }
    return right;
  }
}
