package org.tacheo.datasets.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.VectorMap;
import org.tacheo.datasets.Hostile;

class PfmFuzzTest {
  /** One copy of the file, and a little for its words. */
  private static final long EXPANSION = 16;

  private static final String WHERE = "a.pfm";

  static Stream<byte[]> seeds() {
    Stream<byte[]> files =
        Stream.of(
                "gray-big.pfm", "gray-cv.pfm", "gray-pillow.pfm", "colour-big.pfm", "colour-cv.pfm")
            .map(Fixtures::bytes);
    Stream<byte[]> texts =
        Stream.of(
                "Pf\n1 1\n-1.0\n1234",
                "PF\r\n1\t1 +1e0 123412341234",
                "Pf\n2 1\n-001.00E-0\n12341234",
                "Pf 1 1 -2.0\n1234",
                "Pf\n# a\n1 1\n1\n1234",
                "Pf\n4294967296 4294967296\n-1\n",
                "PF\n120000 120000\n-1\n",
                "P6\n1 1\n255\n123",
                "Pf\n0 0\n-1\n")
            .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    return Stream.concat(files, texts);
  }

  /** What can be read must be the same when it is laid out again by hand. */
  @MethodSource("seeds")
  @FuzzTest
  void pfm(byte[] bytes) {
    Optional<FloatMap> map = Hostile.read(bytes.length, EXPANSION, () -> Pfm.readMap(bytes, WHERE));
    if (map.isPresent()) {
      FloatMap read = map.get();
      requireSame(read.equals(Pfm.readMap(laidOut("Pf", read.size(), read.toArray()), WHERE)));
    }
    Optional<VectorMap> vectors =
        Hostile.read(bytes.length, EXPANSION, () -> Pfm.readVectors(bytes, WHERE));
    if (vectors.isPresent()) {
      VectorMap read = vectors.get();
      requireSame(read.equals(Pfm.readVectors(laidOut("PF", read.size(), read.toArray()), WHERE)));
    }
  }

  private static byte[] laidOut(String kind, ImageSize size, float[] values) {
    String header = kind + " " + size.width() + " " + size.height() + " -1\n";
    ByteBuffer pfm = ByteBuffer.allocate(header.length() + Float.BYTES * values.length);
    pfm.order(ByteOrder.LITTLE_ENDIAN).put(header.getBytes(StandardCharsets.US_ASCII));
    int row = values.length / size.height();
    for (int start = values.length - row; start >= 0; start -= row) {
      for (int i = start; i < start + row; i++) {
        pfm.putFloat(values[i]);
      }
    }
    return pfm.array();
  }

  private static void requireSame(boolean same) {
    if (!same) {
      throw new AssertionError("another map after writing and reading");
    }
  }
}
