package org.tacheo.datasets.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.FloatMap;
import org.tacheo.datasets.Hostile;

class NpyFuzzTest {
  /** Two copies of float32 from bytes of float16, and a copy of the file. */
  private static final long EXPANSION = 16;

  static Stream<byte[]> seeds() {
    return Stream.concat(
        Fixtures.table("arrays.txt").map(row -> Fixtures.bytes(row.get(0))),
        Stream.of("refused-object.npy", "refused-structured.npy", "refused-empty.npy")
            .map(Fixtures::bytes));
  }

  /** What can be read as a map must be the same after writing and reading again. */
  @MethodSource("seeds")
  @FuzzTest
  void npy(byte[] bytes) {
    Optional<NpyArray> array =
        Hostile.read(bytes.length, EXPANSION, () -> Npy.read(bytes, "a.tar!b"));
    if (array.isPresent()) {
      Hostile.read(bytes.length, EXPANSION, array.get()::toMask);
      Optional<FloatMap> map = Hostile.read(bytes.length, EXPANSION, array.get()::toMap);
      map.ifPresent(NpyFuzzTest::requireSameAgain);
    }
  }

  private static void requireSameAgain(FloatMap map) {
    FloatMap again = Npy.read(Npy.write(map), "again").toMap();
    if (!again.equals(map)) {
      throw new AssertionError("another map after writing and reading");
    }
  }
}
