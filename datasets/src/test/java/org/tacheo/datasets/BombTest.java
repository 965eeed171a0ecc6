package org.tacheo.datasets;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Small files that claim to be huge, and large files of nothing. Each is read by a JVM of its own
 * with 64 MB of heap, which must refuse it in less than two seconds of processor time.
 */
class BombTest {
  private static final long HUNDRED_GB = 100L << 30;

  @TempDir Path folder;

  @Test
  void refusesATarMemberOf100Gb() throws IOException {
    refuses("huge.tar", concat(hugeHeader('0'), new byte[2048]), "cut inside");
  }

  @Test
  void refusesAPaxHeaderOf100Gb() throws IOException {
    refuses("pax.tar", concat(hugeHeader('x'), new byte[2048]), "declares 107374182400 bytes");
  }

  /** Of a sparse file, the member is really there; it is refused when it is read. */
  @Test
  void refusesToReadAMemberOf100GbThatIsThere() throws IOException {
    Path file = Files.write(folder.resolve("real.tar"), hugeHeader('0'));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(512 + HUNDRED_GB + 1024);
    }
    refuses(file, "expected at most 128 MiB");
  }

  @Test
  @EnabledIfSystemProperty(
      named = "jazzer.hooks",
      matches = "true",
      disabledReason = "writes half a gigabyte; runs in the profile fuzz")
  void refusesATarOfAMillionMembers() throws IOException {
    Path file = folder.resolve("million.tar");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (int i = 0; i < 1_000_000; i++) {
        out.write(signed(tarHeader(String.format(Locale.ROOT, "f%07d", i))));
      }
      out.write(new byte[1024]);
    }
    refuses(file, "more than 262144 members");
  }

  @ParameterizedTest
  @ValueSource(longs = {HUNDRED_GB, 4_000_000_000L})
  void refusesAZipMemberThatDeclaresTooMuch(long size) throws IOException {
    refuses("huge.zip", hugeZip(size), "declares " + size + " bytes in 4 packed");
  }

  @Test
  @EnabledIfSystemProperty(
      named = "jazzer.hooks",
      matches = "true",
      disabledReason = "writes half a gigabyte; runs in the profile fuzz")
  void refusesAZipOfAMillionMembers() throws IOException {
    Path file = folder.resolve("million.zip");
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20))) {
      zip.setMethod(ZipOutputStream.STORED);
      for (int i = 0; i < 1_000_000; i++) {
        zip.putNextEntry(emptyEntry(String.format(Locale.ROOT, "f%07d", i)));
      }
    }
    refuses(file, "more than 262144 members");
  }

  /** 129 MiB of zeros in 130 kB: the size is true, and refused before anything is unpacked. */
  @Test
  void refusesToUnpackADeflateBomb() throws IOException {
    refuses("bomb.zip", zipOfZeros(129 << 20, 129 << 20), "expected at most 128 MiB");
  }

  /** The same that claims to be small is given up where it goes beyond. */
  @Test
  void refusesADeflateBombThatClaimsToBeSmall() throws IOException {
    refuses("lie.zip", zipOfZeros(129 << 20, 1000), "more than the declared 1000 bytes");
  }

  /** Nothing is ever unpacked of an archive in an archive: it is a member like any other. */
  @Test
  void neverLooksIntoAnArchiveInAnArchive() throws IOException {
    byte[] inner = zipOfZeros(8 << 20, 8 << 20);
    for (int depth = 0; depth < 20; depth++) {
      inner = zip("inner.zip", inner);
    }
    Path file = Files.write(folder.resolve("nested.zip"), inner);
    assertThat(read(file)).startsWith("read [inner.zip] ");
  }

  @Test
  void refusesACompressedTar() throws IOException {
    refuses("nested.tar", new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0}, "compressed with gzip");
  }

  @Test
  void refusesAPngOf100Gb() throws IOException {
    ByteBuffer png = ByteBuffer.allocate(57).putLong(0x89504E470D0A1A0AL);
    png.putInt(13).putInt(0x49484452).putInt(300_000).putInt(180_000);
    png.put((byte) 16).position(29).putInt(crc(png.array(), 12, 17));
    refuses("huge.png", png.array(), "declares a size of [180000, 300000]");
  }

  @Test
  void refusesAPngThatItsBytesCannotHold() throws IOException {
    ByteBuffer png = ByteBuffer.allocate(57).putLong(0x89504E470D0A1A0AL);
    png.putInt(13).putInt(0x49484452).putInt(11_000).putInt(11_000);
    png.put((byte) 16).position(29).putInt(crc(png.array(), 12, 17));
    png.putInt(0).putInt(0x49444154).putInt(crc(png.array(), 37, 4));
    png.putInt(0).putInt(0x49454E44).putInt(crc(png.array(), 49, 4));
    refuses("thin.png", png.array(), "which its 0 compressed bytes cannot hold");
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 11_000})
  void refusesAJpegThatItsBytesCannotHold(int side) throws IOException {
    ByteBuffer jpeg = ByteBuffer.allocate(17).putShort((short) 0xFFD8).putShort((short) 0xFFC0);
    jpeg.putShort((short) 11).put((byte) 8).putShort((short) side).putShort((short) side);
    jpeg.put((byte) 1).put((byte) 1).put((byte) 0x11).put((byte) 0).putShort((short) 0xFFD9);
    refuses("huge.jpg", jpeg.array(), "declares");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(120000, 120000)", "(10000, 10000)", "(100000000,)"})
  void refusesAnNpyOfMoreThanItHolds(String shape) throws IOException {
    byte[] dictionary =
        ("{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + "}").getBytes(US_ASCII);
    ByteBuffer npy =
        ByteBuffer.allocate(10 + dictionary.length + 64).order(ByteOrder.LITTLE_ENDIAN);
    npy.put((byte) 0x93).put("NUMPY\1\0".getBytes(US_ASCII));
    npy.putShort((short) dictionary.length).put(dictionary);
    refuses("huge.npy", npy.array(), "npy");
  }

  @Test
  void refusesAnNpzMemberOf100Gb() throws IOException {
    refuses("huge.npz", hugeZip(HUNDRED_GB), "declares 107374182400 bytes in 4");
  }

  @Test
  void refusesADeflateBombOfAnNpz() throws IOException {
    refuses("bomb.npz", zipOfZeros(129 << 20, 129 << 20), "lacks the magic");
  }

  /** Two windows of 160000 x 160000 float32 pixels are the first attributes of this file. */
  @Test
  void refusesAnExrOf100Gb() throws IOException {
    ByteBuffer exr = ByteBuffer.allocate(300).order(ByteOrder.LITTLE_ENDIAN);
    exr.putInt(20_000_630).putInt(2);
    attribute(exr, "channels", "chlist", 19).put("Y\0".getBytes(US_ASCII)).putInt(2);
    exr.putInt(0).putInt(1).putInt(1).put((byte) 0);
    attribute(exr, "compression", "compression", 1).put((byte) 3);
    attribute(exr, "dataWindow", "box2i", 16).putLong(0).putInt(159_999).putInt(159_999);
    attribute(exr, "displayWindow", "box2i", 16).putLong(0).putInt(159_999).putInt(159_999);
    attribute(exr, "lineOrder", "lineOrder", 1).put((byte) 0);
    refuses("huge.exr", exr.array(), "declares a size of [160000, 160000]");
  }

  private static ByteBuffer attribute(ByteBuffer exr, String name, String type, int length) {
    return exr.put((name + "\0" + type + "\0").getBytes(US_ASCII)).putInt(length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"160000 160000", "11000 11000", "99999999999 99999999999"})
  void refusesAPfmOfMoreThanItHolds(String extents) throws IOException {
    refuses("huge.pfm", ("Pf\n" + extents + "\n-1.0\nabcd").getBytes(US_ASCII), "PFM");
  }

  @ParameterizedTest
  @ValueSource(ints = {160_000, 11_000})
  void refusesAMatVariableOfMoreThanItHolds(int side) throws IOException {
    ByteBuffer mat = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    mat.putShort(124, (short) 0x0100).putShort(126, (short) ('M' << 8 | 'I')).position(128);
    mat.putInt(14).putInt(120).putInt(6).putInt(8).putInt(7).putInt(0);
    mat.putInt(5).putInt(8).putInt(side).putInt(side).putInt(1 << 16 | 1).putInt('d');
    mat.putInt(7).putInt(-1);
    refuses("huge.mat", mat.array(), "MAT variable");
  }

  private void refuses(String name, byte[] bytes, String why) throws IOException {
    refuses(Files.write(folder.resolve(name), bytes), why);
  }

  private static void refuses(Path file, String why) throws IOException {
    assertThat(read(file)).startsWith("refused ").contains(why);
  }

  /** What the other JVM says about a file. */
  private static String read(Path file) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-Xmx64m",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                BombReader.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
    assertThat(process.exitValue()).as(said).isZero();
    long millis = Long.parseLong(said.lines().skip(1).findFirst().orElseThrow());
    assertThat(millis).as(said).isLessThan(2000);
    return said.lines().findFirst().orElseThrow();
  }

  private static byte[] tarHeader(String name) {
    byte[] block = new byte[512];
    put(block, 0, name);
    put(block, 100, "0000644");
    put(block, 124, "00000000000");
    put(block, 136, "00000000000");
    block[156] = '0';
    put(block, 257, "ustar\00000");
    return block;
  }

  /** The header of a member of 100 GB, its size in binary, as GNU tar writes it. */
  private static byte[] hugeHeader(char type) {
    byte[] block = tarHeader("huge");
    block[156] = (byte) type;
    Arrays.fill(block, 124, 136, (byte) 0);
    ByteBuffer.wrap(block).put(124, (byte) 0x80).putLong(128, HUNDRED_GB);
    return signed(block);
  }

  private static void put(byte[] block, int at, String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    System.arraycopy(bytes, 0, block, at, bytes.length);
  }

  private static byte[] signed(byte[] block) {
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte value : block) {
      sum += value & 0xFF;
    }
    for (int digit = 5; digit >= 0; digit--) {
      block[148 + digit] = (byte) ('0' + (sum & 7));
      sum >>= 3;
    }
    block[154] = 0;
    return block;
  }

  private static ZipEntry emptyEntry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0);
    entry.setSize(0);
    entry.setCrc(0);
    return entry;
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  /** A zip with one member of this many zeros, which it says are another number of bytes. */
  private static byte[] zipOfZeros(int size, int declared) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("zeros"));
      byte[] zeros = new byte[1 << 16];
      for (int done = 0; done < size; done += zeros.length) {
        zip.write(zeros);
      }
    }
    byte[] all = bytes.toByteArray();
    ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putInt(directoryAt(all) + 24, declared);
    return all;
  }

  private static int directoryAt(byte[] zip) {
    return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - 6);
  }

  /** A zip of one deflated member, four bytes packed, with its size in a 64-bit extra field. */
  private static byte[] hugeZip(long size) {
    ByteBuffer zip = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    zip.putInt(0x04034b50).putShort((short) 45).putShort((short) 0).putShort((short) 8);
    zip.putInt(0).putInt(0).putInt(4).putInt(0).putShort((short) 1).putShort((short) 0);
    zip.put((byte) 'a').putInt(0);
    int directory = zip.position();
    zip.putInt(0x02014b50).putShort((short) 45).putShort((short) 45).putShort((short) 0);
    zip.putShort((short) 8).putInt(0).putInt(0).putInt(4).putInt(-1).putShort((short) 1);
    zip.putShort((short) 12).putShort((short) 0).putShort((short) 0).putShort((short) 0);
    zip.putInt(0).putInt(0).put((byte) 'a').putShort((short) 1).putShort((short) 8).putLong(size);
    int end = zip.position();
    zip.putInt(0x06054b50).putInt(0).putShort((short) 1).putShort((short) 1);
    zip.putInt(end - directory).putInt(directory).putShort((short) 0);
    return Arrays.copyOf(zip.array(), zip.position());
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
