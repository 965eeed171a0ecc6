package org.tacheo.reports.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;

class RecomputingTest {
  private static final EstimatorInfo BASELINE = estimator("constant", Map.of());

  @Test
  void baselinesNeedDataOnly() {
    Recomputing again = again(BASELINE);
    assertThat(again.command()).isEqualTo("tacheo evaluate SUITE --data DIR --out RUN");
    assertThat(again.inputs()).isEqualTo("the same suite and data");
    assertThat(again.remark()).isEmpty();
  }

  @Test
  void networksNeedAllThatCanMoveTheirNumbers() {
    Recomputing again = again(BASELINE, network("cpu", "fp32"));
    assertThat(again.command())
        .isEqualTo(
            "tacheo evaluate SUITE --data DIR --models DIR --device cpu --network-threads 2 --out RUN");
    assertThat(again.inputs()).isEqualTo("the same suite, data and models");
    assertThat(again.remark()).contains(" 4096 MiB", "`--model-memory`");
    assertThat(again(network("cuda", "fp16")).command())
        .contains(" --models DIR --device cuda:0 --precision fp16 ");
  }

  @Test
  void partOfASplitNeedsALimitThatEveryDatasetComesUpTo() {
    DatasetInfo part = Example.PARTIAL_KITTI;
    DatasetInfo less = Example.dataset("eth3d", "eth3d", "ETH3D", 5, 454);
    assertThat(again(List.of(less, part), BASELINE).command())
        .isEqualTo("tacheo evaluate SUITE --data DIR --partial --limit 8 --out RUN");
  }

  @Test
  void takesNoOptionFromAForgedManifest() {
    EstimatorInfo forged = estimator("onnx", Map.of("engine.threads", "1` <b>; rm -r ."));
    assertThat(again(forged).command()).doesNotContain("rm", "`", "<");
  }

  private static Recomputing again(EstimatorInfo... estimators) {
    return again(List.of(Example.NYU), estimators);
  }

  private static Recomputing again(List<DatasetInfo> datasets, EstimatorInfo... estimators) {
    return new Recomputing(
        new Manifest(1, "0", "s", "by-kind", List.of(estimators), datasets, List.of()));
  }

  private static EstimatorInfo network(String device, String precision) {
    return estimator(
        "diffusion",
        Map.of(
            "engine.device",
            device,
            "engine.threads",
            "2",
            "precision",
            precision,
            "model-memory-mib",
            4096));
  }

  private static EstimatorInfo estimator(String type, Map<String, Object> settings) {
    return new EstimatorInfo(type, type, "affine-invariant-depth", "depth", settings, "");
  }
}
