package org.tacheo.reports.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScenesTest {
  @Test
  void keepsTheFramesOfASceneTogether() {
    Scenes scenes =
        Scenes.of(
            List.of("kitchen_0004", "office_0001", "kitchen_0004", "bath_0002"),
            Scenes.Drawn.SCENES);
    assertThat(scenes.count()).isEqualTo(3);
    assertThat(IntStream.range(0, 4).map(scenes::of)).containsExactly(0, 1, 0, 2);
  }

  @Test
  void drawsImagesWhereEachIsItsOwnScene() {
    assertThat(Scenes.Drawn.of(Map.of("0.png", "0", "1.png", "1", "2.png", "2")))
        .isEqualTo(Scenes.Drawn.IMAGES);
  }

  @Test
  void drawsScenesWhereOneHasTwoImages() {
    assertThat(Scenes.Drawn.of(Map.of("a/0.png", "a", "a/1.png", "a", "b/0.png", "b")))
        .isEqualTo(Scenes.Drawn.SCENES);
  }

  @Test
  void aSingleSceneIsNoImage() {
    assertThat(Scenes.Drawn.of(Map.of("0.png", "a", "1.png", "a"))).isEqualTo(Scenes.Drawn.SCENES);
  }
}
