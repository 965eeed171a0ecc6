package org.tacheo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.RgbImage;
import org.tacheo.core.VectorMap;

class PicturesTest {
  private static final byte[] RED = {(byte) 158, 1, 66};
  private static final byte[] VIOLET = {94, 79, (byte) 162};

  @Test
  void depthLooksAsInDiffusers() throws IOException {
    Prediction.Depth depth = depth(PredictionKind.AFFINE_INVARIANT_DEPTH, floats(fixture("depth")));
    assertThat(integers(Pictures.gray16(depth))).isEqualTo(integers(fixture("gray")));
    assertThat(integers(Pictures.coloured(depth))).isEqualTo(integers(fixture("spectral")));
  }

  @Test
  void normalsLookAsInDiffusers() throws IOException {
    VectorMap normals = VectorMap.owning(new ImageSize(6, 7), floats(fixture("normals")));
    assertThat(integers(Pictures.coloured(normals))).isEqualTo(integers(fixture("picture")));
  }

  @Test
  void uncertaintyLooksAsInDiffusers() throws IOException {
    FloatMap map = FloatMap.owning(new ImageSize(6, 7), floats(fixture("disagreement")));
    int[] expected =
        Arrays.stream(integers(fixture("spread"))).flatMap(v -> IntStream.of(v, v, v)).toArray();
    assertThat(integers(Pictures.uncertainty(map))).isEqualTo(expected);
  }

  @Test
  void membersThatAgreeOrPredictNothingAreBlack() {
    ImageSize size = new ImageSize(1, 3);
    assertThat(integers(Pictures.uncertainty(FloatMap.of(size, 0, 0, 0)))).containsOnly(0);
    FloatMap nothing = FloatMap.of(size, Float.NaN, Float.POSITIVE_INFINITY, Float.NaN);
    assertThat(integers(Pictures.uncertainty(nothing))).containsOnly(0);
  }

  // 65.6 m does not fit; -1 m and what is not finite are nothing.
  @Test
  void metricDepthIsInMillimetres() {
    Prediction.Depth depth =
        depth(
            PredictionKind.METRIC_DEPTH,
            0.5f,
            1.2346f,
            65.6f,
            -1,
            Float.NaN,
            Float.POSITIVE_INFINITY);
    assertThat(integers(Pictures.gray16(depth))).containsExactly(500, 1235, 65535, 0, 0, 0);
  }

  // The ends of [2, 6] become 0 and 65535, its middle 32767.
  @ParameterizedTest
  @EnumSource(
      value = PredictionKind.class,
      names = {"AFFINE_INVARIANT_DEPTH", "AFFINE_INVARIANT_DISPARITY", "SCALE_INVARIANT_DEPTH"})
  void whatHasNoUnitIsStretched(PredictionKind kind) {
    Prediction.Depth depth = depth(kind, 2, 4, 6, Float.NaN, Float.NEGATIVE_INFINITY);
    assertThat(integers(Pictures.gray16(depth))).containsExactly(0, 32767, 65535, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = PredictionKind.class,
      names = {"POINTS", "NORMALS"},
      mode = EnumSource.Mode.EXCLUDE)
  void nearIsRedAndFarIsVioletWhateverTheKind(PredictionKind kind) {
    boolean inverse = kind == PredictionKind.AFFINE_INVARIANT_DISPARITY;
    byte[] rgb = Pictures.coloured(depth(kind, 2, 6, Float.NaN)).toArray();
    assertThat(Arrays.copyOfRange(rgb, 0, 3)).isEqualTo(inverse ? VIOLET : RED);
    assertThat(Arrays.copyOfRange(rgb, 3, 6)).isEqualTo(inverse ? RED : VIOLET);
    assertThat(Arrays.copyOfRange(rgb, 6, 9)).isEqualTo(new byte[3]);
  }

  @Test
  void aFlatOrEmptyMapIsNoTrouble() {
    Prediction.Depth flat = depth(PredictionKind.METRIC_DEPTH, 3, 3);
    assertThat(Arrays.copyOf(Pictures.coloured(flat).toArray(), 3)).isEqualTo(RED);
    Prediction.Depth empty = depth(PredictionKind.SCALE_INVARIANT_DEPTH, Float.NaN, Float.NaN);
    assertThat(Pictures.coloured(empty).toArray()).containsOnly(0);
    assertThat(integers(Pictures.gray16(empty))).containsOnly(0);
  }

  private static Prediction.Depth depth(PredictionKind kind, float... values) {
    return new Prediction.Depth(kind, FloatMap.owning(new ImageSize(1, values.length), values));
  }

  private static String[] fixture(String name) throws IOException {
    try (InputStream stream = PicturesTest.class.getResourceAsStream("pictures.txt")) {
      String text =
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
      String line =
          text.lines().filter(each -> each.startsWith(name + " ")).findFirst().orElseThrow();
      return line.substring(name.length() + 1).split(" ", -1);
    }
  }

  private static float[] floats(String[] bits) {
    float[] values = new float[bits.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(Integer.parseUnsignedInt(bits[i], 16));
    }
    return values;
  }

  private static int[] integers(String[] texts) {
    return Arrays.stream(texts).mapToInt(Integer::parseInt).toArray();
  }

  private static int[] integers(char[] values) {
    return new String(values).chars().toArray();
  }

  private static int[] integers(RgbImage image) {
    int[] values = new int[3 * image.size().pixels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.at(i / 3, i % 3);
    }
    return values;
  }
}
