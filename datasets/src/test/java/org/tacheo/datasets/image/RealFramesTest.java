package org.tacheo.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.core.ImageSize;
import org.tacheo.core.VectorMap;

/** Digests of what Pillow 13.0.0 reads from real frames; they are not part of the project. */
class RealFramesTest {
  @ParameterizedTest
  @CsvSource({
    "rgb, nyuv2/nyu_labeled_extracted.tar, ./test/basement_0001/rgb_0001.png,"
        + " 89e30e15e46356c2d549994a2573fe16a471a23102f18efa1018f774032d2f19",
    "gray16, nyuv2/nyu_labeled_extracted.tar, ./test/basement_0001/depth_0001.png,"
        + " a0565e9de3ecab00d371aaed11f62977a2595547be95faf9f4a6f8249706fa16",
    "rgb, kitti/kitti_eigen_split_test.tar,"
        + " ./2011_09_26/2011_09_26_drive_0001_sync/image_02/data/0000000005.png,"
        + " b28d0f610dc59dd830935172f5c522ccb5e864f5c95f860ebe45bca645f90ac9",
    "gray16, kitti/kitti_eigen_split_test.tar,"
        + " ./2011_09_26_drive_0001_sync/proj_depth/groundtruth/image_02/0000000005.png,"
        + " daf9561c3614834e7a3ced4db24df78962045d6516632b2d39c99b51ed9d98dc",
    "jpeg, eth3d/eth3d.tar, ./rgb/kicker/images/dslr_images/DSC_0001.JPG,"
        + " 2f854815dcf1cc085f633e3825757ce5f9d3e66c167007a169385b8826b6a019",
  })
  void readsRealFramesAsPillowDoes(String kind, String archive, String member, String sha256)
      throws IOException {
    byte[] bytes = member(archive, member);
    String where = archive + "!" + member;
    String actual =
        switch (kind) {
          case "jpeg" -> Fixtures.sha256(Jpeg.read(bytes, where).toArray());
          case "rgb" -> Fixtures.sha256(Png.readRgb(bytes, where).toArray());
          default -> Fixtures.sha256Of16(Png.readGray16(bytes, where, Fixtures.identity()));
        };
    assertThat(actual).isEqualTo(sha256);
  }

  @ParameterizedTest
  @CsvSource({
    "100, 100, 0.98388671875, -0.1788330078125, 0.015899658203125",
    "360, 640, -1, -1, -1",
    "500, 900, 0.03515625, 0.6728515625, 0.73876953125",
    "650, 300, -0.01190948486328125, 0.66259765625, 0.7490234375",
  })
  void readsRealNormals(int row, int column, float x, float y, float z) throws IOException {
    Path file =
        Path.of(System.getProperty("tacheo.shared", ""), "real-mini")
            .resolve("normals-cleargrasp/000000123-normals.exr");
    assumeTrue(Files.exists(file), () -> "skipped: no real frame at " + file);
    VectorMap normals = Exr.readVectors(Files.readAllBytes(file), file.toString());
    assertThat(normals.size()).isEqualTo(new ImageSize(720, 1280));
    int index = row * normals.size().width() + column;
    assertThat(new float[] {normals.at(index, 0), normals.at(index, 1), normals.at(index, 2)})
        .containsExactly(x, y, z);
  }

  private static byte[] member(String archive, String member) throws IOException {
    Path file = Path.of(System.getProperty("tacheo.shared", ""), "real-mini", archive);
    assumeTrue(Files.exists(file), () -> "skipped: no real frames at " + file);
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file));
        TarArchiveInputStream tar = new TarArchiveInputStream(stream)) {
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null && !entry.getName().equals(member)) {
        entry = tar.getNextEntry();
      }
      assertThat(entry).as(member).isNotNull();
      return tar.readAllBytes();
    }
  }
}
