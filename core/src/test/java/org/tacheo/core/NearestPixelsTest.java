package org.tacheo.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestPixelsTest {
  /** What scipy's exact distance transform says; no two members are equally near to a pixel. */
  static Stream<String> maps() throws IOException {
    try (InputStream file = NearestPixelsTest.class.getResourceAsStream("nearest.txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("maps")
  void areThoseOfScipy(String line) {
    int[] numbers = Arrays.stream(line.split(" ")).mapToInt(Integer::parseInt).toArray();
    ImageSize size = new ImageSize(numbers[0], numbers[1]);
    int[] members = Arrays.copyOfRange(numbers, 3, 3 + numbers[2]);
    int[] expected = Arrays.copyOfRange(numbers, 3 + numbers[2], numbers.length);

    NearestPixels nearest = NearestPixels.of(mask(size, members));

    assertThat(IntStream.range(0, size.pixels()).map(nearest::at).toArray()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void areThoseOfTryingEveryMemberTheLeftmostThenTheUpperFirst(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ImageSize size = new ImageSize(1 + random.nextInt(20), 1 + random.nextInt(20));
    int[] members =
        IntStream.concat(
                IntStream.of(random.nextInt(size.pixels())),
                IntStream.range(0, size.pixels()).filter(i -> random.nextInt(12) == 0))
            .distinct()
            .toArray();

    NearestPixels nearest = NearestPixels.of(mask(size, members));

    for (int pixel = 0; pixel < size.pixels(); pixel++) {
      int from = pixel;
      Comparator<Integer> order =
          Comparator.comparingInt((Integer member) -> squared(size, from, member))
              .thenComparingInt(member -> member % size.width())
              .thenComparingInt(member -> member);
      int best = Arrays.stream(members).boxed().min(order).orElseThrow();
      assertThat(nearest.at(pixel)).isEqualTo(best);
      assertThat(nearest.distance(pixel)).isEqualTo(Math.sqrt(squared(size, pixel, best)));
    }
  }

  @Test
  void nothingIsInfinitelyFarFromAnEmptySet() {
    NearestPixels nearest = NearestPixels.of(mask(new ImageSize(2, 3)));

    for (int pixel = 0; pixel < 6; pixel++) {
      assertThat(nearest.at(pixel)).isEqualTo(-1);
      assertThat(nearest.distance(pixel)).isEqualTo(Double.POSITIVE_INFINITY);
    }
  }

  private static int squared(ImageSize size, int one, int other) {
    int dx = one % size.width() - other % size.width();
    int dy = one / size.width() - other / size.width();
    return dx * dx + dy * dy;
  }

  private static Mask mask(ImageSize size, int... members) {
    boolean[] values = new boolean[size.pixels()];
    for (int member : members) {
      values[member] = true;
    }
    return Mask.owning(size, values);
  }
}
