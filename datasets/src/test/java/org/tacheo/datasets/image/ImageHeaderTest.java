package org.tacheo.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;
import org.tacheo.core.ImageSize;

class ImageHeaderTest {
  private static final int SEGMENT = 60_000;

  private static byte[] encoded(String format, int height, int width) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg"})
  void tellsTheSizeAsSoonAsItIsThere(String format) throws IOException {
    byte[] image = encoded(format, 300, 17);
    Optional<ImageSize> before = Optional.empty();
    for (int length = 0; length <= image.length; length++) {
      Optional<ImageSize> size = ImageHeader.size(Arrays.copyOf(image, length), "x");
      assertThat(before.isPresent() && size.isEmpty()).isFalse();
      assertThat(size.orElse(new ImageSize(300, 17))).isEqualTo(new ImageSize(300, 17));
      before = size;
    }
    assertThat(before).isPresent();
  }

  @Test
  void stepsOverLongSegmentsAndFillBytes() throws IOException {
    byte[] image = encoded("jpg", 5, 9);
    int rest = 2 + 2 + SEGMENT + 1;
    byte[] longer = new byte[rest + image.length - 2];
    System.arraycopy(image, 0, longer, 0, 2);
    longer[2] = (byte) 0xFF;
    longer[3] = (byte) 0xE2;
    longer[4] = (byte) (SEGMENT >> 8);
    longer[5] = (byte) SEGMENT;
    longer[rest - 1] = (byte) 0xFF;
    System.arraycopy(image, 2, longer, rest, image.length - 2);
    assertThat(ImageHeader.size(Arrays.copyOf(longer, 4_096), "x")).isEmpty();
    assertThat(ImageHeader.size(longer, "x")).contains(new ImageSize(5, 9));
  }

  @Test
  void refusesOtherFiles() {
    assertThatThrownBy(() -> ImageHeader.size(new byte[100], "a.tar: b.png"))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("a.tar: b.png", "neither");
    byte[] broken = new byte[100];
    broken[0] = (byte) 0xFF;
    broken[1] = (byte) 0xD8;
    assertThatThrownBy(() -> ImageHeader.size(broken, "x"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no marker at byte 2");
  }
}
