package org.tacheo.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;

class RawFloatTest {
  private static final String WHERE = "a.tar!b";
  private static final ImageSize SIZE = new ImageSize(2, 3);

  @Test
  void readsLittleEndianRowsAndNoMeasurementForInfinity() {
    byte[] raw = {
      0,
      0,
      (byte) 0x80,
      0x3F, // 1
      0,
      0,
      0x20,
      0x41, // 10
      0,
      0,
      (byte) 0x80,
      0x7F, // inf
      0,
      0,
      0,
      0, // 0
      1,
      0,
      0,
      0, // the smallest subnormal
      (byte) 0xFF,
      (byte) 0xFF,
      0x7F,
      0x7F // the largest number
    };
    FloatMap expected =
        FloatMap.owning(SIZE, new float[] {1, 10, 0, 0, Float.MIN_VALUE, Float.MAX_VALUE});
    assertThat(RawFloat.readDepth(ByteBuffer.wrap(raw), SIZE, WHERE)).isEqualTo(expected);
    assertThat(RawFloat.readDepth(channel(raw), SIZE, WHERE)).isEqualTo(expected);
  }

  @Test
  void takesNegativeZeroForZero() {
    byte[] raw = RawFloat.write(FloatMap.owning(SIZE, new float[] {1, -0f, 3, 0, -0f, 6}));
    FloatMap expected = FloatMap.owning(SIZE, new float[] {1, 0, 3, 0, 0, 6});
    assertThat(RawFloat.readDepth(ByteBuffer.wrap(raw), SIZE, WHERE)).isEqualTo(expected);
  }

  @Test
  void readsFromThePositionOfABuffer() {
    ByteBuffer buffer = ByteBuffer.allocate(30).position(4).limit(28);
    buffer.put(4, RawFloat.write(ramp(SIZE)));
    assertThat(RawFloat.readDepth(buffer, SIZE, WHERE)).isEqualTo(ramp(SIZE));
    assertThat(buffer.position()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, -1, -Float.MIN_VALUE, Float.NEGATIVE_INFINITY})
  void refusesWhatIsNoDistance(float value) {
    float[] values = {1, 2, 3, 4, value, 6};
    byte[] raw = RawFloat.write(FloatMap.owning(SIZE, values));
    assertThat(Fixtures.refusal(RawFloatTest::readBuffer, raw))
        .contains("row 1, column 1 is " + value);
    assertThat(Fixtures.refusal(RawFloatTest::readChannel, raw))
        .contains("row 1, column 1 is " + value);
  }

  @Test
  void refusesEveryOtherLength() {
    byte[] raw = RawFloat.write(ramp(SIZE));
    Fixtures.refusesEveryCut(RawFloatTest::readBuffer, raw);
    Fixtures.refusesEveryCut(RawFloatTest::readChannel, raw);
    byte[] longer = Arrays.copyOf(raw, 25);
    assertThat(Fixtures.refusal(RawFloatTest::readBuffer, longer))
        .contains("[2, 3] has 24 bytes, got 25");
    assertThat(Fixtures.refusal(RawFloatTest::readChannel, longer))
        .contains("[2, 3] has 24 bytes, got more");
    byte[] shorter = Arrays.copyOf(raw, 23);
    assertThat(Fixtures.refusal(RawFloatTest::readChannel, shorter))
        .contains("[2, 3] has 24 bytes, got 23");
  }

  @Test
  void readsSeveralChunksFromAChannelThatGivesLittleAtATime() throws IOException {
    ImageSize size = new ImageSize(211, 307);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    RawFloat.write(ramp(size), written);
    assertThat(written.toByteArray()).isEqualTo(RawFloat.write(ramp(size)));
    ReadableByteChannel reluctant = new Reluctant(channel(written.toByteArray()));
    assertThat(RawFloat.readDepth(reluctant, size, WHERE)).isEqualTo(ramp(size));
  }

  @Test
  void refusesASizeBeyondTheCapBeforeAllocating() {
    ImageSize size = new ImageSize(1 << 14, 1 << 14);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> RawFloat.readDepth(channel(new byte[0]), size, WHERE))
        .withMessageContaining("declares a size of [16384, 16384]");
  }

  private static FloatMap ramp(ImageSize size) {
    float[] values = new float[size.pixels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.01f * i;
    }
    return FloatMap.owning(size, values);
  }

  private static ReadableByteChannel channel(byte[] raw) {
    return Channels.newChannel(new ByteArrayInputStream(raw));
  }

  /** Gives at most a thousand and one bytes a call. */
  private static final class Reluctant implements ReadableByteChannel {
    private final ReadableByteChannel source;

    Reluctant(ReadableByteChannel source) {
      this.source = source;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      int limit = target.limit();
      target.limit(Math.min(limit, target.position() + 1001));
      int count = source.read(target);
      target.limit(limit);
      return count;
    }

    @Override
    public boolean isOpen() {
      return source.isOpen();
    }

    @Override
    public void close() throws IOException {
      source.close();
    }
  }

  private static FloatMap readBuffer(byte[] bytes) {
    return RawFloat.readDepth(ByteBuffer.wrap(bytes), SIZE, WHERE);
  }

  private static FloatMap readChannel(byte[] bytes) {
    return RawFloat.readDepth(channel(bytes), SIZE, WHERE);
  }
}
