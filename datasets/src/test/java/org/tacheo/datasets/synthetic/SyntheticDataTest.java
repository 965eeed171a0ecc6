package org.tacheo.datasets.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TimeZone;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.SpecException;
import org.tacheo.datasets.image.Jpeg;
import org.tacheo.datasets.image.Npy;
import org.tacheo.datasets.image.Png;
import org.tacheo.datasets.image.RawFloat;

final class SyntheticDataTest {
  private static final ImageSize SMALL = new ImageSize(48, 64);
  private static final ImageSize WIDE = new ImageSize(94, 310);

  @TempDir private Path data;

  private Path write(String layout, int count, ImageSize size, int threads) {
    return SyntheticData.write(
        layout, data, RenderOrder.of(count, 7).sized(size), threads, done -> {});
  }

  /** All files of a set, by name; those in its archive by member. */
  private static Map<String, byte[]> read(Path folder) throws IOException {
    Map<String, byte[]> found = new LinkedHashMap<>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      if (file.toString().endsWith(".tar")) {
        members(bytes, found);
      } else if (file.toString().endsWith(".zip")) {
        zipped(bytes, found);
      } else {
        found.put(folder.relativize(file).toString().replace('\\', '/'), bytes);
      }
    }
    return found;
  }

  private static void members(byte[] archive, Map<String, byte[]> found) throws IOException {
    assertThat(archive.length % 10240).isZero();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        assertThat(entry.getName()).startsWith("./");
        assertThat(entry.getMode()).isEqualTo(0644);
        assertThat(entry.getLastModifiedTime().toMillis()).isZero();
        assertThat(entry.getUserName() + entry.getGroupName()).isEmpty();
        assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
        found.put(entry.getName().substring(2), tar.readAllBytes());
      }
    }
  }

  private static void zipped(byte[] archive, Map<String, byte[]> found) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
        assertThat(entry.getTimeLocal()).isEqualTo(LocalDateTime.of(1980, 1, 1, 12, 0));
        assertThat(entry.getExtra()).isNull();
        found.put(entry.getName(), zip.readAllBytes());
      }
    }
  }

  private static List<List<String>> rows(Map<String, byte[]> files) {
    String list = new String(bytes(files, "split.txt"), StandardCharsets.UTF_8);
    return list.lines().map(line -> List.of(line.split(" "))).toList();
  }

  private static String digest(Path folder) throws IOException {
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      sha.update(
          folder.relativize(file).toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8));
      sha.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** Any change of these is a change of every rendered data set: say so in the changelog. */
  @ParameterizedTest
  @CsvSource({
    "nyuv2, 95e0c62668cbe59deda5c19f038bd920f63084abc3efd891e2e72609eccf68d8",
    "kitti, 5c8e51d417c5102599f7f14a8be5bef3a3a51e429234797ff27e8360accc4786",
    "eth3d, 8d9b3934c2f297a2e7053c81a750032c938c485d9ff0da9b97cc89542828e585",
    "scannet, c8417d6df6593b2a3ac0fcb24b441c0b25e7c7e114072c7147c764e46d578428",
    "nyuv2-normals, 481eff88912e23b417d2f13746ce17ffc7167f3c13bb6b44d29a0211c7601b2c",
    "scannet-normals, 1bf59e6f47ea24e286b3214546abd1e2df4a5d6529b7a777788989dc32abf332",
    "ibims-normals, 67ff55ba08299b47ca701b976804726d9f6de36f98957ca4e4b929b22b3816a7",
    "sintel-normals, 29b8107aa9d54a2a73c355689edd8f768dc19c001640df7f6c4b8d324ad39c46",
    "nyuv2-normals-marigold, 7143443286f349167c38890214112ba55ee10011ed3d02db36b559f5fb556cbf",
    "plain, d41309bb0260c6f1b2a50ac64ff0ad82ccf8df110b1e5e7fde043c63f8d9b797",
    "plain-street, 183811d1b6461ac2f36f476d093bff0cab61d808c87158f81184ed179b8d588f"
  })
  void theSameSeedGivesTheseBytes(String layout, String expected) throws IOException {
    assertThat(digest(write(layout, 2, SMALL, 1))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"nyuv2", "nyuv2-normals", "plain"})
  void neitherThreadsNorLocaleNorTimeZoneMoveAByte(String layout, @TempDir Path other)
      throws IOException {
    Path alone = write(layout, 7, SMALL, 1);
    Locale usual = Locale.getDefault();
    TimeZone here = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
      Path crowd =
          SyntheticData.write(layout, other, RenderOrder.of(7, 7).sized(SMALL), 4, done -> {});
      assertThat(digest(crowd)).isEqualTo(digest(alone));
    } finally {
      Locale.setDefault(usual);
      TimeZone.setDefault(here);
    }
  }

  @ParameterizedTest
  @CsvSource({"nyuv2, 3", "kitti, 3", "eth3d, 2", "scannet, 2", "plain, 4"})
  void everyRowNamesItsMembersAndNoMemberIsLeftOver(String layout, int columns) throws IOException {
    Map<String, byte[]> files = read(write(layout, 6, SMALL, 2));
    List<String> named = new ArrayList<>(List.of("split.txt"));
    for (List<String> row : rows(files)) {
      assertThat(row).hasSize(columns);
      boolean focal = layout.equals("kitti");
      named.addAll(row.subList(0, focal ? 2 : columns));
    }
    named.removeIf("None"::equals);
    assertThat(named).doesNotHaveDuplicates().hasSameElementsAs(files.keySet());
  }

  @Test
  void nyuv2HasMillimetresWithHolesAndTheSameWithout() throws IOException {
    Map<String, byte[]> files = read(write("nyuv2", 6, new ImageSize(120, 160), 2));
    int holes = 0;
    for (List<String> row : rows(files)) {
      assertThat(row.get(0)).matches("test/[a-z_]+_\\d{4}/rgb_\\d{4}\\.png");
      assertThat(row.get(1)).isEqualTo(row.get(0).replace("/rgb_", "/depth_"));
      assertThat(row.get(2)).isEqualTo(row.get(0).replace("/rgb_", "/filled_"));
      FloatMap raw = gray(files, row.get(1), 1000);
      FloatMap filled = gray(files, row.get(2), 1000);
      assertThat(count(filled)).isEqualTo(filled.size().pixels());
      for (int i = 0; i < raw.size().pixels(); i++) {
        assertThat(raw.at(i) == 0 || raw.at(i) == filled.at(i)).isTrue();
      }
      holes += raw.size().pixels() - count(raw);
    }
    assertThat(holes / (6.0 * 120 * 160)).isBetween(0.08, 0.35);
  }

  @Test
  void framesOfASceneShareItsNameAndNoOther() throws IOException {
    Map<String, byte[]> files = read(write("nyuv2", 12, SMALL, 2));
    List<String> scenes =
        rows(files).stream().map(row -> row.get(0).replaceFirst("/rgb_.*", "")).toList();
    assertThat(scenes.stream().distinct().count()).isBetween(4L, 11L);
  }

  @Test
  void kittiIsSparseAndEmptyAboveTheHorizon() throws IOException {
    Map<String, byte[]> files = read(write("kitti", 6, WIDE, 2));
    List<List<String>> rows = rows(files);
    assertThat(rows).hasSize(8);
    assertThat(rows.stream().filter(row -> row.get(1).equals("None"))).hasSize(2);
    float farthest = 0;
    for (List<String> row : rows) {
      assertThat(row.get(0))
          .matches("(\\d{4}_\\d\\d_\\d\\d)/\\1_drive_\\d{4}_sync/image_02/data/\\d{10}\\.png");
      assertThat(Png.readRgb(bytes(files, row.get(0)), "x").size()).isEqualTo(WIDE);
      if (!row.get(1).equals("None")) {
        FloatMap depth = gray(files, row.get(1), 256);
        assertThat(count(depth) / (double) depth.size().pixels()).isBetween(0.1, 0.25);
        for (int i = 0; i < depth.size().pixels(); i++) {
          farthest = Math.max(farthest, depth.at(i));
          assertThat(depth.at(i) > 0 && i / WIDE.width() < WIDE.height() / 3).isFalse();
        }
      }
    }
    assertThat(farthest).isBetween(50f, 90f);
  }

  @Test
  void kittiListsThePublishedFocalLengthsAtThePublishedSize() throws IOException {
    Map<String, byte[]> files = read(write("kitti", 1, new ImageSize(94, 1242), 2));
    assertThat(rows(files))
        .allSatisfy(
            row ->
                assertThat(row.get(2))
                    .isIn("721.5377", "707.0493", "718.3351", "707.0912", "718.856"));
  }

  @Test
  void eth3dHasInfiniteHolesInRawFloats() throws IOException {
    Map<String, byte[]> files = read(write("eth3d", 8, SMALL, 2));
    int holes = 0;
    int inDoubt = 0;
    for (List<String> row : rows(files)) {
      assertThat(row.get(0)).matches("rgb/([a-z_0-9]+)/images/dslr_images/DSC_\\d{4}\\.JPG");
      String scene = row.get(0).replaceFirst("rgb/([^/]+)/.*", "$1");
      String frame = row.get(0).substring(row.get(0).lastIndexOf('/') + 1);
      assertThat(row.get(1))
          .isEqualTo(
              "depth/"
                  + scene
                  + "_dslr_depth/"
                  + scene
                  + "/ground_truth_depth/dslr_images/"
                  + frame);
      assertThat(Jpeg.read(bytes(files, row.get(0)), "x").size()).isEqualTo(SMALL);
      ByteBuffer raw = ByteBuffer.wrap(bytes(files, row.get(1)));
      FloatMap depth = RawFloat.readDepth(raw, SMALL, "x");
      holes += SMALL.pixels() - count(depth);
      raw.order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < SMALL.pixels(); i++) {
        inDoubt += raw.getFloat(4 * i) == 0 ? 1 : 0;
      }
    }
    assertThat(holes).isGreaterThan(SMALL.pixels() / 20);
    assertThat(inDoubt).isZero();
  }

  @Test
  void scannetHasJpegsAndDepthWithAnEmptyEdge() throws IOException {
    ImageSize size = new ImageSize(120, 160);
    Map<String, byte[]> files = read(write("scannet", 3, size, 2));
    for (List<String> row : rows(files)) {
      assertThat(row.get(0)).matches("scene\\d{4}_00/color/\\d{6}\\.jpg");
      assertThat(Jpeg.read(bytes(files, row.get(0)), "x").size()).isEqualTo(size);
      FloatMap depth = gray(files, row.get(1), 1000);
      for (int column = 0; column < 160; column++) {
        assertThat(depth.at(0, column)).isZero();
        assertThat(depth.at(119, column)).isZero();
      }
      assertThat(count(depth)).isGreaterThan(120 * 160 / 2);
    }
  }

  @Test
  void plainKeepsDepthAndNormalsUnrounded() throws IOException {
    Map<String, byte[]> files = read(write("plain", 3, SMALL, 2));
    List<String> row = rows(files).get(2);
    assertThat(row)
        .containsExactly(
            "0000/0000002_rgb.png",
            "0000/0000002_depth.npy",
            "0000/0000002_normals.npy",
            "0000/0000002_camera.txt");
    assertThat(Npy.read(bytes(files, row.get(1)), "x").shape()).containsExactly(48, 64);
    assertThat(Npy.read(bytes(files, row.get(2)), "x").shape()).containsExactly(48, 64, 3);
    assertThat(new String(bytes(files, row.get(3)), StandardCharsets.US_ASCII))
        .matches("(\\d+\\.\\d{6} ){2}32\\.000000 24\\.000000\n");
  }

  @Test
  void plainStreetsAreDriven() throws IOException {
    Path streets = SyntheticData.write("plain-street", data, RenderOrder.of(4, 7), 2, done -> {});
    Map<String, byte[]> files = read(streets);
    for (List<String> row : rows(files)) {
      FloatMap depth = Npy.read(bytes(files, row.get(1)), "x").toMap();
      assertThat(depth.size()).isEqualTo(new ImageSize(80, 256));
      assertThat(depth.at(79, 128)).as("the road before the car").isBetween(1f, 7f);
      assertThat(new String(bytes(files, row.get(3)), StandardCharsets.US_ASCII))
          .startsWith("148.480000 148.480000 ");
    }
  }

  private static FloatMap gray(Map<String, byte[]> files, String name, int perMetre) {
    float[] metres = new float[1 << 16];
    for (int i = 0; i < metres.length; i++) {
      metres[i] = (float) (i / (double) perMetre);
    }
    return Png.readGray16(bytes(files, name), name, metres);
  }

  private static byte[] bytes(Map<String, byte[]> files, String name) {
    return Objects.requireNonNull(files.get(name), name);
  }

  private static int count(FloatMap depth) {
    int count = 0;
    for (int i = 0; i < depth.size().pixels(); i++) {
      count += depth.at(i) > 0 ? 1 : 0;
    }
    return count;
  }

  @Test
  void tellsHowManyFramesAreDone() {
    List<Integer> done = new ArrayList<>();
    SyntheticData.write("plain", data, RenderOrder.of(5, 1).sized(SMALL), 3, done::add);
    assertThat(done).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void withOneShotEachFrameHasItsOwnScene() throws IOException {
    RenderOrder alone = new RenderOrder(8, 7, Optional.of(SMALL), OptionalInt.of(1));
    Map<String, byte[]> files = read(SyntheticData.write("scannet", data, alone, 2, done -> {}));
    assertThat(rows(files).stream().map(row -> row.get(0).replaceFirst("/.*", "")))
        .doesNotHaveDuplicates();
    assertThatThrownBy(
            () ->
                SyntheticData.write(
                    "plain",
                    data,
                    new RenderOrder(1, 7, Optional.empty(), OptionalInt.of(0)),
                    1,
                    done -> {}))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("shots: expected 1 to 1000, got 0");
  }

  @Test
  void refusesWhatItCannotDo() {
    assertSpec("shapenet", 1, SMALL, 1, "one of nyuv2, kitti, eth3d, scannet, ");
    assertSpec("plain", 0, SMALL, 1, "count: expected 1 to 1000000, got 0");
    assertSpec("plain", 1, SMALL, 0, "threads: expected 1 to 1024, got 0");
    assertSpec("plain", 1, new ImageSize(31, 64), 1, "got [31, 64]");
    assertSpec("plain", 1, new ImageSize(8192, 8192), 1, "got [8192, 8192]");
    assertThat(data).isEmptyDirectory();
  }

  private void assertSpec(String layout, int count, ImageSize size, int threads, String expected) {
    assertThatThrownBy(() -> write(layout, count, size, threads))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void takesAnEmptyTargetAndRefusesAFilledOne() throws IOException {
    Path target = Files.createDirectory(data.resolve("rendered-plain"));
    assertThat(write("plain", 1, SMALL, 1)).isEqualTo(target);
    assertThatThrownBy(() -> write("plain", 1, SMALL, 1))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("expected a new or empty folder");
  }

  @Test
  void leavesNothingBehindWhenItIsStopped() {
    assertThatThrownBy(
            () ->
                SyntheticData.write(
                    "nyuv2",
                    data,
                    RenderOrder.of(9, 1).sized(SMALL),
                    2,
                    done -> {
                      if (done == 3) {
                        throw new IllegalStateException("enough");
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("enough");
    assertThat(data).isEmptyDirectory();
  }
}
