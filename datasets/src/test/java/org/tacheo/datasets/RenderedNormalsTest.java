package org.tacheo.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.core.Dataset;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.SampleId;
import org.tacheo.datasets.Verification.SampleCheck;
import org.tacheo.datasets.synthetic.RenderOrder;
import org.tacheo.datasets.synthetic.SyntheticData;

/** Rendered normals through their archives and back. */
class RenderedNormalsTest {
  private static final ImageSize SMALL = new ImageSize(48, 64);

  @TempDir Path data;

  private Verification rendered(String layout, int count) {
    SyntheticData.write(layout, data, RenderOrder.of(count, 3).sized(SMALL), 2, done -> {});
    return Verification.of("rendered-" + layout, data, SplitOptions.WHOLE, 2, done -> {});
  }

  /** Eight bits move each component by at most half a level of 2 / 255. */
  @ParameterizedTest
  @CsvSource({
    "nyuv2-normals, 0.0068",
    "scannet-normals, 0.0068",
    "ibims-normals, 1e-6",
    "sintel-normals, 1e-6",
    "nyuv2-normals-marigold, 1e-6"
  })
  void areSoundUnitVectorsThatFaceTheCamera(String layout, double rounding) {
    Verification report = rendered(layout, 6);
    assertThat(report.problems()).isEmpty();
    assertThat(report.split().complete()).isTrue();
    assertThat(report.samples()).hasSize(6);
    assertThat(report.meanNorm().orElseThrow()).isCloseTo(1, within(rounding));
    // Rounding can turn the few over that are seen within half a degree of edge-on.
    // The layout of Marigold has no cameras.
    assertThat(report.meanAwayShare().isEmpty()).isEqualTo(layout.endsWith("marigold"));
    assertThat(report.meanAwayShare().orElse(0)).isLessThan(0.005);
    assertThat(report.meanValidShare().orElseThrow()).isBetween(0.4, 0.999);
    assertThat(report.medianRange()).isEmpty();
  }

  /** What verification is for: each axis turned shows over a few frames, if not in each. */
  @ParameterizedTest
  @CsvSource({"-1, 1, 1, x", "1, -1, 1, y", "1, 1, -1, z", "-1, -1, -1, 'x, y, z'"})
  void aWrongFrameShows(int x, int y, int z, String axes) {
    Verification sound = rendered("ibims-normals", 6);
    List<SampleCheck> turned = new ArrayList<>();
    try (Dataset dataset = Datasets.open("rendered-ibims-normals", data, SplitOptions.WHOLE)) {
      for (SampleId id : dataset.ids()) {
        GroundTruth.Normals right = (GroundTruth.Normals) dataset.groundTruth(id);
        GroundTruth.Normals wrong =
            new GroundTruth.Normals(right.vectors().scaled(x, y, z), right.valid());
        NormalsSummary summary = NormalsSummary.of(wrong, dataset.intrinsics(id));
        turned.add(new SampleCheck(id, Optional.of(SMALL), Optional.of(summary), List.of()));
      }
    }
    Verification report =
        new Verification(
            sound.card(),
            sound.archive(),
            sound.archiveDigest(),
            sound.split(),
            Optional.empty(),
            turned);
    assertThat(report.isSound()).isFalse();
    assertThat(report.problems())
        .singleElement()
        .asString()
        .contains("of the normals point away", "with " + axes + " negated 0.0 % would");
  }

  @Test
  void keepTheirCamera() {
    rendered("nyuv2-normals", 1);
    try (Dataset dataset = Datasets.open("rendered-nyuv2-normals", data, SplitOptions.WHOLE)) {
      Intrinsics camera = dataset.intrinsics(dataset.ids().get(0)).orElseThrow();
      assertThat(camera.fx()).isEqualTo((float) (518.8579 / 640 * 64));
      assertThat(camera.fy()).isEqualTo(camera.fx());
      assertThat(camera.cx()).isEqualTo(32);
      assertThat(camera.cy()).isEqualTo(24);
    }
  }
}
