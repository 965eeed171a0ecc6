package org.tacheo.eval.align;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Region;
import org.tacheo.eval.Reference;

class ColumnSubsampleTest {
  static Stream<String[]> torch() {
    return Reference.lines("columns").stream();
  }

  @ParameterizedTest(name = "[{0}, {1}]")
  @MethodSource("torch")
  void takesTheColumnsThatTorchTakes(
      String height,
      String width,
      String limit,
      String count,
      String checksum,
      String second,
      String middle,
      String last) {
    int[] columns =
        ColumnSubsample.columns(
            new ImageSize(Integer.parseInt(height), Integer.parseInt(width)),
            Integer.parseInt(limit));
    long sum = 0;
    for (int i = 0; i < columns.length; i++) {
      sum += (i + 1L) * columns[i];
    }
    assertThat(columns).hasSize(Integer.parseInt(count));
    assertThat(sum % 1_000_000_007).isEqualTo(Long.parseLong(checksum));
    assertThat(columns[1]).isEqualTo(Integer.parseInt(second));
    assertThat(columns[columns.length / 2]).isEqualTo(Integer.parseInt(middle));
    assertThat(columns[columns.length - 1]).isEqualTo(Integer.parseInt(last));
  }

  @Test
  void keepsEveryRow() {
    ImageSize size = new ImageSize(3, 4);
    PixelSet kept =
        ColumnSubsample.keep(size, PixelSet.of(size, Region.all(size), pixel -> true), 2);
    // 4 columns to 2: columns 0 and 2 of each of the 3 rows
    assertThat(kept.count()).isEqualTo(6);
    assertThat(kept.next(0)).isEqualTo(0);
    assertThat(kept.next(1)).isEqualTo(2);
    assertThat(kept.next(9)).isEqualTo(10);
  }

  @Test
  void keepsEveryPixelOfASmallMap() {
    ImageSize size = new ImageSize(3, 4);
    PixelSet all = PixelSet.of(size, Region.all(size), pixel -> true);
    assertThat(ColumnSubsample.keep(size, all, 4)).isSameAs(all);
  }
}
