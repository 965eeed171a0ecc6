package org.tacheo.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;

class PixelErrorsTest {
  @ParameterizedTest(name = "{0} errors")
  @ValueSource(ints = {0, 1, 2, 127, 128, 1000, 70000})
  void keepsEveryErrorInAscendingOrder(int n) {
    float[] degrees = random(n, n);
    float[] sorted = degrees.clone();
    Arrays.sort(sorted);
    PixelErrors errors = PixelErrors.of(degrees);
    assertThat(errors.count()).isEqualTo(n);
    assertThat(array(errors)).containsExactly(sorted);
    PixelErrors again = PixelErrors.parse(errors.bytes(), "test");
    assertThat(again).isEqualTo(errors).hasSameHashCodeAs(errors);
    assertThat(array(again)).containsExactly(sorted);
  }

  @Test
  void keepsTheEndsOfTheRange() {
    float[] ends = {180, 0, Float.MIN_VALUE, Math.nextDown(180f), -0f};
    assertThat(array(PixelErrors.of(ends)))
        .containsExactly(0, 0, Float.MIN_VALUE, Math.nextDown(180f), 180);
    assertThat(AngularErrors.degrees(-1)).isEqualTo(180);
  }

  @Test
  void aFrameTakesAboutTwoBytesAPixel() {
    PixelErrors errors = PixelErrors.of(random(307200, 1));
    assertThat(errors.bytes().length).isBetween(307200, 2 * 307200);
  }

  @ParameterizedTest
  @ValueSource(floats = {-1e-3f, 180.00002f, Float.NaN, Float.POSITIVE_INFINITY})
  void refusesWhatIsNoAngle(float error) {
    assertThatThrownBy(() -> PixelErrors.of(new float[] {1, error}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 to 180");
  }

  @Test
  void refusesEveryTruncationAndEveryFlippedBit() {
    byte[] bytes = PixelErrors.of(random(20, 3)).bytes();
    for (int length = 0; length < bytes.length; length++) {
      refuses(Arrays.copyOf(bytes, length), "evaluate the sample again");
    }
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      refuses(flipped, "evaluate the sample again");
    }
    refuses(Arrays.copyOf(bytes, bytes.length + 1), "checksum");
  }

  @Test
  void refusesBytesWhoseChecksumAgreesButWhoseContentDoesNot() {
    refuses(sealed(3, 1, 2), "3 errors declared in 2 bytes");
    refuses(sealed(1, 1, 2), "1 bytes behind the last of 1");
    refuses(sealed(1, 0x81), "end within a number");
    refuses(sealed(1, 0x81, 0), "not written as it should be");
    refuses(sealed(1, 0xFF, 0xFF, 0xFF, 0xFF, 0x08), "not written as it should be");
    refuses(sealed(1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01), "longer than 5 bytes");
    refuses(sealed(0xFF, 0xFF, 0xFF, 0xFF, 0x07), "2147483647 errors declared in 0 bytes");
    refuses(sealed(1, 0xFF, 0xFF, 0xFF, 0xFF, 0x07), "error 0 is above 180");
    // 2^30 is 2.0f: the second step leads beyond.
    refuses(
        sealed(2, 0x80, 0x80, 0x80, 0x80, 0x04, 0x80, 0x80, 0x80, 0x80, 0x04),
        "error 1 is above 180");
    assertThat(array(PixelErrors.parse(sealed(1, 0x80, 0x80, 0x80, 0x80, 0x04), "test")))
        .containsExactly(2);
  }

  @Test
  void doesNotShareTheBytesItRead() {
    byte[] bytes = PixelErrors.of(new float[] {1, 2}).bytes();
    PixelErrors errors = PixelErrors.parse(bytes, "test");
    Arrays.fill(bytes, (byte) 0);
    assertThat(array(errors)).containsExactly(1, 2);
  }

  private static void refuses(byte[] bytes, String reason) {
    assertThatThrownBy(() -> PixelErrors.parse(bytes, "errors.bin"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("errors.bin: not the packed errors of a sample: ")
        .hasMessageContaining(reason);
  }

  private static byte[] sealed(int... content) {
    ByteBuffer bytes = ByteBuffer.allocate(8 + content.length);
    bytes.put(new byte[] {'T', 'P', 'E', '1'});
    for (int value : content) {
      bytes.put((byte) value);
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes.array(), 0, 4 + content.length);
    return bytes.putInt((int) crc.getValue()).array();
  }

  private static float[] array(PixelErrors errors) {
    float[] degrees = new float[errors.count()];
    for (int i = 0; i < degrees.length; i++) {
      degrees[i] = errors.at(i);
    }
    return degrees;
  }

  private static float[] random(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] degrees = new float[n];
    for (int i = 0; i < n; i++) {
      degrees[i] = (float) Math.min(180, -12 * Math.log(1 - random.nextDouble()));
    }
    return degrees;
  }
}
