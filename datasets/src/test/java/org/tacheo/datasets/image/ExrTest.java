package org.tacheo.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;

class ExrTest {
  private static final String WHERE = "a.tar!b";

  /** Where the version stands in every file. */
  private static final int VERSION_AT = 4;

  /** Bytes of an entry of the offset table. */
  private static final int TABLE_BYTES = 8;

  static List<List<String>> files() {
    return Fixtures.table("exr.txt").toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsWhatTheReferenceReads(List<String> expected) {
    byte[] exr = Fixtures.bytes(expected.get(0));
    ImageSize size =
        new ImageSize(Integer.parseInt(expected.get(1)), Integer.parseInt(expected.get(2)));
    if (isMap(expected)) {
      FloatMap map = Exr.readMap(exr, WHERE);
      assertThat(map.size()).isEqualTo(size);
      assertThat(Fixtures.sha256(map.toArray())).isEqualTo(expected.get(4));
    } else {
      assertThat(Exr.readVectors(exr, WHERE).size()).isEqualTo(size);
      assertThat(Fixtures.sha256(Exr.readVectors(exr, WHERE).toArray())).isEqualTo(expected.get(4));
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void refusesAFileCutAtAnyByteOrWithMore(List<String> expected) {
    byte[] exr = Fixtures.bytes(expected.get(0));
    Fixtures.refusesEveryCut(readerOf(expected), exr);
    assertThat(Fixtures.refusal(readerOf(expected), Arrays.copyOf(exr, exr.length + 1)))
        .contains("ends at byte " + exr.length);
  }

  @ParameterizedTest
  @MethodSource("files")
  void throwsNothingUnexpectedWhenABitIsFlipped(List<String> expected) {
    byte[] exr = Fixtures.bytes(expected.get(0));
    int refused = 0;
    // Of a larger file every third bit, so that each place in a byte has its turn.
    for (int bit = 0; bit < 8 * exr.length; bit += exr.length > 600 ? 3 : 1) {
      refused += Fixtures.refusesFlip(readerOf(expected), exr, bit) ? 1 : 0;
    }
    // At least all of the magic, the version, the offset table and the chunks' headers.
    assertThat(refused).isGreaterThan(8 * 24);
  }

  @ParameterizedTest
  @CsvSource({
    "refused-rle.exr, compressed with RLE",
    "refused-piz.exr, compressed with PIZ",
    "refused-pxr24.exr, compressed with PXR24",
    "refused-b44.exr, compressed with B44",
    "refused-b44a.exr, compressed with B44A",
    "refused-dwaa.exr, compressed with DWAA",
    "refused-dwab.exr, compressed with DWAB",
    "refused-tiled.exr, the EXR is tiled",
    "refused-parts.exr, the EXR is of several parts",
    "refused-window.exr, 'window (0, 0) to (4, 18) of an image of the window (0, 0) to (7, 13)'",
  })
  void refusesByNameWhatItDoesNotRead(String name, String message) {
    assertThat(Fixtures.refusal(ExrTest::readVectors, Fixtures.bytes(name))).contains(message);
  }

  @Test
  void refusesChannelsThatDoNotSayWhatTheyAre() {
    assertThat(Fixtures.refusal(ExrTest::readMap, Fixtures.bytes("float-zip.exr")))
        .contains("the channels B, G, R, expected one of Y, Z or V");
    assertThat(Fixtures.refusal(ExrTest::readMap, Fixtures.bytes("mixed-types.exr")))
        .contains("the channels A, X, Y, Z, mask, expected one of Y, Z or V");
    assertThat(Fixtures.refusal(ExrTest::readVectors, Fixtures.bytes("single-Y.exr")))
        .contains("the channels Y, expected R, G and B, or X, Y and Z, not both");
    byte[] both = exr(1, 1, new byte[24], "B", "G", "R", "X", "Y", "Z");
    assertThat(Fixtures.refusal(ExrTest::readVectors, both)).contains("not both");
    assertThat(Fixtures.refusal(ExrTest::readMap, exr(1, 1, new byte[16], "B", "G", "R", "Z")))
        .contains("the channels B, G, R, Z");
    assertThat(Fixtures.refusal(ExrTest::readMap, exr(1, 1, new byte[4], "depth")))
        .contains("the channels depth");
  }

  @Test
  void refusesChannelsOutOfOrderTwiceOrNone() {
    assertThat(Fixtures.refusal(ExrTest::readVectors, exr(1, 1, new byte[12], "R", "G", "B")))
        .contains("channel G does not follow R");
    assertThat(Fixtures.refusal(ExrTest::readMap, exr(1, 1, new byte[8], "Y", "Y")))
        .contains("channel Y does not follow Y");
    assertThat(Fixtures.refusal(ExrTest::readMap, exr(1, 1, new byte[0]))).contains("is empty");
  }

  @Test
  void keepsWhatIsNotFinite() {
    byte[] data =
        ByteBuffer.allocate(12)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(Float.NaN)
            .putFloat(Float.NEGATIVE_INFINITY)
            .putFloat(-0f)
            .array();
    assertThat(Exr.readMap(exr(1, 3, data, "V"), WHERE))
        .isEqualTo(FloatMap.of(new ImageSize(1, 3), Float.NaN, Float.NEGATIVE_INFINITY, -0f));
  }

  @Test
  void refusesDeepAndUnknownVersions() {
    byte[] exr = exr(1, 1, new byte[4], "Y");
    exr[VERSION_AT + 1] = 8;
    assertThat(Fixtures.refusal(ExrTest::readMap, exr)).contains("the EXR is deep");
    exr[VERSION_AT + 1] = 0;
    exr[VERSION_AT] = 3;
    assertThat(Fixtures.refusal(ExrTest::readMap, exr)).contains("version field 3, expected 2");
    exr[VERSION_AT] = 2;
    exr[VERSION_AT + 1] = 4;
    assertThat(Exr.readMap(exr, WHERE)).isEqualTo(FloatMap.of(new ImageSize(1, 1), 0f));
  }

  @Test
  void refusesAnOffsetTableThatDoesNotLeadToTheRows() {
    byte[] exr = exr(3, 1, new byte[12], "Y");
    int table = exr.length - 3 * (TABLE_BYTES + 8 + 4);
    int first = table + 3 * TABLE_BYTES;
    assertThat(Fixtures.refusal(ExrTest::readMap, with(exr, table + 8, first)))
        .contains("puts row 1 at byte " + first + ", it lies at byte " + (first + 12));
    assertThat(Fixtures.refusal(ExrTest::readMap, with(exr, table, 0)))
        .contains("puts row 0 at byte 0");
    assertThat(Fixtures.refusal(ExrTest::readMap, with(exr, first, 1)))
        .contains("puts row 1 at byte " + (first + 12) + ", it lies at byte " + first);
    assertThat(Fixtures.refusal(ExrTest::readMap, with(exr, first, 3))).contains("row 3");
    assertThat(Fixtures.refusal(ExrTest::readMap, with(exr, first, -1))).contains("row -1");
    assertThat(Fixtures.refusal(ExrTest::readMap, with(exr, first + 4, 3))).contains("3 bytes");
    assertThat(Fixtures.refusal(ExrTest::readMap, with(exr, first + 4, -1)))
        .contains("4294967295 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "65536, 65536, declares a size of",
    "134217728, 1, cannot hold",
    "1, 134217728, cannot hold",
    "8192, 16384, cannot hold",
    "100, 100, cut in its offset table",
    "2147483647, 2147483647, declares a size of",
    "0, 1, declares a size of",
    "-5, 1, declares a size of",
  })
  void refusesASizeThatTheFileDoesNotBackBeforeAllocating(int height, int width, String message) {
    byte[] exr = exr(1, 1, new byte[4], "Y");
    int window = indexOf(exr, "dataWindow") + "dataWindow box2i ....".length();
    int display = indexOf(exr, "displayWindow") + "displayWindow box2i ....".length();
    byte[] lying = exr;
    for (int at : List.of(window, display)) {
      lying = with(with(lying, at + 8, width - 1), at + 12, height - 1);
    }
    assertThat(Fixtures.refusal(ExrTest::readMap, lying)).contains(message);
  }

  @Test
  void refusesAChunkThatUnpacksToMoreOrLessThanItsRows() {
    for (int surplus : new int[] {-1, 1, 100_000}) {
      byte[] packed = deflated(new byte[1024 + surplus]);
      assertThat(Fixtures.refusal(ExrTest::readMap, zip(256, packed)))
          .contains("does not unpack to the 1024 bytes of its rows");
    }
    assertThat(Exr.readMap(zip(256, deflated(new byte[1024])), WHERE).size())
        .isEqualTo(new ImageSize(1, 256));
    byte[] packed = deflated(new byte[1024]);
    assertThat(Fixtures.refusal(ExrTest::readMap, zip(256, Arrays.copyOf(packed, 30))))
        .contains("does not unpack to the 1024 bytes of its rows");
    assertThat(Fixtures.refusal(ExrTest::readMap, zip(256, Arrays.copyOf(packed, 9))))
        .contains("is cut");
  }

  @Test
  void refusesAttributesTwiceMissingOrOfTheWrongKind() {
    byte[] exr = exr(1, 1, new byte[4], "Y");
    assertThat(Fixtures.refusal(ExrTest::readMap, renamed(exr, "lineOrder", "lineOrdeR")))
        .contains("lacks the attribute lineOrder");
    int at = indexOf(exr, "lineOrder");
    byte[] twice = new byte[exr.length + 25];
    System.arraycopy(exr, 0, twice, 0, at);
    System.arraycopy(exr, at, twice, at + 25, exr.length - at);
    System.arraycopy(exr, at, twice, at, 25);
    assertThat(Fixtures.refusal(ExrTest::readMap, twice))
        .contains("attribute lineOrder is there twice");
    twice[at + 24] = 3;
    assertThat(Fixtures.refusal(ExrTest::readMap, twice)).contains("lineOrder says nothing");
    assertThat(Fixtures.refusal(ExrTest::readMap, renamed(exr, "chlist", "chLIST")))
        .contains("channels is of type chLIST, expected chlist");
  }

  private static byte[] renamed(byte[] exr, String from, String to) {
    byte[] changed = exr.clone();
    byte[] name = to.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(name, 0, changed, indexOf(exr, from), name.length);
    return changed;
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    byte[] changed = bytes.clone();
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return changed;
  }

  /** A ZIP file of one row of floats with this chunk. */
  private static byte[] zip(int width, byte[] packed) {
    byte[] plain = exr(1, width, new byte[4 * width], "Y");
    byte[] exr = Arrays.copyOf(plain, plain.length - 4 * width + packed.length);
    System.arraycopy(packed, 0, exr, plain.length - 4 * width, packed.length);
    exr[indexOf(exr, "compression\0compression") + 28] = (byte) ExrCompression.ZIP.code();
    return with(exr, plain.length - 4 * width - 4, packed.length);
  }

  /** A file of float channels without compression; the data are those of its rows. */
  private static byte[] exr(int height, int width, byte[] data, String... channels) {
    byte[] model =
        ExrWriter.write(FloatMap.of(new ImageSize(1, 1), 0f), ExrType.FLOAT, ExrCompression.NONE);
    int list = indexOf(model, "chlist") + "chlist ".length();
    int listEnd = list + 4 + 18 + 1;
    int headerEnd = model.length - TABLE_BYTES - 8 - 4;
    ByteBuffer exr = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    exr.put(model, 0, list).putInt(0);
    for (String channel : channels) {
      exr.put((channel + "\0").getBytes(StandardCharsets.US_ASCII));
      exr.putInt(ExrType.FLOAT.code()).putInt(0).putInt(1).putInt(1);
    }
    exr.put((byte) 0).putInt(list, exr.position() - list - 4);
    int shift = exr.position() - listEnd;
    exr.put(model, listEnd, headerEnd - listEnd);
    for (String window : List.of("dataWindow", "displayWindow")) {
      int at = indexOf(model, window) + shift + (window + " box2i ....").length();
      exr.putInt(at + 8, width - 1).putInt(at + 12, height - 1);
    }
    int rowBytes = data.length / height;
    int first = exr.position() + TABLE_BYTES * height;
    for (int row = 0; row < height; row++) {
      exr.putLong(first + (long) row * (8 + rowBytes));
    }
    for (int row = 0; row < height; row++) {
      exr.putInt(row).putInt(rowBytes).put(data, row * rowBytes, rowBytes);
    }
    return Arrays.copyOf(exr.array(), exr.position());
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    byte[] data = new byte[bytes.length + 64];
    int length = deflater.deflate(data);
    deflater.end();
    return Arrays.copyOf(data, length);
  }

  private static boolean isMap(List<String> expected) {
    return expected.get(3).equals("1");
  }

  private static Consumer<byte[]> readerOf(List<String> expected) {
    return isMap(expected) ? ExrTest::readMap : ExrTest::readVectors;
  }

  private static void readMap(byte[] exr) {
    Exr.readMap(exr, WHERE);
  }

  private static void readVectors(byte[] exr) {
    Exr.readVectors(exr, WHERE);
  }
}
