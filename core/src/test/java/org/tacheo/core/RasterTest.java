package org.tacheo.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RasterTest {
  private static final ImageSize SIZE = new ImageSize(2, 3);

  @Test
  void rowsComeFirst() {
    FloatMap map = FloatMap.of(SIZE, 0, 1, 2, 10, 11, 12);
    assertThat(map.at(1, 2)).isEqualTo(12);
    assertThat(map.at(4)).isEqualTo(11);
    assertThat(Mask.of(SIZE, false, false, true, false, false, false).at(0, 2)).isTrue();
    assertThat(
            RgbImage.owning(
                    SIZE,
                    new byte[] {0, 0, 0, 0, 0, 0, 0, 0, (byte) 200, 0, 0, 0, 0, 0, 0, 0, 0, 0})
                .at(0, 2, 2))
        .isEqualTo(200);
  }

  @Test
  void cropTakesARectangle() {
    Region region = new Region(1, 2, 1, 3);
    assertThat(FloatMap.of(SIZE, 0, 1, 2, 10, 11, 12).crop(region))
        .isEqualTo(FloatMap.of(new ImageSize(1, 2), 11, 12));
    assertThat(Mask.of(SIZE, false, false, false, false, true, false).crop(region))
        .isEqualTo(Mask.of(new ImageSize(1, 2), true, false));
    RgbImage image =
        RgbImage.owning(
            SIZE, new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17});
    assertThat(image.crop(region).toArray()).containsExactly(12, 13, 14, 15, 16, 17);
  }

  @Test
  void refusesACropThatStandsOut() {
    Region out = new Region(0, 3, 0, 1);
    assertThatThrownBy(() -> FloatMap.of(SIZE, new float[6]).crop(out))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not lie inside [2, 3]");
    assertThatThrownBy(() -> Mask.of(SIZE, new boolean[6]).crop(out))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RgbImage.owning(SIZE, new byte[18]).crop(out))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keepsItsOwnValues() {
    float[] values = new float[6];
    FloatMap map = FloatMap.of(SIZE, values);
    values[0] = 5;
    map.toArray()[1] = 5;
    assertThat(map).isEqualTo(FloatMap.of(SIZE, new float[6]));
  }

  @Test
  void refusesAWrongNumberOfValues() {
    assertThatThrownBy(() -> FloatMap.of(SIZE, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a map of [2, 3] has 6 values, got 2");
    assertThatThrownBy(() -> Mask.of(SIZE, true)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RgbImage.owning(SIZE, new byte[6]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> VectorMap.owning(SIZE, new float[6]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ImageSize(0, 4)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ImageSize(1 << 16, 1 << 16))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Region(2, 2, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new GroundTruth.Depth(
                    FloatMap.of(SIZE, new float[6]),
                    Optional.of(Mask.of(new ImageSize(1, 1), true))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Intrinsics(0, 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void pixelSetsAreAscendingAndFilterable() {
    PixelSet odd =
        PixelSet.of(new ImageSize(4, 4), new Region(1, 3, 1, 4), pixel -> pixel % 2 == 1);
    // columns 1 to 3 of rows 1 and 2: pixels 5 6 7 and 9 10 11, of which 5 7 9 11
    assertThat(odd.count()).isEqualTo(4);
    assertThat(
            new int[] {
              odd.next(0), odd.next(6), odd.next(8), odd.next(11), odd.next(12), odd.next(999)
            })
        .containsExactly(5, 7, 9, 11, -1, -1);
    assertThat(odd.filter(pixel -> pixel > 8).count()).isEqualTo(2);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void pixelSetsHoldExactlyWhatThePredicateSays(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ImageSize size = new ImageSize(1 + random.nextInt(40), 1 + random.nextInt(200));
    Region region =
        new Region(
            random.nextInt(size.height()),
            size.height(),
            random.nextInt(size.width()),
            size.width());
    boolean[] member = new boolean[size.pixels()];
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < member.length; i++) {
      member[i] = random.nextInt(3) > 0;
      if (member[i] && i / size.width() >= region.top() && i % size.width() >= region.left()) {
        expected.add(i);
      }
    }
    PixelSet set = PixelSet.of(size, region, pixel -> member[pixel]);
    List<Integer> plainly = new ArrayList<>();
    for (int pixel = set.next(0); pixel >= 0; pixel = set.next(pixel + 1)) {
      plainly.add(pixel);
    }
    List<Integer> byWord = new ArrayList<>();
    for (int w = 0; w < set.words(); w++) {
      for (long bits = set.word(w); bits != 0; bits &= bits - 1) {
        byWord.add((w << 6) + Long.numberOfTrailingZeros(bits));
      }
    }
    assertThat(plainly).isEqualTo(expected);
    assertThat(byWord).isEqualTo(expected);
    assertThat(set.count()).isEqualTo(expected.size());
  }

  @Test
  void aViewDecodesItsImageOnce() {
    int[] decoded = new int[1];
    View view =
        new View(
            new SampleId("d", "s", "p"),
            "p.npy",
            () -> {
              decoded[0]++;
              return RgbImage.owning(SIZE, new byte[18]);
            },
            Optional.empty());
    assertThat(view.image()).isSameAs(view.image());
    assertThat(decoded[0]).isEqualTo(1);
  }
}
