package org.tacheo.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;
import org.tacheo.core.VectorMap;

class ExrWriterTest {
  private static final String WHERE = "a.tar!b";

  @ParameterizedTest
  @CsvSource({
    "HALF, 1, 1",
    "HALF, 13, 21",
    "HALF, 35, 17",
    "FLOAT, 1, 1",
    "FLOAT, 13, 21",
    "FLOAT, 35, 17",
  })
  void writesTheBytesOfTheReference(ExrType type, int height, int width) {
    ImageSize size = new ImageSize(height, width);
    RgbImage texture = Fixtures.texture(size);
    float[] plane = new float[size.pixels()];
    float[] vectors = new float[3 * size.pixels()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = texture.at(i / 3, i % 3) / 8f;
      plane[i / 3] = i % 3 == 0 ? vectors[i] : plane[i / 3];
    }
    String name = "none-" + (type == ExrType.HALF ? "half-" : "float-") + height + "x" + width;
    FloatMap map = FloatMap.owning(size, plane);
    VectorMap triples = VectorMap.owning(size, vectors);
    assertThat(Fixtures.sha256(ExrWriter.write(map, type, ExrCompression.NONE)))
        .isEqualTo(Fixtures.digest("exr-written.txt", name));
    assertThat(Fixtures.sha256(ExrWriter.write(triples, type, ExrCompression.NONE)))
        .isEqualTo(Fixtures.digest("exr-written.txt", name + "x3"));
    for (ExrCompression compression :
        new ExrCompression[] {ExrCompression.NONE, ExrCompression.ZIP}) {
      assertThat(Exr.readMap(ExrWriter.write(map, type, compression), WHERE)).isEqualTo(map);
      assertThat(Exr.readVectors(ExrWriter.write(triples, type, compression), WHERE))
          .isEqualTo(triples);
    }
  }

  @Test
  void writesTheBytesOfTheReferenceForWhatDeflateCannotShorten() {
    ImageSize size = new ImageSize(35, 40);
    float[] halves = new float[3 * size.pixels()];
    float[] floats = new float[halves.length];
    for (int i = 0; i < floats.length; i++) {
      long hash = i * 0x9E3779B97F4A7C15L;
      hash = (hash ^ hash >>> 29) * 0xBF58476D1CE4E5B9L;
      int half = (int) (hash >>> 48);
      halves[i] = Half.toFloat((short) ((half & 0x7C00) == 0x7C00 ? half ^ 0x400 : half));
      int bits = (int) (hash >>> 32);
      floats[i] = Float.intBitsToFloat((bits & 0x7F800000) == 0x7F800000 ? bits ^ 0x800000 : bits);
    }
    byte[] exr = ExrWriter.write(VectorMap.owning(size, halves), ExrType.HALF, ExrCompression.ZIP);
    assertThat(Fixtures.sha256(exr))
        .isEqualTo(Fixtures.digest("exr-written.txt", "zip-half-35x40x3"));
    exr = ExrWriter.write(VectorMap.owning(size, floats), ExrType.FLOAT, ExrCompression.ZIP);
    assertThat(Fixtures.sha256(exr))
        .isEqualTo(Fixtures.digest("exr-written.txt", "zip-float-35x40x3"));
  }

  @Test
  void refusesToWriteWhatItDoesNot() {
    FloatMap map = FloatMap.of(new ImageSize(1, 1), 0f);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExrWriter.write(map, ExrType.UINT, ExrCompression.NONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExrWriter.write(map, ExrType.HALF, ExrCompression.ZIPS));
  }
}
