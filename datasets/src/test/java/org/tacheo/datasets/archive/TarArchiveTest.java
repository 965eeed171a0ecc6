package org.tacheo.datasets.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;

class TarArchiveTest {
  @TempDir Path folder;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("a.tar"), bytes);
  }

  private void assertRefused(byte[] bytes, String... parts) throws IOException {
    Path path = write(bytes);
    assertThatThrownBy(() -> Archive.open(path).close())
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(path + ": ")
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
    assertThat(openDescriptors(path)).isZero();
  }

  /** Descriptors of this process that point to the file; 0 where the system does not tell. */
  static long openDescriptors(Path path) throws IOException {
    Path table = Path.of("/proc/self/fd");
    if (!Files.isDirectory(table)) {
      return 0;
    }
    String real = path.toRealPath().toString();
    try (Stream<Path> descriptors = Files.list(table)) {
      return descriptors.filter(link -> pointsTo(link, real)).count();
    }
  }

  private static boolean pointsTo(Path link, String target) {
    try {
      return Files.readSymbolicLink(link).toString().equals(target);
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] packed(int longFileMode, int bigNumberMode, String... names)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(longFileMode);
      tar.setBigNumberMode(bigNumberMode);
      tar.setAddPaxHeadersForNonAsciiNames(longFileMode == TarArchiveOutputStream.LONGFILE_POSIX);
      for (String name : names) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        byte[] content = name.endsWith("/") ? new byte[0] : name.getBytes(UTF_8);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void readsMembersByNameWithOrWithoutDot() throws IOException {
    byte[] tar = new RawTar().file("./b/x.txt", "hello").file("a.txt", "").finished();
    try (Archive archive = Archive.open(write(tar))) {
      assertThat(archive.names()).containsExactly("a.txt", "b/x.txt");
      assertThat(archive.read("b/x.txt")).isEqualTo("hello".getBytes(UTF_8));
      assertThat(archive.read("./b/x.txt")).isEqualTo("hello".getBytes(UTF_8));
      assertThat(archive.size("./a.txt")).isZero();
      assertThat(archive.read("a.txt")).isEmpty();
      assertThat(archive.contains("./b/x.txt")).isTrue();
      assertThat(archive.contains("b")).isFalse();
      assertThat(archive.head("b/x.txt", 2)).isEqualTo("he".getBytes(UTF_8));
    }
  }

  @Test
  void readsOldGnuHeadersAndFoldersAndContiguousFiles() throws IOException {
    byte[] gnu = RawTar.header("gnu.txt", '\0', 3);
    RawTar.put(gnu, 257, RawTar.ascii("ustar  \0"));
    RawTar.put(gnu, 345, RawTar.ascii("not a prefix"));
    byte[] tar =
        new RawTar()
            .member("./", '5', new byte[0])
            .member("d/", '5', new byte[0])
            .member("old/", '\0', new byte[0])
            .block(RawTar.signed(gnu))
            .block(RawTar.ascii("gnu"))
            .member("c.txt", '7', RawTar.ascii("cc"))
            .finished();
    try (Archive archive = Archive.open(write(tar))) {
      assertThat(archive.names()).containsExactly("c.txt", "gnu.txt");
      assertThat(archive.read("gnu.txt")).isEqualTo(RawTar.ascii("gnu"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX})
  void readsLongAndForeignNamesOfAnotherWriter(int longFileMode) throws IOException {
    String longName = "d/" + "n".repeat(300) + "/\u00e9\u4e2d.png";
    byte[] tar =
        packed(longFileMode, TarArchiveOutputStream.BIGNUMBER_POSIX, "d/", longName, "d/short");
    try (Archive archive = Archive.open(write(tar))) {
      assertThat(archive.names()).containsExactly(longName, "d/short");
      assertThat(archive.read(longName)).isEqualTo(longName.getBytes(UTF_8));
    }
  }

  @Test
  void takesTheSizeFromAnExtendedHeader() throws IOException {
    byte[] records = RawTar.ascii("9 size=4\n12 path=p/q\n");
    byte[] tar =
        new RawTar()
            .member("PaxHeaders/x", 'x', records)
            .block(RawTar.header("ignored", '0', 0))
            .block(RawTar.ascii("four"))
            .file("next", "n")
            .finished();
    try (Archive archive = Archive.open(write(tar))) {
      assertThat(archive.names()).containsExactly("next", "p/q");
      assertThat(archive.read("p/q")).isEqualTo(RawTar.ascii("four"));
    }
  }

  @Test
  void readsBinarySizesAndPrefixes() throws IOException {
    byte[] header = RawTar.header("tail.txt", '0', 0);
    RawTar.put(header, 124, new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3});
    RawTar.put(header, 345, RawTar.ascii("some/prefix"));
    byte[] tar = new RawTar().block(RawTar.signed(header)).block(RawTar.ascii("abc")).finished();
    try (Archive archive = Archive.open(write(tar))) {
      assertThat(archive.read("some/prefix/tail.txt")).isEqualTo(RawTar.ascii("abc"));
    }
  }

  @Test
  void refusesATarCutAtAnyByte() throws IOException {
    byte[] whole =
        new RawTar()
            .member("d/", '5', new byte[0])
            .file("d/a.txt", "x".repeat(700))
            .member("PaxHeaders/x", 'x', RawTar.ascii("12 path=p/q\n"))
            .file("ignored", "y")
            .finished();
    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), "expected", "download it again");
    }
    Archive.open(write(whole)).close();
  }

  @Test
  void refusesAPaddedTarCutInsideItsData() throws IOException {
    byte[] padded = Arrays.copyOf(new RawTar().file("a.txt", "x".repeat(600)).finished(), 10_240);
    Archive.open(write(padded)).close();
    assertRefused(Arrays.copyOf(padded, 512 + 600), "cut inside member \"a.txt\"", "1024", "600");
    assertRefused(Arrays.copyOf(padded, 512 + 1024 + 512), "end-of-archive");
    assertRefused(Arrays.copyOf(padded, 10_239), "multiple of 512");
  }

  @Test
  void refusesDamagedHeaders() throws IOException {
    byte[] flipped = new RawTar().file("a.txt", "x").finished();
    flipped[0] ^= 1;
    assertRefused(flipped, "checksum");

    byte[] second = new RawTar().file("a.txt", "x").file("b.txt", "y").finished();
    second[1024 + 300] ^= 1;
    assertRefused(second, "byte 1024", "checksum");

    byte[] noMagic = RawTar.header("a.txt", '0', 0);
    RawTar.put(noMagic, 257, new byte[6]);
    assertRefused(new RawTar().block(RawTar.signed(noMagic)).finished(), "ustar");

    byte[] badSize = RawTar.header("a.txt", '0', 0);
    RawTar.put(badSize, 124, RawTar.ascii("00000008000\0"));
    assertRefused(new RawTar().block(RawTar.signed(badSize)).finished(), "size field");

    byte[] negative = RawTar.header("a.txt", '0', 0);
    byte[] ones = new byte[12];
    Arrays.fill(ones, (byte) 0xFF);
    RawTar.put(negative, 124, ones);
    assertRefused(new RawTar().block(RawTar.signed(negative)).finished(), "negative");
  }

  @Test
  void refusesASizeBeyondTheFileWithoutOverflow() throws IOException {
    byte[] header = RawTar.header("a.txt", '0', 0);
    byte[] huge = new byte[12];
    Arrays.fill(huge, 5, 12, (byte) 0xFF);
    huge[0] = (byte) 0x80;
    huge[4] = 0x7F;
    RawTar.put(header, 124, huge);
    assertRefused(
        new RawTar().block(RawTar.signed(header)).finished(), "cut inside", "9223372036854775807");
  }

  @Test
  void refusesDataBehindTheEnd() throws IOException {
    byte[] tar = Arrays.copyOf(new RawTar().file("a.txt", "x").finished(), 10_240);
    tar[9_000] = 1;
    assertRefused(tar, "byte 9000", "behind the end");
  }

  @Test
  void refusesASingleZeroBlock() throws IOException {
    byte[] tar = new RawTar().file("a.txt", "x").block(new byte[512]).file("b.txt", "y").finished();
    assertRefused(tar, "single zero block");
  }

  @ParameterizedTest
  @CsvSource({
    "1, hard link",
    "2, symbolic link",
    "3, device",
    "4, device",
    "6, fifo",
    "S, sparse",
    "V, unknown type"
  })
  void refusesMembersThatAreNotPlain(char type, String what) throws IOException {
    byte[] header = RawTar.header("dir/evil", type, 0);
    RawTar.put(header, 157, RawTar.ascii("/etc/passwd"));
    assertRefused(
        new RawTar().file("a", "x").block(RawTar.signed(header)).finished(), "\"dir/evil\"", what);
  }

  @Test
  void refusesSparseFilesInExtendedHeaders() throws IOException {
    byte[] tar =
        new RawTar()
            .member("x", 'x', RawTar.ascii("22 GNU.sparse.major=1\n"))
            .file("a", "x")
            .finished();
    assertRefused(tar, "sparse");
  }

  @ParameterizedTest
  @CsvSource({
    "../a, upwards",
    "a/../../b, upwards",
    "a/.., upwards",
    "./../a, upwards",
    "/etc/passwd, absolute",
    "a\\b, backslash"
  })
  void refusesNamesThatLeadElsewhere(String name, String what) throws IOException {
    assertRefused(new RawTar().file(name, "x").finished(), what);
    assertRefused(new RawTar().member(name + "/", '5', new byte[0]).finished(), what);
  }

  @Test
  void refusesNulAndControlCharactersInNames() throws IOException {
    byte[] pax =
        new RawTar().member("x", 'x', RawTar.ascii("13 path=a\0bc\n")).file("a", "").finished();
    assertRefused(pax, "control character", "\\u0000");
    assertRefused(new RawTar().file("a\nb", "x").finished(), "control character", "\\u000a");
  }

  @Test
  void refusesNamesThatAreNotUtf8() throws IOException {
    byte[] header = RawTar.header("a", '0', 0);
    header[0] = (byte) 0xFF;
    assertRefused(new RawTar().block(RawTar.signed(header)).finished(), "not UTF-8");
  }

  @Test
  void refusesTheSameNameTwice() throws IOException {
    assertRefused(
        new RawTar().file("./d/a", "x").file("d/a", "y").finished(), "two members", "\"d/a\"");
    assertRefused(new RawTar().file("d//a", "x").file("d/./a", "y").finished(), "two members");
  }

  @Test
  void refusesAnExtendedHeaderThatDescribesNothing() throws IOException {
    assertRefused(
        new RawTar().member("x", 'x', RawTar.ascii("9 size=4\n")).finished(), "by no member");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"8 size=4\n", "99 size=4\n", "9999999999 a=b\n", "size=4\n", "9 size 4\n", "0"})
  void refusesMalformedExtendedHeaders(String records) throws IOException {
    assertRefused(
        new RawTar().member("x", 'x', RawTar.ascii(records)).file("a", "x").finished(),
        "extended header");
  }

  @Test
  void refusesAnAbsurdExtendedHeaderBeforeAllocating() throws IOException {
    assertRefused(
        new RawTar().block(RawTar.header("x", 'x', 1L << 32)).finished(), "declares 4294967296");
  }

  @Test
  void refusesCompressedTarsByName() throws IOException {
    byte[] gzip = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0};
    assertRefused(gzip, "gzip", "uncompressed");
    byte[] zstd = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 0, 0};
    assertRefused(zstd, "zstd", "uncompressed");
  }

  @Test
  void refusesAMissingFile() {
    Path missing = folder.resolve("none.tar");
    assertThatThrownBy(() -> Archive.open(missing))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none.tar: no such file");
  }

  @Test
  void namesArchiveAndMemberWhenOneIsMissing() throws IOException {
    Path path = write(new RawTar().file("a", "x").finished());
    try (Archive archive = Archive.open(path)) {
      assertThatThrownBy(() -> archive.read("b/c.png"))
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll(path.toString(), "b/c.png", "tacheo datasets verify");
    }
  }

  @Test
  void refusesAReadThatWouldFillTheHeap() throws IOException {
    Path path = folder.resolve("sparse.tar");
    long size = (1L << 27) + 512;
    try (OutputStream out = Files.newOutputStream(path)) {
      out.write(RawTar.header("big", '0', size));
    }
    try (var file =
        java.nio.channels.FileChannel.open(path, java.nio.file.StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(1), 512 + size + 1023);
    }
    try (Archive archive = Archive.open(path)) {
      assertThat(archive.size("big")).isEqualTo(size);
      assertThatThrownBy(() -> archive.read("big"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("128 MiB");
    }
  }

  @Test
  void tellsOfAFileThatShrankAfterItWasOpened() throws IOException {
    Path path = write(new RawTar().file("a", "x".repeat(600)).finished());
    try (Archive archive = Archive.open(path)) {
      Files.write(path, new byte[700]);
      assertThatThrownBy(() -> archive.read("a"))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("412 bytes are gone");
    }
  }

  @Test
  void closesItsFile() throws IOException {
    Path path = write(new RawTar().file("a", "x").finished());
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "needs /proc to see descriptors");
    Archive archive = Archive.open(path);
    assertThat(openDescriptors(path)).isEqualTo(1);
    archive.close();
    assertThat(openDescriptors(path)).isZero();
  }

  @Test
  void readsFromManyThreadsAtOnce() throws IOException {
    RawTar tar = new RawTar();
    IntStream.range(0, 200).forEach(i -> tar.file("m" + i, ("content " + i).repeat(i)));
    try (Archive archive = Archive.open(write(tar.finished()))) {
      List<String> read =
          IntStream.range(0, 2_000)
              .parallel()
              .mapToObj(i -> new String(archive.read("m" + i % 200), UTF_8))
              .toList();
      for (int i = 0; i < read.size(); i++) {
        assertThat(read.get(i)).isEqualTo(("content " + i % 200).repeat(i % 200));
      }
    }
  }

  @Test
  void opensAMemberAsAChannelThatEndsWithTheMember() throws IOException {
    byte[] tar = new RawTar().file("a", "hello").file("b", "x").finished();
    try (Archive archive = Archive.open(write(tar));
        ReadableByteChannel channel = archive.open("a")) {
      ByteBuffer target = ByteBuffer.allocate(100);
      while (channel.read(target) >= 0) {
        assertThat(target.limit()).isEqualTo(100);
      }
      assertThat(Arrays.copyOf(target.array(), target.position()))
          .isEqualTo("hello".getBytes(UTF_8));
    }
  }

  /** printf 'a\t1\nb/c\t5\n' | sha256sum. */
  @Test
  void digestsNamesAndSizesInOrder() throws IOException {
    byte[] tar =
        new RawTar()
            .file("./b/c", "hello")
            .member("b/", '5', new byte[0])
            .file("a", "x")
            .finished();
    try (Archive archive = Archive.open(write(tar))) {
      assertThat(archive.digest())
          .isEqualTo("b0752b3b3ac676752fdb42a2cfeb9f4672b721c0a2a86f8308148011b25faffa");
    }
  }
}
