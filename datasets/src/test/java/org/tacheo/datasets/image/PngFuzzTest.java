package org.tacheo.datasets.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;
import org.tacheo.datasets.Hostile;

class PngFuzzTest {
  /** A deflated byte may become 1032; two of them become a float. */
  private static final long EXPANSION = 2 * 1032 + 64;

  private static final int BIT_DEPTH_AT = 24;
  private static final int COLOUR_TYPE_AT = 25;
  private static final ImageReader READER = ImageIO.getImageReadersByFormatName("png").next();
  private static final String WHERE = "a.tar!b";
  private static final float[] IDENTITY = identity();

  private static float[] identity() {
    float[] lookup = new float[1 << 16];
    for (int i = 0; i < lookup.length; i++) {
      lookup[i] = i;
    }
    return lookup;
  }

  static Stream<byte[]> seeds() {
    Stream<String> files =
        Stream.concat(
            Fixtures.rasters(".*png").stream().map(Fixtures.Raster::name),
            Stream.of(
                "refused-gray8.png",
                "refused-palette.png",
                "refused-rgba.png",
                "vectors-rgb16-paeth.png",
                "vectors-rgb16-average.png"));
    byte[] rows = new byte[200];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (byte) (i % 7 * i);
    }
    Stream<byte[]> kinds =
        Stream.of(6, 7, 8)
            .map(
                kind -> {
                  byte[] kindAndRows = rows.clone();
                  kindAndRows[0] = kind.byteValue();
                  return kindAndRows;
                });
    return Stream.concat(files.map(Fixtures::bytes), kinds);
  }

  /**
   * Bytes that start like a PNG are one, whose CRCs are set right in a second reading. All others
   * are the filtered rows of one, so that filters are met more often than streams that do not
   * inflate.
   */
  @MethodSource("seeds")
  @FuzzTest
  void png(byte[] bytes) throws IOException {
    if (bytes.length < 4 || bytes[0] != (byte) 0x89) {
      read(fromRows(bytes));
      return;
    }
    read(bytes);
    byte[] repaired = repaired(bytes);
    if (!Arrays.equals(bytes, repaired)) {
      read(repaired);
    }
  }

  /** What is read must be what the JDK reads. */
  private static void read(byte[] png) throws IOException {
    Optional<RgbImage> photograph =
        Hostile.read(png.length, EXPANSION, () -> Png.readPhotograph(png, WHERE));
    if (photograph.isPresent()) {
      RgbImage image = photograph.get();
      boolean gray = png[COLOUR_TYPE_AT] == 0 || png[COLOUR_TYPE_AT] == 4;
      requireSame(png, image.size(), gray ? 1 : 3, image::at);
    }
    if (png.length > COLOUR_TYPE_AT && png[COLOUR_TYPE_AT] == 0) {
      Optional<FloatMap> gray =
          Hostile.read(png.length, EXPANSION, () -> Png.readGray16(png, WHERE, IDENTITY));
      if (gray.isPresent()) {
        FloatMap map = gray.get();
        requireSame(png, map.size(), 1, (index, band) -> (int) map.at(index));
      }
      return;
    }
    Optional<RgbImage> rgb = Hostile.read(png.length, EXPANSION, () -> Png.readRgb(png, WHERE));
    if (rgb.isPresent()) {
      RgbImage image = rgb.get();
      requireSame(png, image.size(), 3, image::at);
    }
    Optional<RgbTriples> triples =
        Hostile.read(png.length, EXPANSION, () -> Png.readTriples(png, WHERE));
    if (triples.isPresent()) {
      RgbTriples image = triples.get();
      requireSame(png, image.size(), 3, image::at);
    }
  }

  private static void requireSame(byte[] png, ImageSize size, int bands, Samples samples)
      throws IOException {
    require(ImageHeader.size(png, WHERE).equals(Optional.of(size)), "the size in the header");
    if (size.pixels() > 1 << 12) {
      return;
    }
    READER.setInput(new BytesInputStream(png, png.length), true, true);
    Raster raster = READER.read(0).getRaster();
    int bits = raster.getDataBuffer().getDataType() == DataBuffer.TYPE_USHORT ? 16 : 8;
    require(bits == png[BIT_DEPTH_AT], "the depth of samples");
    for (int index = 0; index < size.pixels(); index++) {
      for (int band = 0; band < bands; band++) {
        int expected = raster.getSample(index % size.width(), index / size.width(), band);
        require(samples.at(index, band) == expected, "a sample");
      }
    }
  }

  private static void require(boolean same, String what) {
    if (!same) {
      throw new AssertionError(what + " is not what the JDK reads");
    }
  }

  private static byte[] fromRows(byte[] bytes) throws IOException {
    int kind = bytes.length > 0 ? bytes[0] & 0xFF : 0;
    int width = bytes.length > 1 ? 1 + (bytes[1] & 31) : 1;
    int bytesPerPixel = List.of(2, 3, 6).get(kind % 3);
    int stride = 1 + width * bytesPerPixel;
    int height = Math.max(1, (bytes.length - 2) / stride);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(1);
    try (DeflaterOutputStream out = new DeflaterOutputStream(data, deflater)) {
      for (int i = 0; i < height * stride; i++) {
        out.write(2 + i < bytes.length ? bytes[2 + i] : 0);
      }
    } finally {
      deflater.end();
    }
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) (bytesPerPixel == 3 ? 8 : 16)).put((byte) (bytesPerPixel == 2 ? 0 : 2));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(ByteBuffer.allocate(8).putLong(PngFile.SIGNATURE).array());
    chunk(png, PngFile.IHDR, header.array());
    int split = Math.min(kind >> 1, data.size());
    chunk(png, PngFile.IDAT, Arrays.copyOf(data.toByteArray(), split));
    chunk(png, PngFile.IDAT, Arrays.copyOfRange(data.toByteArray(), split, data.size()));
    chunk(png, PngFile.IEND, new byte[0]);
    return png.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream png, int type, byte[] content) {
    ByteBuffer chunk = ByteBuffer.allocate(12 + content.length).putInt(content.length);
    chunk.putInt(type).put(content);
    png.writeBytes(signed(chunk.array(), 0));
  }

  private static byte[] repaired(byte[] bytes) {
    byte[] png = bytes.clone();
    int at = 8;
    while (at + 12 <= png.length) {
      long next = at + 12 + Integer.toUnsignedLong(ByteBuffer.wrap(png).getInt(at));
      if (next > png.length) {
        break;
      }
      signed(png, at);
      at = (int) next;
    }
    return png;
  }

  /** Sets the CRC of the chunk that starts here. */
  private static byte[] signed(byte[] png, int at) {
    ByteBuffer buffer = ByteBuffer.wrap(png);
    int length = buffer.getInt(at);
    CRC32 crc = new CRC32();
    crc.update(png, at + 4, length + 4);
    buffer.putInt(at + 8 + length, (int) crc.getValue());
    return png;
  }

  /** The samples of an image. */
  private interface Samples {
    int at(int index, int band);
  }
}
