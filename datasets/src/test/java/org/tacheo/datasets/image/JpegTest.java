package org.tacheo.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;

class JpegTest {
  private static final String WHERE = "a.tar!b";

  static List<Fixtures.Raster> all() {
    return Fixtures.rasters(".*\\.jpg");
  }

  @ParameterizedTest
  @MethodSource("all")
  void readsWhatPillowReads(Fixtures.Raster raster) {
    RgbImage image = Jpeg.read(Fixtures.bytes(raster.name()), WHERE);
    assertThat(image.size()).isEqualTo(raster.size());
    assertThat(raster.spotsOf(image)).isEqualTo(raster.spots());
    assertThat(Fixtures.sha256(image.toArray())).isEqualTo(raster.sha256());
  }

  @Test
  void readsOnSeveralThreadsAtOnce() throws Exception {
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (Fixtures.Raster raster : all()) {
      byte[] jpeg = Fixtures.bytes(raster.name());
      tasks.add(() -> Fixtures.sha256(Jpeg.read(jpeg, WHERE).toArray()).equals(raster.sha256()));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<Boolean> equal : threads.invokeAll(tasks)) {
        assertThat(equal.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void refusesAFileCutAtAnyByte(Fixtures.Raster raster) {
    Fixtures.refusesEveryCut(JpegTest::read, Fixtures.bytes(raster.name()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"420.jpg", "progressive-420.jpg", "restarts.jpg", "gray.jpg", "profile.jpg"})
  void throwsNothingUnexpectedWhenABitIsFlipped(String name) {
    byte[] jpeg = Fixtures.bytes(name);
    int refused = 0;
    for (int i = 0; i < jpeg.length; i++) {
      refused += Fixtures.refusesFlip(JpegTest::read, jpeg, 8 * i + i % 8) ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  @Test
  void refusesABlockOfZerosAmongTheCodes() {
    byte[] jpeg = Fixtures.bytes("420.jpg");
    int start = jpeg.length - 200;
    byte[] shorter = Arrays.copyOf(jpeg, jpeg.length - 100);
    System.arraycopy(jpeg, start + 100, shorter, start, 100);
    assertThat(Fixtures.refusal(JpegTest::read, shorter)).contains("corrupt");
  }

  /** Cameras put previews there; Pillow gives the same pixels with and without them. */
  @Test
  void ignoresBytesBehindTheEnd() {
    byte[] jpeg = Fixtures.bytes("444.jpg");
    byte[] longer = Arrays.copyOf(jpeg, jpeg.length + 100);
    assertThat(Jpeg.read(longer, "longer.jpg")).isEqualTo(Jpeg.read(jpeg, "444.jpg"));
  }

  @Test
  void refusesAProgressiveFileWithoutItsLastScan() {
    byte[] jpeg = Fixtures.bytes("progressive-420.jpg");
    int lastScan = lastMarker(jpeg, 0xDA);
    byte[] shorter = Arrays.copyOf(jpeg, lastScan + 2);
    shorter[lastScan + 1] = (byte) 0xD9;
    assertThat(Fixtures.refusal(JpegTest::read, shorter)).contains("lacks its last scans");
  }

  @Test
  void refusesFourComponents() {
    assertThat(Fixtures.refusal(JpegTest::read, Fixtures.bytes("refused-cmyk.jpg")))
        .contains("4 components (CMYK), expected 1 or 3");
  }

  @ParameterizedTest
  @CsvSource({"0x12, subsampled 1x2", "0x41, subsampled 4x1", "0x31, subsampled 3x1"})
  void refusesSubsamplingThatDecodersDisagreeOn(int factors, String message) {
    byte[] jpeg = Fixtures.bytes("422.jpg");
    jpeg[lastMarker(jpeg, 0xC0) + 11] = (byte) factors;
    assertThat(Fixtures.refusal(JpegTest::read, jpeg)).contains(message);
  }

  @ParameterizedTest
  @CsvSource({"0xC3, coded by process C3", "0xC9, coded by process C9", "0xDC, marker FF DC"})
  void refusesOtherCodings(int marker, String message) {
    byte[] jpeg = Fixtures.bytes("444.jpg");
    jpeg[lastMarker(jpeg, 0xC0) + 1] = (byte) marker;
    assertThat(Fixtures.refusal(JpegTest::read, jpeg)).contains(message);
  }

  @Test
  void refusesTwelveBits() {
    byte[] jpeg = Fixtures.bytes("444.jpg");
    jpeg[lastMarker(jpeg, 0xC0) + 4] = 12;
    assertThat(Fixtures.refusal(JpegTest::read, jpeg)).contains("12 bits a sample, expected 8");
  }

  @Test
  void refusesAnAbsurdSizeBeforeDecoding() {
    byte[] jpeg = Fixtures.bytes("444.jpg");
    int frame = lastMarker(jpeg, 0xC0);
    Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0xFF);
    assertThat(Fixtures.refusal(JpegTest::read, jpeg))
        .contains("declares a size of [65535, 65535]");
    Arrays.fill(jpeg, frame + 5, frame + 7, (byte) 0);
    assertThat(Fixtures.refusal(JpegTest::read, jpeg)).contains("declares a size of [0, 65535]");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 25, 50, 90, 100})
  void writesTheBytesOfLibjpeg(int quality) {
    for (ImageSize size :
        List.of(new ImageSize(1, 1), new ImageSize(13, 21), new ImageSize(96, 128))) {
      byte[] jpeg = Jpeg.write(Fixtures.texture(size), quality);
      String name = "jpeg-" + size.height() + "x" + size.width() + "-q" + quality;
      assertThat(Fixtures.sha256(jpeg)).as(name).isEqualTo(Fixtures.written(name));
    }
  }

  @Test
  void readsBackNearlyWhatItWrites() {
    ImageSize size = new ImageSize(61, 83);
    byte[] values = new byte[3 * size.pixels()];
    for (int i = 0; i < values.length; i++) {
      int row = i / 3 / size.width();
      int column = i / 3 % size.width();
      double wave = StrictMath.sin(row / 9.0 + i % 3) * StrictMath.cos(column / 11.0);
      values[i] = (byte) (int) (128 + 100 * wave);
    }
    RgbImage image = RgbImage.owning(size, values);
    RgbImage read = Jpeg.read(Jpeg.write(image, 95), WHERE);
    // 45 dB is an error of 1.4 steps, root mean square; a smooth image at this quality has less.
    assertThat(peakSignalToNoise(image, read)).isGreaterThan(45);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 101})
  void refusesAQualityThatDoesNotExist(int quality) {
    RgbImage image = Fixtures.texture(new ImageSize(1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> Jpeg.write(image, quality));
  }

  @Test
  void refusesToWriteASideTooLongForTheFormat() {
    RgbImage image = Fixtures.texture(new ImageSize(1, 65_536));
    assertThatIllegalArgumentException().isThrownBy(() -> Jpeg.write(image, 90));
  }

  private static double peakSignalToNoise(RgbImage a, RgbImage b) {
    long sum = 0;
    for (int i = 0; i < a.size().pixels(); i++) {
      for (int channel = 0; channel < 3; channel++) {
        int difference = a.at(i, channel) - b.at(i, channel);
        sum += (long) difference * difference;
      }
    }
    return 10 * Math.log10(255.0 * 255 * 3 * a.size().pixels() / sum);
  }

  private static int lastMarker(byte[] jpeg, int marker) {
    for (int i = jpeg.length - 2; i >= 0; i--) {
      if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) marker) {
        return i;
      }
    }
    throw new AssertionError("no such marker");
  }

  private static RgbImage read(byte[] bytes) {
    return Jpeg.read(bytes, WHERE);
  }

  @Test
  void refusesASizeThatItsBytesCannotHold() {
    byte[] jpeg = Fixtures.bytes("gray.jpg");
    int frame = 0;
    while (jpeg[frame] != (byte) 0xFF || jpeg[frame + 1] != (byte) 0xC0) {
      frame++;
    }
    jpeg[frame + 5] = (byte) 0x10; // height
    jpeg[frame + 7] = (byte) 0x10; // width
    assertThat(Fixtures.refusal(bytes -> Jpeg.read(bytes, "a.tar!b"), jpeg))
        .contains("which its 653 bytes cannot hold");
  }

  @Test
  void refusesMoreScansThanAnyEncoderMakes() {
    byte[] jpeg = Fixtures.bytes("progressive-gray.jpg");
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    int scan = 0;
    while (jpeg[scan] != (byte) 0xFF || jpeg[scan + 1] != (byte) 0xDA) {
      scan++;
    }
    many.write(jpeg, 0, scan);
    for (int coefficient = 0; coefficient < 64; coefficient++) {
      for (int bits : new int[] {0x01, 0x10}) {
        many.writeBytes(
            new byte[] {
              (byte) 0xFF,
              (byte) 0xDA,
              0,
              8,
              1,
              1,
              0,
              (byte) coefficient,
              (byte) coefficient,
              (byte) bits,
              0
            });
      }
    }
    many.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD9});
    assertThat(Fixtures.refusal(bytes -> Jpeg.read(bytes, "a.tar!b"), many.toByteArray()))
        .contains("more than 100 scans");
  }
}
