package org.tacheo.datasets.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.RgbImage;
import org.tacheo.datasets.Hostile;

class JpegFuzzTest {
  /** A bit may stand for a gray block of 64 pixels, copied once to three bytes each. */
  private static final long EXPANSION = 8 * 64 * (1 + 3) + 64;

  static Stream<byte[]> seeds() {
    return Stream.concat(
            Fixtures.rasters(".*jpg").stream().map(Fixtures.Raster::name),
            Stream.of("refused-cmyk.jpg"))
        .map(Fixtures::bytes);
  }

  /** What is read has the size that the header tells. */
  @MethodSource("seeds")
  @FuzzTest
  void jpeg(byte[] bytes) {
    Optional<RgbImage> image =
        Hostile.read(bytes.length, EXPANSION, () -> Jpeg.read(bytes, "a.tar!b"));
    if (image.isPresent()
        && !ImageHeader.size(bytes, "a.tar!b").equals(image.map(RgbImage::size))) {
      throw new AssertionError("the header tells another size than " + image.get().size());
    }
  }
}
