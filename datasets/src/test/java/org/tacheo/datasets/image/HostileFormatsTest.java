package org.tacheo.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;

/** Files that lie about what they hold, and unusual ones that do not. */
class HostileFormatsTest {
  private static final String WHERE = "a.tar!b";
  private static final FloatMap MAP = FloatMap.of(new ImageSize(2, 3), 1, 2, 3, 4, 5, 6);

  // NPZ

  @Test
  void readsZip64Records() {
    byte[] npy = Npy.write(MAP);
    byte[] npz = zip64(npy, npy.length, 1);
    assertThat(Npz.read(npz, WHERE, Optional.empty()).toMap()).isEqualTo(MAP);
    Fixtures.refusesEveryCut(HostileFormatsTest::npz, npz);
    int refused = 0;
    for (int bit = 0; bit < 8 * npz.length; bit++) {
      refused += Fixtures.refusesFlip(HostileFormatsTest::npz, npz, bit) ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(8 * npy.length);
  }

  @ParameterizedTest
  @ValueSource(longs = {100L << 30, 1L << 62, -1, Long.MIN_VALUE})
  void refusesAnNpzMemberThatDeclaresMoreThanItHolds(long size) {
    assertThat(Fixtures.refusal(HostileFormatsTest::npz, zip64(Npy.write(MAP), size, 1)))
        .contains("declares " + size + " bytes in");
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000_000, 1L << 40, -1, 2, 0})
  void refusesACountOfNpzMembersThatIsNotTheirs(long count) {
    Fixtures.refusal(HostileFormatsTest::npz, zip64(Npy.write(MAP), Npy.write(MAP).length, count));
  }

  @Test
  void refusesAnNpzMemberThatInflatesToMoreOrLess() {
    byte[] npy = Npy.write(MAP);
    for (int size : new int[] {npy.length - 1, npy.length + 1}) {
      // The array's own header disagrees with the declared size before any byte is missed.
      assertThat(Fixtures.refusal(HostileFormatsTest::npz, zip(npy, size)))
          .contains("has 152 bytes, got " + size);
    }
    byte[] longer = Arrays.copyOf(npy, npy.length + 1);
    assertThat(Fixtures.refusal(HostileFormatsTest::npz, zip(longer, npy.length)))
        .contains("does not end where its array does");
    byte[] shorter = Arrays.copyOf(npy, npy.length - 1);
    assertThat(Fixtures.refusal(HostileFormatsTest::npz, zip(shorter, npy.length)))
        .contains("holds fewer bytes than it declares");
  }

  @Test
  void refusesAnNpzArrayThatItsDeflatedBytesCannotHold() {
    byte[] header = Arrays.copyOf(Npy.write(MAP), 128);
    byte[] huge = replaced(header, "(2, 3), ", "(8192, 16384), ");
    long size = 128 + 4L * 8192 * 16384;
    assertThat(Fixtures.refusal(HostileFormatsTest::npz, zip64(huge, size, 1)))
        .contains("declares " + size + " bytes in");
  }

  @Test
  void refusesASecondMemberOfTheSameName() {
    byte[] npz = zip(Npy.write(MAP), 152);
    assertThat(NpzMembers.of(npz, WHERE)).hasSize(1);
    assertThat(Fixtures.refusal(b -> Npz.read(b, WHERE, Optional.of("b")), npz))
        .contains("holds the arrays a, expected one named b");
  }

  @Test
  void refusesAZipWithBytesBeforeOrAComment() {
    byte[] npz = zip(Npy.write(MAP), 152);
    byte[] shifted = new byte[npz.length + 1];
    System.arraycopy(npz, 0, shifted, 1, npz.length);
    assertThat(Fixtures.refusal(HostileFormatsTest::npz, shifted)).contains("its directory");
    byte[] commented = Arrays.copyOf(npz, npz.length + 3);
    commented[npz.length - 2] = 3;
    assertThat(Fixtures.refusal(HostileFormatsTest::npz, commented)).contains("does not end with");
  }

  // PFM

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Pf 2 3 1.0 | 24 | ok",
        "Pf 2 3 -1 | 24 | ok",
        "Pf 2 3 +1. | 24 | ok",
        "Pf   2 \t 3 -1.000000e+00 | 24 | ok",
        "Pf 2 3 -0.003922 | 24 | has the scale \"-0.003922\", expected 1.0 or -1.0",
        "Pf 2 3 0 | 24 | has the scale \"0\"",
        "Pf 2 3 nan | 24 | has the scale \"nan\"",
        "Pf 2 3 1e1 | 24 | has the scale \"1e1\"",
        "Pf 2 3 1.0 | 23 | has 24 bytes behind its header, got 23",
        "Pf 2 3 1.0 | 25 | has 24 bytes behind its header, got 25",
        "Pf -2 3 1.0 | 24 | has the extent \"-2\"",
        "Pf 0 3 1.0 | 0 | declares a size of [3, 0]",
        "Pf 2.0 3 1.0 | 24 | has the extent \"2.0\"",
        "Pf 99999999999 3 1.0 | 24 | has the extent",
        "Pf 9999999999 9999999999 1.0 | 24 | declares a size of",
        "Pf 8192 16384 1.0 | 24 | has 536870912 bytes behind its header",
        "PF 2 3 1.0 | 72 | has 3 values a pixel, expected 1",
        "Pf2 3 1.0 | 24 | not a PFM file",
        "P6 2 3 255 | 24 | not a PFM file",
      })
  void readsOnlyWholePlainPfm(String header, int bytes, String message) {
    byte[] start = (header + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] pfm = Arrays.copyOf(start, start.length + bytes);
    if (message.equals("ok")) {
      assertThat(Pfm.readMap(pfm, WHERE)).isEqualTo(FloatMap.of(new ImageSize(3, 2), new float[6]));
    } else {
      assertThat(Fixtures.refusal(b -> Pfm.readMap(b, WHERE), pfm)).contains(message);
    }
  }

  // MAT

  @Test
  void readsWhatTheHelpersOfThisTestWrite() {
    byte[] variable = variable("x", 6, 3, 2, 1, 9, 48);
    for (byte[] mat : new byte[][] {mat(14, variable), mat(15, deflated(matrix(variable)))}) {
      assertThat(Mat.read(mat, WHERE, Optional.empty()).toMap().size())
          .isEqualTo(new ImageSize(3, 2));
    }
  }

  @Test
  void readsArraysOfSeveralPieces() {
    int height = 300;
    int width = 401;
    float[] values = new float[height * width];
    byte[] variable = variable("x", 6, height, width, 1, 9, 8 * values.length);
    ByteBuffer columns = ByteBuffer.wrap(variable).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 0.37f;
      int place = i % width * height + i / width;
      columns.putDouble(variable.length - 8 * (values.length - place), values[i]);
    }
    FloatMap map = FloatMap.owning(new ImageSize(height, width), values);
    for (byte[] mat : new byte[][] {mat(14, variable), mat(15, deflated(matrix(variable)))}) {
      assertThat(Mat.read(mat, WHERE, Optional.empty()).toMap()).isEqualTo(map);
    }
    byte[] npy = Npy.write(map);
    assertThat(Npz.read(zip(npy, npy.length), WHERE, Optional.empty()).toMap()).isEqualTo(map);
  }

  @ParameterizedTest
  @CsvSource({
    "8192, 8192, 8, 'declares the shape [8192, 8192, 8]'",
    "2147483647, 2147483647, 2147483647, declares the shape",
    "-1, 2, 2, declares the shape",
    "65536, 65536, 0, declares the shape",
    "8192, 16384, 1, holds 48 bytes of type 9 for the shape",
    "3, 2, 2, holds 48 bytes of type 9 for the shape",
    "0, 2, 2, holds 48 bytes of type 9 for the shape",
  })
  void refusesAMatShapeThatItsBytesDoNotHold(int first, int second, int third, String message) {
    byte[] variable = variable("x", 6, first, second, third, 9, 48);
    for (byte[] mat : new byte[][] {mat(14, variable), mat(15, deflated(matrix(variable)))}) {
      assertThat(Fixtures.refusal(HostileFormatsTest::mat, mat)).contains(message);
    }
  }

  @Test
  void refusesAMatLengthThatTheFileDoesNotBack() {
    byte[] variable = variable("x", 6, 8192, 16384, 1, 9, 48);
    int lengthAt = variable.length - 48 - 4;
    byte[] lying = withInt(variable, lengthAt, 8 << 27);
    assertThat(Fixtures.refusal(HostileFormatsTest::mat, mat(14, lying)))
        .contains("declares 1073741824 bytes, 48 are left");
    byte[] packed = withInt(matrix(lying), 4, variable.length + (8 << 27));
    assertThat(Fixtures.refusal(HostileFormatsTest::mat, mat(15, deflated(packed))))
        .contains("inflates to an element of type 14 that declares");
  }

  @Test
  void refusesACompressedMatThatEndsEarlyOrLate() {
    byte[] matrix = matrix(variable("x", 6, 3, 2, 1, 9, 48));
    byte[] packed = deflated(Arrays.copyOf(matrix, matrix.length - 1));
    assertThat(Fixtures.refusal(HostileFormatsTest::mat, mat(15, packed)))
        .contains("holds fewer bytes than it declares");
    packed = deflated(Arrays.copyOf(matrix, matrix.length + 1));
    assertThat(Fixtures.refusal(HostileFormatsTest::mat, mat(15, packed)))
        .contains("does not end where its array does");
    packed = Arrays.copyOf(deflated(matrix), deflated(matrix).length + 8);
    assertThat(Fixtures.refusal(HostileFormatsTest::mat, mat(15, packed)))
        .contains("does not end where its array does");
  }

  @Test
  void refusesMatVariablesNested() {
    byte[] inner = matrix(variable("x", 6, 3, 2, 1, 9, 48));
    byte[] nested =
        mat(
            15,
            deflated(
                ByteBuffer.allocate(inner.length + 8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(15)
                    .putInt(inner.length)
                    .put(inner)
                    .array()));
    assertThat(Fixtures.refusal(HostileFormatsTest::mat, nested)).contains("element of type 15");
  }

  @Test
  void refusesThousandsOfMatVariables() {
    byte[] one = matrix(variable("x", 4, 0, 0, 1, 9, 0));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(Arrays.copyOf(mat(14, one), 128));
    for (int i = 0; i < 2000; i++) {
      all.writeBytes(one);
    }
    assertThat(Fixtures.refusal(HostileFormatsTest::mat, all.toByteArray()))
        .contains("more than 1024 variables");
  }

  private static byte[] mat(int type, byte[] element) {
    ByteBuffer mat = ByteBuffer.allocate(136 + element.length).order(ByteOrder.LITTLE_ENDIAN);
    mat.putShort(124, (short) 0x0100).put(126, (byte) 'I').put(127, (byte) 'M');
    return mat.putInt(128, type).putInt(132, element.length).put(136, element).array();
  }

  /** A variable with the tag that it has within a compressed one. */
  private static byte[] matrix(byte[] variable) {
    return ByteBuffer.allocate(variable.length + 8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(14)
        .putInt(variable.length)
        .put(variable)
        .array();
  }

  /** A variable of zeros; a third extent of one is left out. */
  private static byte[] variable(
      String name, int arrayClass, int first, int second, int third, int type, int dataBytes) {
    ByteBuffer variable = ByteBuffer.allocate(200 + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    variable.putInt(6).putInt(8).putInt(arrayClass).putInt(0);
    if (third == 1) {
      variable.putInt(5).putInt(8).putInt(first).putInt(second);
    } else {
      variable.putInt(5).putInt(12).putInt(first).putInt(second).putInt(third).putInt(0);
    }
    variable.putInt(1 << 16 | 1).put((byte) name.charAt(0)).put(new byte[3]);
    variable.putInt(type).putInt(dataBytes);
    return Arrays.copyOf(variable.array(), variable.position() + dataBytes);
  }

  private static byte[] withInt(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return changed;
  }

  private static byte[] replaced(byte[] bytes, String from, String to) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String padded =
        text.replace(from, to).replaceFirst(" {" + (to.length() - from.length()) + "}\n", "\n");
    return padded.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A member a.npy, deflated, said to be of this size. */
  private static byte[] zip(byte[] content, int size) {
    byte[] packed = raw(content);
    ByteBuffer zip = ByteBuffer.allocate(packed.length + 200).order(ByteOrder.LITTLE_ENDIAN);
    local(zip, packed.length, size, content);
    zip.put(packed);
    int directory = zip.position();
    central(zip, packed.length, size, content, 0);
    int end = zip.position();
    zip.putInt(0x06054B50).putInt(0).putShort((short) 1).putShort((short) 1);
    zip.putInt(end - directory).putInt(directory).putShort((short) 0);
    return Arrays.copyOf(zip.array(), zip.position());
  }

  /** The same with all its numbers in zip64 records. */
  private static byte[] zip64(byte[] content, long size, long count) {
    byte[] packed = raw(content);
    ByteBuffer zip = ByteBuffer.allocate(packed.length + 400).order(ByteOrder.LITTLE_ENDIAN);
    local(zip, -1, -1, content);
    zip.put(packed);
    int directory = zip.position();
    central(zip, -1, -1, content, 28);
    zip.putShort((short) 1).putShort((short) 24).putLong(size).putLong(packed.length).putLong(0);
    int end = zip.position();
    zip.putInt(0x06064B50).putLong(44).putInt(0).putLong(0).putLong(count).putLong(count);
    zip.putLong(end - directory).putLong(directory);
    zip.putInt(0x07064B50).putInt(0).putLong(end).putInt(1);
    zip.putInt(0x06054B50).putInt(0).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
    return Arrays.copyOf(zip.array(), zip.position());
  }

  private static void local(ByteBuffer zip, int packed, int size, byte[] content) {
    zip.putInt(0x04034B50).putShort((short) 45).putShort((short) 0).putShort((short) 8).putInt(0);
    zip.putInt(crc(content)).putInt(packed).putInt(size).putShort((short) 5).putShort((short) 0);
    zip.put("a.npy".getBytes(StandardCharsets.US_ASCII));
  }

  private static void central(ByteBuffer zip, int packed, int size, byte[] content, int extra) {
    zip.putInt(0x02014B50).putInt(45 << 16 | 45).putShort((short) 0).putShort((short) 8).putInt(0);
    zip.putInt(crc(content)).putInt(packed).putInt(size).putShort((short) 5);
    zip.putShort((short) extra).put(new byte[10]).putInt(extra == 0 ? 0 : -1);
    zip.put("a.npy".getBytes(StandardCharsets.US_ASCII));
  }

  private static int crc(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return (int) crc.getValue();
  }

  private static byte[] raw(byte[] content) {
    return deflated(content, new Deflater(Deflater.DEFAULT_COMPRESSION, true));
  }

  private static byte[] deflated(byte[] content) {
    return deflated(content, new Deflater());
  }

  private static byte[] deflated(byte[] content, Deflater deflater) {
    deflater.setInput(content);
    deflater.finish();
    byte[] data = new byte[content.length + 64];
    int length = deflater.deflate(data);
    deflater.end();
    return Arrays.copyOf(data, length);
  }

  private static void npz(byte[] bytes) {
    Npz.read(bytes, WHERE, Optional.empty());
  }

  private static void mat(byte[] bytes) {
    Mat.read(bytes, WHERE, Optional.empty());
  }
}
