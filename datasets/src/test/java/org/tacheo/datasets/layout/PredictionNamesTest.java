package org.tacheo.datasets.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PredictionNamesTest {
  @Test
  void keepTheFolderAndReplaceTheExtensionLast() {
    assertThat(PredictionNames.fromNumber("test/kitchen_0004/rgb_0001.png"))
        .isEqualTo("test/kitchen_0004/pred_0001.npy");
    assertThat(PredictionNames.fromName("a/0000000069.png")).isEqualTo("a/pred_0000000069.npy");
    assertThat(PredictionNames.fromName("DSC_0219.JPG")).isEqualTo("pred_DSC_0219.npy");
    assertThat(PredictionNames.fromName("s/a.b.png")).isEqualTo("s/pred_a.b.npy");
  }
}
