package org.tacheo.datasets.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.FloatMap;
import org.tacheo.datasets.Hostile;

class MatFuzzTest {
  /** A deflated byte may become 1032 elements, each of them a float. */
  private static final long EXPANSION = 8 * 1032;

  private static final String WHERE = "a.mat";
  private static final Optional<String> NO_KEY = Optional.empty();

  static Stream<byte[]> seeds() {
    Stream<byte[]> files =
        Stream.of(
                "double-packed.mat",
                "several.mat",
                "several-packed.mat",
                "single.mat",
                "class-int16.mat",
                "refused-v4.mat",
                "refused-v73.mat")
            .map(Fixtures::bytes);
    Stream<byte[]> bodies =
        Stream.of(
                "single.mat",
                "stored-int8-big.mat",
                "stored-uint8-little.mat",
                "stored-int16-big.mat",
                "stored-uint64-big.mat",
                "stored-double-big.mat")
            .map(Fixtures::bytes)
            .map(MatFuzzTest::body);
    return Stream.concat(files, bodies);
  }

  /** Which byte order, and the first variable of an uncompressed file, behind its tag. */
  private static byte[] body(byte[] mat) {
    byte[] body = Arrays.copyOfRange(mat, Mat.HEADER_BYTES + 8 - 1, mat.length);
    body[0] = (byte) (mat[126] == 'I' ? 0 : 1);
    return body;
  }

  /**
   * Bytes that start like a file of MATLAB are one. All others are the first variable of one, which
   * must be read alike whether it is compressed or not.
   */
  @MethodSource("seeds")
  @FuzzTest
  void mat(byte[] bytes) {
    if (Mat.startsWith(bytes)) {
      read(bytes, NO_KEY);
      read(bytes, Optional.of("depth"));
      return;
    }
    ByteOrder order =
        bytes.length > 0 && (bytes[0] & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    byte[] variable =
        element(
            order,
            MatElements.MATRIX,
            Arrays.copyOfRange(bytes, Math.min(1, bytes.length), bytes.length));
    Optional<FloatMap> plain = read(file(order, variable), NO_KEY);
    Optional<FloatMap> packed =
        read(file(order, element(order, MatElements.COMPRESSED, deflated(variable))), NO_KEY);
    if (!plain.equals(packed)) {
      throw new AssertionError("compressed it is another map");
    }
  }

  private static Optional<FloatMap> read(byte[] mat, Optional<String> key) {
    Optional<MatArray> array = Hostile.read(mat.length, EXPANSION, () -> Mat.read(mat, WHERE, key));
    array.ifPresent(read -> Hostile.read(mat.length, EXPANSION, read::toVectors));
    return array.flatMap(read -> Hostile.read(mat.length, EXPANSION, read::toMap));
  }

  private static byte[] file(ByteOrder order, byte[] element) {
    ByteBuffer mat = ByteBuffer.allocate(Mat.HEADER_BYTES + element.length).order(order);
    mat.putShort(124, (short) 0x0100).putShort(126, (short) ('M' << 8 | 'I'));
    mat.position(Mat.HEADER_BYTES).put(element);
    return mat.array();
  }

  private static byte[] element(ByteOrder order, int type, byte[] content) {
    ByteBuffer element = ByteBuffer.allocate(8 + content.length).order(order);
    return element.putInt(type).putInt(content.length).put(content).array();
  }

  private static byte[] deflated(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(1);
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }
}
