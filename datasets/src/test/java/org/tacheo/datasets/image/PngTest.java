package org.tacheo.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;

class PngTest {
  private static final String WHERE = "a.tar!b";
  private static final float[] IDENTITY = Fixtures.identity();
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  static List<Fixtures.Raster> rgb() {
    return Fixtures.rasters("rgb-.*\\.png");
  }

  static List<Fixtures.Raster> gray16() {
    return Fixtures.rasters("gray16-.*\\.png");
  }

  @ParameterizedTest
  @MethodSource("rgb")
  void readsRgbAsPillowDoes(Fixtures.Raster raster) {
    RgbImage image = Png.readRgb(Fixtures.bytes(raster.name()), WHERE);
    assertThat(image.size()).isEqualTo(raster.size());
    assertThat(raster.spotsOf(image)).isEqualTo(raster.spots());
    assertThat(Fixtures.sha256(image.toArray())).isEqualTo(raster.sha256());
  }

  static List<Fixtures.Raster> photographs() {
    return Fixtures.rasters("photo-.*\\.png");
  }

  @ParameterizedTest
  @MethodSource("photographs")
  void readsPhotographsAsPillowDoes(Fixtures.Raster raster) {
    RgbImage image = Png.readPhotograph(Fixtures.bytes(raster.name()), WHERE);
    assertThat(image.size()).isEqualTo(raster.size());
    assertThat(raster.spotsOf(image)).isEqualTo(raster.spots());
    assertThat(Fixtures.sha256(image.toArray())).isEqualTo(raster.sha256());
  }

  @ParameterizedTest
  @CsvSource({
    "refused-palette.png, 4-bit palette (colour type 3)",
    "gray16-none.png, 16-bit grayscale (colour type 0)",
  })
  void refusesPhotographsOfOtherKinds(String name, String kind) {
    assertThat(Fixtures.refusal(PngTest::readPhotograph, Fixtures.bytes(name)))
        .contains("the PNG is " + kind, "expected 8-bit");
  }

  @ParameterizedTest
  @MethodSource("gray16")
  void readsGray16AsPillowDoes(Fixtures.Raster raster) {
    FloatMap map = Png.readGray16(Fixtures.bytes(raster.name()), WHERE, IDENTITY);
    assertThat(map.size()).isEqualTo(raster.size());
    assertThat(Fixtures.sha256Of16(map)).isEqualTo(raster.sha256());
  }

  @Test
  void readsRowsLongerThanTheWindow() {
    ImageSize size = new ImageSize(3, 30_000);
    RgbImage image = Fixtures.texture(size);
    assertThat(Png.readRgb(Png.write(image), WHERE)).isEqualTo(image);
  }

  @Test
  void mapsEveryValueThroughTheTable() {
    float[] lookup = new float[1 << 16];
    for (int i = 0; i < lookup.length; i++) {
      lookup[i] = (float) (i / 1000.0);
    }
    char[] values = {0, 1, 255, 256, 1234, 32768, 65534, 65535};
    FloatMap map = Png.readGray16(Png.writeGray16(new ImageSize(2, 4), values), WHERE, lookup);
    assertThat(map.toArray())
        .containsExactly(0f, 0.001f, 0.255f, 0.256f, 1.234f, 32.768f, 65.534f, 65.535f);
  }

  @Test
  void refusesATableOfTheWrongLength() {
    byte[] png = Fixtures.bytes("gray16-1x1.png");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Png.readGray16(png, WHERE, new float[256]));
  }

  @ParameterizedTest
  @CsvSource({
    "refused-gray8.png, 8-bit grayscale (colour type 0)",
    "refused-palette.png, 4-bit palette (colour type 3)",
    "refused-rgba.png, 8-bit RGB with alpha (colour type 6)",
    "gray16-none.png, 16-bit grayscale (colour type 0)",
  })
  void namesTheKindItFindsAndTheKindItExpects(String name, String kind) {
    assertThat(Fixtures.refusal(PngTest::readRgb, Fixtures.bytes(name)))
        .contains("the PNG is " + kind, "expected 8-bit RGB (colour type 2)");
  }

  @ParameterizedTest
  @CsvSource({"vectors-rgb8-paeth.png, 8, 255", "vectors-rgb16-paeth.png, 16, 65535"})
  void givesTheIntegersOfTriples(String name, int bits, int most) {
    RgbTriples triples = Png.readTriples(Fixtures.bytes(name), WHERE);
    assertThat(triples.bitDepth()).isEqualTo(bits);
    assertThat(triples.isZero(0)).isTrue();
    assertThat(triples.at(1, 2)).isEqualTo(most);
    int below = triples.size().width() + 1;
    assertThat(triples.isZero(below)).isFalse();
    assertThat(new int[] {triples.at(below, 0), triples.at(below, 1), triples.at(below, 2)})
        .containsExactly(0, 1, 0);
    assertThat(triples.toVectors().at(0, 0)).isEqualTo(-1f);
    assertThat(triples.toVectors().at(1, 0)).isEqualTo(1f);
  }

  @Test
  void refusesTriplesOfAnotherTypeOrFilter() {
    assertThat(Fixtures.refusal(PngTest::readTriples, Fixtures.bytes("gray16-none.png")))
        .contains("16-bit grayscale (colour type 0), expected 16-bit RGB (colour type 2)");
    assertThat(Fixtures.refusal(PngTest::readTriples, Fixtures.bytes("refused-gray8.png")))
        .contains("8-bit grayscale (colour type 0), expected 8-bit RGB (colour type 2)");
    byte[] header = header(1, 1);
    header[8] = 16;
    byte[] rows = {5, 0, 0, 0, 0, 0, 0};
    byte[] png = png(chunk("IHDR", header), chunk("IDAT", deflated(rows)), chunk("IEND"));
    assertThat(Fixtures.refusal(PngTest::readTriples, png)).contains("filter type 5");
  }

  @Test
  void refusesRgbAsDepth() {
    assertThat(Fixtures.refusal(PngTest::readGray16, Fixtures.bytes("rgb-none.png")))
        .contains("8-bit RGB (colour type 2), expected 16-bit grayscale (colour type 0)");
  }

  @Test
  void refusesInterlacedPixels() {
    byte[] header = header(1, 1);
    header[12] = 1;
    byte[] png = png(chunk("IHDR", header), chunk("IDAT", deflated(new byte[4])), chunk("IEND"));
    assertThat(Fixtures.refusal(PngTest::readRgb, png)).contains("interlaced");
  }

  @ParameterizedTest
  @CsvSource({"32768, 32768", "0, 5", "5, 0", "-1, -1", "2147483647, 2147483647", "1, 134217729"})
  void refusesAnAbsurdSizeBeforeAllocating(int height, int width) {
    byte[] data = deflated(new byte[4]);
    byte[] png = png(chunk("IHDR", header(height, width)), chunk("IDAT", data), chunk("IEND"));
    assertThat(Fixtures.refusal(PngTest::readRgb, png)).contains("declares a size of", "134217728");
  }

  @Test
  void refusesASizeThatTheCompressedBytesCannotHold() {
    byte[] data = deflated(new byte[1000]);
    byte[] png = png(chunk("IHDR", header(11_000, 12_000)), chunk("IDAT", data), chunk("IEND"));
    assertThat(Fixtures.refusal(PngTest::readRgb, png)).contains("cannot hold");
  }

  @ParameterizedTest
  @MethodSource({"rgb", "gray16"})
  void refusesAFileCutAtAnyByte(Fixtures.Raster raster) {
    Fixtures.refusesEveryCut(readerOf(raster), Fixtures.bytes(raster.name()));
  }

  @ParameterizedTest
  @MethodSource({"rgb", "gray16"})
  void refusesAFileWithAnyBitFlipped(Fixtures.Raster raster) {
    byte[] png = Fixtures.bytes(raster.name());
    for (int bit = 0; bit < 8 * png.length; bit++) {
      assertThat(Fixtures.refusesFlip(readerOf(raster), png, bit)).as("bit %d", bit).isTrue();
    }
  }

  @Test
  void refusesBytesBehindTheEnd() {
    byte[] png = Fixtures.bytes("rgb-none.png");
    assertThat(Fixtures.refusal(PngTest::readRgb, Arrays.copyOf(png, png.length + 1)))
        .contains("ends at byte " + png.length);
  }

  @Test
  void refusesTooManyAndTooFewRows() {
    byte[] rows = new byte[4 * 7];
    assertThat(Fixtures.refusal(PngTest::readRgb, rgb(6, deflated(rows))))
        .contains("more rows than the 6");
    assertThat(Fixtures.refusal(PngTest::readRgb, rgb(8, deflated(rows))))
        .contains("fewer rows than the 8");
    assertThat(Png.readRgb(rgb(7, deflated(rows)), WHERE).size()).isEqualTo(new ImageSize(7, 1));
  }

  @Test
  void refusesACompressedStreamThatIsCutCorruptOrFollowedByMore() {
    byte[] data = deflated(new byte[4 * 7]);
    for (int length = 1; length < data.length; length++) {
      byte[] cut = Arrays.copyOf(data, length);
      assertThat(Fixtures.refusal(PngTest::readRgb, rgb(7, cut))).contains("compressed");
    }
    byte[] longer = Arrays.copyOf(data, data.length + 1);
    assertThat(Fixtures.refusal(PngTest::readRgb, rgb(7, longer)))
        .contains("bytes after its compressed stream");
    byte[] header = chunk("IHDR", header(7, 1));
    byte[] another = png(header, chunk("IDAT", data), chunk("IDAT", data), chunk("IEND"));
    assertThat(Fixtures.refusal(PngTest::readRgb, another))
        .contains("bytes after its compressed stream");
    byte[] wrongSum = data.clone();
    wrongSum[data.length - 1] ^= 1;
    assertThat(Fixtures.refusal(PngTest::readRgb, rgb(7, wrongSum))).contains("corrupt");
  }

  @Test
  void refusesAnUnknownFilter() {
    byte[] rows = new byte[4 * 7];
    rows[4 * 3] = 5;
    assertThat(Fixtures.refusal(PngTest::readRgb, rgb(7, deflated(rows))))
        .contains("filter type 5");
  }

  @Test
  void acceptsEmptyDataChunksAndChunksItNeedNotKnow() {
    byte[] header = chunk("IHDR", header(7, 1));
    byte[] data = deflated(new byte[4 * 7]);
    byte[] empty = chunk("IDAT");
    byte[] text = chunk("tEXt", (byte) 'a', (byte) 0, (byte) 'b');
    byte[] png =
        png(
            header,
            text,
            chunk("PLTE", new byte[3]),
            empty,
            chunk("IDAT", data),
            empty,
            text,
            chunk("IEND"));
    assertThat(Png.readRgb(png, WHERE).size()).isEqualTo(new ImageSize(7, 1));
  }

  @Test
  void refusesChunksOutOfOrderOrUnknown() {
    byte[] header = chunk("IHDR", header(7, 1));
    byte[] data = chunk("IDAT", deflated(new byte[4 * 7]));
    byte[] end = chunk("IEND");
    byte[] text = chunk("tEXt", (byte) 'a', (byte) 0, (byte) 'b');
    assertThat(Fixtures.refusal(PngTest::readRgb, png(data, header, end)))
        .contains("IDAT", "out of order");
    assertThat(Fixtures.refusal(PngTest::readRgb, png(header, header, data, end))).contains("IHDR");
    assertThat(Fixtures.refusal(PngTest::readRgb, png(header, end))).contains("no IDAT");
    assertThat(Fixtures.refusal(PngTest::readRgb, png(header, data, text, data, end)))
        .contains("follow");
    assertThat(Fixtures.refusal(PngTest::readRgb, png(header, data, chunk("IEND", (byte) 0))))
        .contains("IEND");
    assertThat(Fixtures.refusal(PngTest::readRgb, png(header, chunk("ABcD"), data, end)))
        .contains("ABcD");
    assertThat(
            Fixtures.refusal(PngTest::readRgb, png(header, data, chunk("PLTE", new byte[3]), end)))
        .contains("PLTE");
    assertThat(Fixtures.refusal(PngTest::readRgb, png(chunk("IHDR", new byte[12]), data, end)))
        .contains("13");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void survivesGarbledStreamsWithRightChecksums(long seed) {
    Random random = new Random(seed);
    byte[] rows = new byte[4 * 64];
    random.nextBytes(rows);
    byte[] data = deflated(rows);
    int refused = 0;
    for (int i = 0; i < 500; i++) {
      byte[] garbled = data.clone();
      garbled[random.nextInt(garbled.length)] ^= (byte) (1 << random.nextInt(8));
      refused += refuses(rgb(64, garbled)) ? 1 : 0;
    }
    // All but a flip in the few bits that pad the last block to a byte.
    assertThat(refused).isGreaterThan(490);
  }

  private static boolean refuses(byte[] png) {
    try {
      Png.readRgb(png, WHERE);
      return false;
    } catch (DataException e) {
      return true;
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5, 7", "2, 21845", "3, 21845", "480, 640"})
  void readsBackWhatItWrites(int height, int width) {
    ImageSize size = new ImageSize(height, width);
    RgbImage image = Fixtures.texture(size);
    assertThat(Png.readRgb(Png.write(image), WHERE)).isEqualTo(image);

    char[] values = new char[size.pixels()];
    float[] expected = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (char) (i * 7919);
      expected[i] = values[i];
    }
    FloatMap map = Png.readGray16(Png.writeGray16(size, values), WHERE, IDENTITY);
    assertThat(map).isEqualTo(FloatMap.owning(size, expected));
  }

  @Test
  void writesStoredBlocks() {
    byte[] png = Png.writeGray16(new ImageSize(1, 2), new char[] {0x0102, 0xFF03});
    // Window and level, one final stored block of five bytes, its complement, the row, and
    // Adler-32:
    // low 1 + 0 + 1 + 2 + 255 + 3 = 262, high 1 + 2 + 4 + 259 + 262 = 528.
    byte[] data = {
      0x78, 0x01, 1, 5, 0, (byte) 0xFA, (byte) 0xFF, 0, 1, 2, (byte) 0xFF, 3, 0x02, 0x10, 0x01, 0x06
    };
    byte[] header = header(1, 2);
    header[8] = 16;
    header[9] = 0;
    assertThat(png).isEqualTo(png(chunk("IHDR", header), chunk("IDAT", data), chunk("IEND")));
  }

  @Test
  void refusesToWriteTheWrongNumberOfValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Png.writeGray16(new ImageSize(2, 2), new char[3]));
  }

  private static Consumer<byte[]> readerOf(Fixtures.Raster raster) {
    return raster.name().startsWith("rgb") ? PngTest::readRgb : PngTest::readGray16;
  }

  /** An image one pixel wide. */
  private static byte[] rgb(int height, byte[] data) {
    return png(chunk("IHDR", header(height, 1)), chunk("IDAT", data), chunk("IEND"));
  }

  private static byte[] header(int height, int width) {
    return ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 8).put((byte) 2).array();
  }

  private static byte[] png(byte[]... chunks) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(SIGNATURE);
    for (byte[] chunk : chunks) {
      png.writeBytes(chunk);
    }
    return png.toByteArray();
  }

  private static byte[] chunk(String type, byte... data) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + data.length).putInt(data.length);
    chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, 4 + data.length);
    return chunk.putInt((int) crc.getValue()).array();
  }

  private static byte[] deflated(byte[] rows) {
    Deflater deflater = new Deflater();
    deflater.setInput(rows);
    deflater.finish();
    byte[] data = new byte[rows.length + 64];
    int length = deflater.deflate(data);
    deflater.end();
    return Arrays.copyOf(data, length);
  }

  private static RgbTriples readTriples(byte[] bytes) {
    return Png.readTriples(bytes, WHERE);
  }

  private static RgbImage readPhotograph(byte[] bytes) {
    return Png.readPhotograph(bytes, WHERE);
  }

  private static RgbImage readRgb(byte[] bytes) {
    return Png.readRgb(bytes, WHERE);
  }

  private static FloatMap readGray16(byte[] bytes) {
    return Png.readGray16(bytes, WHERE, IDENTITY);
  }
}
