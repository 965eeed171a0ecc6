package org.tacheo.reports.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScenesTest {
  @Test
  void keepsTheFramesOfASceneTogether() {
    Scenes scenes = Scenes.of(List.of("kitchen_0004", "office_0001", "kitchen_0004", "bath_0002"));
    assertThat(scenes.count()).isEqualTo(3);
    assertThat(IntStream.range(0, 4).map(scenes::of)).containsExactly(0, 1, 0, 2);
    assertThat(scenes.drawn()).isEqualTo(Scenes.Drawn.SCENES);
  }

  @Test
  void drawsImagesWhereEachIsItsOwnScene() {
    Scenes scenes = Scenes.of(List.of("000000", "000001", "000002"));
    assertThat(scenes.count()).isEqualTo(3);
    assertThat(scenes.drawn()).isEqualTo(Scenes.Drawn.IMAGES);
  }

  @Test
  void aSingleSceneIsNoImage() {
    assertThat(Scenes.of(List.of("a", "a")).drawn()).isEqualTo(Scenes.Drawn.SCENES);
  }
}
