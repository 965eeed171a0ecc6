package org.tacheo.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.core.Dataset;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.Mask;
import org.tacheo.core.SpecException;
import org.tacheo.core.VectorMap;
import org.tacheo.datasets.image.Exr;

/** A few real frames that lie beside the checkout of some; skipped where they are absent. */
class RealFramesTest {
  private static Path frames() {
    Path folder = Path.of(System.getProperty("tacheo.shared", "none"), "real-mini");
    assumeTrue(Files.isDirectory(folder), "skipped: no real frames in " + folder);
    return folder;
  }

  @ParameterizedTest
  @CsvSource({"nyuv2, 3, 654, 480, 640", "kitti, 1, 652, 375, 1242", "eth3d, 1, 454, 1024, 1536"})
  void opensAPartOfASplitByRuleAndByList(
      String id, int samples, int expected, int height, int width) {
    Path data = frames();
    Optional<Path> list = Optional.of(data.resolve("splits/" + id + ".txt"));
    assertThatThrownBy(() -> Datasets.open(id, data, new SplitOptions(list, false)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("found " + samples);
    try (Dataset derived = Datasets.open(id, data, SplitOptions.WHOLE.orPartial());
        Dataset listed = Datasets.open(id, data, new SplitOptions(list, true))) {
      assertThat(derived.ids()).hasSize(samples).isEqualTo(listed.ids());
      assertThat(derived.split()).isEqualTo(listed.split());
      assertThat(derived.split().expected()).isEqualTo(expected);
      assertThat(derived.split().complete()).isFalse();
      ImageSize size = new ImageSize(height, width);
      assertThat(derived.image(derived.ids().get(0)).size()).isEqualTo(size);
      assertThat(derived.groundTruth(derived.ids().get(0)).size()).isEqualTo(size);
    }
  }

  @ParameterizedTest
  @CsvSource({"nyuv2, 2.479, 3.258", "kitti, 13.84375, 13.84375", "eth3d, 3.6284032, 3.6284032"})
  void findsNothingWrongWithThem(String id, float least, float greatest) {
    Verification verification = Verification.of(id, frames(), SplitOptions.WHOLE, 2, n -> {});
    assertThat(verification.samples()).allMatch(sample -> sample.problems().isEmpty());
    assertThat(verification.medianRange().orElseThrow().min()).isEqualTo(least);
    assertThat(verification.medianRange().orElseThrow().max()).isEqualTo(greatest);
  }

  /**
   * Stored with -1, -1, -1 where there is none; normals of no other signs face the camera so well.
   */
  @Test
  void theNormalsOfARealFrameFaceItsCameraInTheHouseFrameOnly() throws IOException {
    Path folder = frames().resolve("normals-cleargrasp");
    VectorMap normals =
        Exr.readVectors(Files.readAllBytes(folder.resolve("000000123-normals.exr")), "normals.exr");
    boolean[] valid = new boolean[normals.size().pixels()];
    for (int i = 0; i < valid.length; i++) {
      valid[i] = normals.at(i, 0) != -1 || normals.at(i, 1) != -1 || normals.at(i, 2) != -1;
    }
    GroundTruth.Normals truth =
        new GroundTruth.Normals(normals, Mask.owning(normals.size(), valid));
    NormalsSummary summary =
        NormalsSummary.of(truth, Optional.of(new Intrinsics(921, 921, 642, 359)));
    assertThat(summary.problem()).isEmpty();
    // Halves of unit vectors: each component to 2^-12.
    assertThat(summary.meanNorm().orElseThrow()).isCloseTo(1, within(Math.sqrt(3) / 4096));
    double stored = summary.awayShares().get(0);
    assertThat(summary.awayShares().subList(1, NormalsSummary.FLIPS))
        .allMatch(share -> share > 2 * stored);
  }
}
