package org.tacheo.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;
import org.tacheo.core.NearestPixels;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Region;
import org.tacheo.eval.Reference;
import org.tacheo.eval.SteppedScene;

class DepthBoundaryErrorTest {
  private static final double SIGMA = Math.sqrt(2);

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.tacheo.eval.SteppedScene#names")
  void agreesWithScikitImageAndScipy(String name) {
    SteppedScene scene = SteppedScene.of(name);
    String[] fields = Reference.field("edges", name);
    ImageSize size = scene.prediction().size();
    PixelSet counted =
        PixelSet.of(
            size,
            Region.all(size),
            pixel -> (pixel % size.width() / 40 + pixel / size.width() / 40) % 3 != 2);
    boolean[] edges = CannyEdges.of(normalised(scene.prediction(), counted), SIGMA, 0.15, 0.3);
    long digest = 0;
    int count = 0;
    for (int pixel = 0; pixel < edges.length; pixel++) {
      digest += edges[pixel] ? pixel + 1 : 0;
      count += edges[pixel] ? 1 : 0;
    }
    assertThat(count).isEqualTo(Integer.parseInt(fields[1]));
    assertThat(digest % 1000003).isEqualTo(Long.parseLong(fields[2]));
    NearestPixels nearest = NearestPixels.of(Mask.of(size, edges));
    assertThat(IntStream.range(0, edges.length).mapToDouble(nearest::distance).sum())
        .isCloseTo(Double.parseDouble(fields[3]), within(1e-7));
    boolean[] annotated = new boolean[size.pixels()];
    for (int pixel = 0; pixel < annotated.length; pixel++) {
      int x = pixel % size.width();
      int y = pixel / size.width();
      annotated[pixel] = (x % 24 == 0 && x > 0) || (y % 24 == 0 && y > 0);
    }
    DepthBoundaryError error =
        DepthBoundaryError.of(scene.prediction(), Mask.owning(size, annotated), counted)
            .orElseThrow();
    assertThat(error.accuracy()).isCloseTo(Double.parseDouble(fields[4]), within(1e-12));
    assertThat(error.completeness()).isCloseTo(Double.parseDouble(fields[5]), within(1e-12));
  }

  private static FloatMap normalised(FloatMap map, PixelSet pixels) {
    float[] values = new float[map.size().pixels()];
    Arrays.fill(values, Float.NaN);
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (int pixel = pixels.next(0); pixel >= 0; pixel = pixels.next(pixel + 1)) {
      values[pixel] = map.at(pixel);
      min = Math.min(min, map.at(pixel));
      max = Math.max(max, map.at(pixel));
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - min) / (max - min);
    }
    return FloatMap.owning(map.size(), values);
  }

  @Test
  void aSharpStepInPlaceIsExact() {
    ImageSize size = new ImageSize(20, 20);
    float[] values = new float[size.pixels()];
    boolean[] edges = new boolean[size.pixels()];
    for (int pixel = 0; pixel < values.length; pixel++) {
      int x = pixel % 20;
      values[pixel] = x < 10 ? 1 : x == 10 ? 2 : 3; // centred on column 10
      edges[pixel] = x == 10 && pixel / 20 > 0 && pixel / 20 < 19;
    }
    DepthBoundaryError error =
        DepthBoundaryError.of(FloatMap.owning(size, values), Mask.owning(size, edges), all(size))
            .orElseThrow();
    assertThat(error).isEqualTo(new DepthBoundaryError(0, 0));
  }

  @Test
  void aFlatPredictionIsAsFarAsCanBe() {
    ImageSize size = new ImageSize(20, 20);
    float[] values = new float[size.pixels()];
    Arrays.fill(values, 2);
    boolean[] edges = new boolean[size.pixels()];
    edges[210] = true;
    assertThat(
            DepthBoundaryError.of(
                FloatMap.owning(size, values), Mask.owning(size, edges), all(size)))
        .contains(new DepthBoundaryError(10, 10));
  }

  @Test
  void withoutAnAnnotatedEdgeThereIsNoValue() {
    ImageSize size = new ImageSize(2, 2);
    assertThat(
            DepthBoundaryError.of(
                FloatMap.of(size, 1, 2, 3, 4), Mask.of(size, new boolean[4]), all(size)))
        .isEmpty();
  }

  private static PixelSet all(ImageSize size) {
    return PixelSet.of(size, Region.all(size), pixel -> true);
  }
}
