package org.tacheo.eval.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ResultJson;

class DifferencesTest {
  @Test
  void listsOnlySettingsThatDifferAndNoWordForAValueOfTheCheckpoint() {
    Manifest one = manifest(Map.of("seed", 1234, "denoising-steps", 4, "spacing", "trailing"));
    Manifest other =
        manifest(Map.of("seed", 1234, "denoising-steps", "checkpoint", "spacing", "leading"));
    assertThat(Differences.of(one, other))
        .containsExactly(
            "estimator e: denoising-steps: 4 -> as the checkpoint says",
            "estimator e: spacing: trailing -> leading");
  }

  private static Manifest manifest(Map<String, Object> settings) {
    EstimatorInfo estimator =
        new EstimatorInfo("e", "diffusion", "affine-invariant-depth", "depth", settings, "");
    return new Manifest(
        ResultJson.SCHEMA, "0", "s", "by-kind", List.of(estimator), List.of(), List.of());
  }
}
