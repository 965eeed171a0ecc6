package org.tacheo.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.core.Dataset;
import org.tacheo.core.DepthToNormals;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;
import org.tacheo.core.NormalsConvention;
import org.tacheo.core.VectorMap;
import org.tacheo.datasets.Datasets;
import org.tacheo.datasets.SplitOptions;

/** What is read from a rendered archive against what was rendered. */
final class NormalsRoundTripTest {
  private static final ImageSize SIZE = new ImageSize(48, 64);

  @TempDir private Path data;

  private static Rendering rendering(NormalsSet set) {
    Turn turn = turn(set);
    return set.shoot(set.stage(turn), turn, SIZE).rendering();
  }

  private static Turn turn(NormalsSet set) {
    return new Turn(0, 1, 0, 0, Dice.seed(77, set.name().hashCode()));
  }

  /** Stores one frame as the layout does, with its list, and reads it. */
  private GroundTruth.Normals stored(Layout layout, NormalsSet set) throws IOException {
    Path folder = data.resolve("rendered-" + layout.name());
    Path archive = folder.resolve(layout.archive().orElseThrow());
    Files.createDirectories(folder);
    Layout.Files files = layout.make(turn(set), SIZE);
    try (Sink sink = Sink.archive(archive)) {
      for (Member member : files.members()) {
        sink.put(member);
      }
    }
    Files.writeString(folder.resolve("split.txt"), files.row());
    try (Dataset dataset = Datasets.open("rendered-" + layout.name(), data, SplitOptions.WHOLE)) {
      return (GroundTruth.Normals) dataset.groundTruth(dataset.ids().get(0));
    }
  }

  /** Floats come back to the bit; eight bits are off by at most half of a level of 2 / 255. */
  @ParameterizedTest
  @CsvSource({"NYUV2, 0.0039216", "SCANNET, 0.0039216", "IBIMS, 0", "SINTEL, 0"})
  void dsineGivesTheRenderedNormalsBackInTheHouseFrame(NormalsSet set, double tolerance)
      throws IOException {
    assertIsRendered(stored(new DsineLayout(set), set), set, tolerance);
  }

  @Test
  void marigoldGivesTheRenderedNormalsBackToTheBit() throws IOException {
    NormalsSet set = NormalsSet.NYUV2;
    assertIsRendered(stored(new MarigoldNormalsLayout(set), set), set, 0);
  }

  private static void assertIsRendered(GroundTruth.Normals read, NormalsSet set, double tolerance) {
    Rendering rendering = rendering(set);
    VectorMap exact = NormalsConvention.OPENCV.flip(rendering.normals());
    assertThat(read.valid()).isEqualTo(Mask.of(SIZE, set.known(rendering, turn(set).salt())));
    int valid = 0;
    for (int i = 0; i < SIZE.pixels(); i++) {
      if (read.valid().at(i)) {
        assertThat(rendering.metres().at(i)).isPositive();
        for (int axis = 0; axis < 3; axis++) {
          assertThat((double) read.vectors().at(i, axis))
              .isCloseTo(exact.at(i, axis), within(tolerance));
        }
        valid++;
      }
    }
    assertThat(valid).isGreaterThan(SIZE.pixels() / 2);
  }

  /** The chain as a whole: rendered depth, its normals, and the stored normals agree on planes. */
  @Test
  void normalsOfTheRenderedDepthAreTheStoredOnes() throws IOException {
    Rendering rendering = rendering(NormalsSet.IBIMS);
    GroundTruth.Normals read = stored(new DsineLayout(NormalsSet.IBIMS), NormalsSet.IBIMS);
    VectorMap computed = DepthToNormals.of(rendering.metres(), rendering.intrinsics());
    int agreeing = 0;
    int valid = 0;
    for (int i = 0; i < SIZE.pixels(); i++) {
      if (read.valid().at(i) && computed.at(i, 2) != 0) {
        double dot = 0;
        for (int axis = 0; axis < 3; axis++) {
          dot += (double) computed.at(i, axis) * read.vectors().at(i, axis);
        }
        valid++;
        agreeing += dot > StrictMath.cos(StrictMath.toRadians(1)) ? 1 : 0;
      }
    }
    // At such a size a quarter or so of the pixels touches an edge of something.
    assertThat(agreeing / (double) valid).isGreaterThan(0.6);
  }

  @Test
  void roundsComponentsToTheNearestLevel() {
    ImageSize three = new ImageSize(1, 3);
    float[] vectors = {-1, 0, 1, 0.5f, -0.5f, 0.0039f, 0, 0, 0};
    boolean[] known = {true, true, false};
    byte[] bytes = TrueNormals.bytes(VectorMap.owning(three, vectors), known).toArray();
    // 127.5 and 191.25, 63.75, 127.99725; what is not known is black.
    assertThat(bytes).containsExactly(0, 128, 255, 191, 64, 128, 0, 0, 0);
  }

  @Test
  void turnsTheAxesOfTheRenderer() {
    ImageSize two = new ImageSize(1, 2);
    VectorMap rendered = VectorMap.owning(two, new float[] {0.6f, 0, -0.8f, 0.6f, 0, -0.8f});
    boolean[] known = {true, false};
    assertThat(TrueNormals.dsine(rendered, known).toArray())
        .containsExactly(-0.6f, 0, 0.8f, 0, 0, 0);
    assertThat(TrueNormals.marigold(rendered, known).toArray())
        .containsExactly(0.6f, 0, 0.8f, 0, 0, 0);
    assertThat(TrueNormals.marigold(rendered, known))
        .isEqualTo(VectorMap.owning(two, new float[] {0.6f, 0, 0.8f, 0, 0, 0}));
  }

  @Test
  void writesTheNamesOfThePublishedArchives() {
    Turn turn = new Turn(7, 9, 4, 2, 1);
    Stage stage = Room.build(1);
    Stage outside = Outdoors.any(1);
    assertThat(NormalsSet.NYUV2.stem(stage, turn)).isEqualTo("test/000007");
    assertThat(NormalsSet.SCANNET.stem(stage, turn)).isEqualTo("scene0004_00/000002");
    assertThat(NormalsSet.IBIMS.stem(stage, turn)).isEqualTo("ibims/" + stage.name() + "_05");
    assertThat(NormalsSet.SINTEL.stem(outside, turn)).isEqualTo(outside.name() + "_5/frame_0003");
  }
}
