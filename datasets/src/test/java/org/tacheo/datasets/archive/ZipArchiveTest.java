package org.tacheo.datasets.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;
import org.tacheo.datasets.Hostile;

class ZipArchiveTest {
  private static final int LOCAL_HEADER = 30;
  private static final int CENTRAL = 0x02014b50;

  @TempDir Path folder;

  private static byte[] zip(ZipArchiveEntry... entries) throws IOException {
    try (SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel()) {
      try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(channel)) {
        for (ZipArchiveEntry entry : entries) {
          out.putArchiveEntry(entry);
          if (!entry.isDirectory()) {
            out.write(content(entry.getName()));
          }
          out.closeArchiveEntry();
        }
      }
      return Arrays.copyOf(channel.array(), (int) channel.size());
    }
  }

  private static byte[] content(String name) {
    return (name + " content ").repeat(20).getBytes(UTF_8);
  }

  private static ZipArchiveEntry entry(String name, int method) {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setMethod(method);
    byte[] content = content(name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    entry.setSize(content.length);
    return entry;
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("a.zip"), bytes);
  }

  private void assertRefused(byte[] bytes, String... parts) throws IOException {
    Path path = write(bytes);
    assertThatThrownBy(
            () -> {
              try (Archive archive = Archive.open(path)) {
                archive.names().forEach(archive::read);
              }
            })
        .isInstanceOf(DataException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
    assertThat(TarArchiveTest.openDescriptors(path)).isZero();
  }

  private static int central(byte[] zip) {
    ByteBuffer bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < zip.length - 4; at++) {
      if (bytes.getInt(at) == CENTRAL) {
        return at;
      }
    }
    throw new AssertionError("no central directory");
  }

  private static void putInt(byte[] bytes, int at, int value) {
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
  }

  @Test
  void readsStoredAndDeflatedMembers() throws IOException {
    byte[] zip =
        zip(
            new ZipArchiveEntry("d/"),
            entry("./d/b.txt", ZipEntry.DEFLATED),
            entry("a.txt", ZipEntry.STORED));
    try (Archive archive = Archive.open(write(zip))) {
      assertThat(archive.names()).containsExactly("a.txt", "d/b.txt");
      assertThat(archive.read("a.txt")).isEqualTo(content("a.txt"));
      assertThat(archive.read("d/b.txt")).isEqualTo(content("./d/b.txt"));
      assertThat(archive.head("d/b.txt", 5)).isEqualTo("./d/b".getBytes(UTF_8));
      assertThat(archive.size("d/b.txt")).isEqualTo(content("./d/b.txt").length);
    }
    assertThat(TarArchiveTest.openDescriptors(folder.resolve("a.zip"))).isZero();
  }

  @Test
  void readsFromManyThreadsAtOnce() throws IOException {
    ZipArchiveEntry[] entries = new ZipArchiveEntry[50];
    Arrays.setAll(entries, i -> entry("m" + i, i % 2 == 0 ? ZipEntry.STORED : ZipEntry.DEFLATED));
    try (Archive archive = Archive.open(write(zip(entries)))) {
      List<byte[]> read =
          IntStream.range(0, 1_000).parallel().mapToObj(i -> archive.read("m" + i % 50)).toList();
      for (int i = 0; i < read.size(); i++) {
        assertThat(read.get(i)).isEqualTo(content("m" + i % 50));
      }
    }
  }

  @Test
  void refusesAZipCutAtAnyByte() throws IOException {
    byte[] whole = zip(entry("a.txt", ZipEntry.DEFLATED), entry("b.txt", ZipEntry.STORED));
    for (int length = 0; length < whole.length; length++) {
      assertRefused(Arrays.copyOf(whole, length), "download");
    }
  }

  @Test
  void refusesACutZipThatStoresAnotherZip() throws IOException {
    byte[] inner = zip(entry("inner.txt", ZipEntry.STORED));
    byte[] header = Arrays.copyOf(zip(entry("a.zip", ZipEntry.STORED)), LOCAL_HEADER + 5);
    byte[] cut = Arrays.copyOf(header, header.length + inner.length);
    System.arraycopy(inner, 0, cut, header.length, inner.length);
    assertRefused(cut, "before the first member");
  }

  @ParameterizedTest
  @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
  void refusesAWrongCrc(int method) throws IOException {
    byte[] zip = zip(entry("a.txt", method));
    zip[central(zip) + 16] ^= 1;
    assertRefused(zip, "a.txt", "CRC-32");
  }

  @Test
  void refusesChangedBytes() throws IOException {
    byte[] zip = zip(entry("a.txt", ZipEntry.STORED));
    zip[LOCAL_HEADER + 5 + 20] ^= 1;
    assertRefused(zip, "a.txt", "CRC-32");
  }

  @ParameterizedTest
  @CsvSource({"-1, more than the declared", "1, 'expected'"})
  void refusesAnotherSizeThanDeclared(int difference, String message) throws IOException {
    byte[] zip = zip(entry("a.txt", ZipEntry.DEFLATED));
    putInt(zip, central(zip) + 24, content("a.txt").length + difference);
    assertRefused(zip, "a.txt", message);
  }

  @Test
  void refusesASizeNoDeflateStreamCanHave() throws IOException {
    byte[] zip = zip(entry("a.txt", ZipEntry.DEFLATED));
    putInt(zip, central(zip) + 24, 1 << 30);
    assertRefused(zip, "a.txt", "declares 1073741824 bytes");
  }

  @Test
  void refusesEncryptedMembers() throws IOException {
    byte[] zip = zip(entry("a.txt", ZipEntry.DEFLATED));
    zip[central(zip) + 8] |= 1;
    assertRefused(zip, "a.txt", "encrypted");
  }

  @Test
  void refusesOtherMethods() throws IOException {
    byte[] zip = zip(entry("a.txt", ZipEntry.DEFLATED));
    zip[central(zip) + 10] = 12;
    assertRefused(zip, "a.txt", "method 12");
  }

  @ParameterizedTest
  @CsvSource({"0xA1FF, symbolic link", "0x61B4, device", "0x11B4, device"})
  void refusesMembersThatAreNotPlain(String mode, String what) throws IOException {
    ZipArchiveEntry entry = entry("evil", ZipEntry.STORED);
    entry.setUnixMode(Integer.decode(mode));
    assertRefused(zip(entry), "\"evil\"", what);
  }

  @ParameterizedTest
  @CsvSource({"../a, upwards", "/a, absolute", "x/../../a, upwards"})
  void refusesNamesThatLeadElsewhere(String name, String what) throws IOException {
    assertRefused(zip(entry(name, ZipEntry.STORED)), what);
  }

  @Test
  void refusesBackslashesInNames() throws IOException {
    byte[] zip = zip(entry("a_b", ZipEntry.STORED));
    zip[LOCAL_HEADER + 1] = '\\';
    zip[central(zip) + 46 + 1] = '\\';
    assertRefused(zip, "backslash");
  }

  @Test
  void refusesTheSameNameTwice() throws IOException {
    assertRefused(
        zip(entry("./a", ZipEntry.STORED), entry("a", ZipEntry.STORED)), "two members", "\"a\"");
  }

  @Test
  void refusesAWrongCrcOfAnEmptyMember() throws IOException {
    byte[] zip = zip(entry("a.txt", ZipEntry.STORED));
    putInt(zip, central(zip) + 20, 0);
    putInt(zip, central(zip) + 24, 0);
    assertRefused(zip, "a.txt", "CRC-32 is 0");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 26, LOCAL_HEADER})
  void refusesAMemberWhoseOwnHeaderIsAnother(int at) throws IOException {
    byte[] zip = zip(entry("a.txt", ZipEntry.STORED), entry("b.txt", ZipEntry.STORED));
    int second = LOCAL_HEADER + 5 + content("a.txt").length;
    zip[second + at] ^= 1;
    assertRefused(zip, "b.txt", "another header at byte " + second);
  }

  @Test
  void refusesMoreExtraFieldsThanAnyWriterAdds() throws IOException {
    ZipArchiveEntry entry = entry("a.txt", ZipEntry.STORED);
    entry.setCentralDirectoryExtra(extraFields(257));
    assertRefused(zip(entry), "1028 bytes of extra fields");
  }

  /** The library would take a tenth of a second for each such member. */
  @Test
  void takesInManyExtraFieldsBeforeAMemberInLittleTime() throws IOException {
    int members = 40;
    byte[] extra = extraFields(16_000);
    ByteBuffer zip = ByteBuffer.allocate(members * 70_000).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer directory = ByteBuffer.allocate(members * 100).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < members; i++) {
      byte[] name = ("m" + i).getBytes(UTF_8);
      directory.putInt(CENTRAL).put(new byte[24]).putShort((short) name.length);
      directory.put(new byte[12]).putInt(zip.position()).put(name);
      zip.putInt(0x04034b50).put(new byte[22]).putShort((short) name.length);
      zip.putShort((short) extra.length).put(name).put(extra);
    }
    int start = zip.position();
    zip.put(directory.flip()).putInt(0x06054b50).putInt(0);
    zip.putShort((short) members).putShort((short) members);
    zip.putInt(directory.limit()).putInt(start).putShort((short) 0);
    byte[] bytes = Arrays.copyOf(zip.array(), zip.position());
    assertThat(Hostile.read(bytes.length, 8, () -> open(bytes))).contains(members);
  }

  private int open(byte[] zip) {
    try (Archive archive = Archive.open(write(zip))) {
      return archive.names().size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** This many extra fields without content, of kinds that nobody knows. */
  private static byte[] extraFields(int count) {
    ByteBuffer fields = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      fields.putShort((short) (0x8000 + i)).putShort((short) 0);
    }
    return fields.array();
  }

  @Test
  void refusesMembersThatShareTheirBytes() throws IOException {
    byte[] zip = zip(entry("a", ZipEntry.STORED), entry("b", ZipEntry.STORED));
    int second = central(zip) + 46 + 1;
    putInt(zip, second + 42, 0);
    assertRefused(zip, "overlaps the member before it");
  }

  @Test
  void refusesADirectoryThatReachesBeyondItsEnd() throws IOException {
    byte[] zip = zip(entry("a", ZipEntry.STORED));
    putInt(zip, zip.length - 10, 1 << 20);
    assertRefused(zip, "reaches beyond its end record");
  }

  @Test
  void digestsLikeATarOfTheSameFiles() throws IOException {
    byte[] tar =
        new RawTar()
            .file("b", new String(content("b"), UTF_8))
            .file("a", new String(content("a"), UTF_8))
            .finished();
    Path tarPath = Files.write(folder.resolve("a.tar"), tar);
    Path zipPath = write(zip(entry("a", ZipEntry.STORED), entry("b", ZipEntry.DEFLATED)));
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Files.write(tree.resolve("a"), content("a"));
    Files.write(tree.resolve("b"), content("b"));
    try (Archive first = Archive.open(tarPath);
        Archive second = Archive.open(zipPath);
        Archive third = Archive.open(tree)) {
      assertThat(second.digest()).isEqualTo(first.digest());
      assertThat(third.digest()).isEqualTo(first.digest());
      assertThat(third.read("b")).isEqualTo(second.read("b"));
    }
  }
}
