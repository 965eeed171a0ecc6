package org.tacheo.datasets.image;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.tacheo.core.DataException;
import org.tacheo.core.ImageSize;

/**
 * The size of a PNG or JPEG from its first bytes, without decoding. Nothing else is checked: that
 * is for {@link Png} and {@link Jpeg}.
 */
public final class ImageHeader {
  private static final int PNG_SIZE_AT = 16;
  private static final int START_OF_IMAGE = 0xD8;

  private ImageHeader() {}

  /**
   * The size that a file declares, or empty if these bytes end before it.
   *
   * @param prefix the first bytes of the file
   * @param where what messages name: the file, or archive and member
   * @throws DataException if the bytes are not the start of a PNG or JPEG, or the size is refused
   */
  public static Optional<ImageSize> size(byte[] prefix, String where) {
    if (prefix.length >= 2 && at(prefix, 0) == 0xFF && at(prefix, 1) == START_OF_IMAGE) {
      return jpeg(prefix, where);
    }
    if (prefix.length < PNG_SIZE_AT + 8) {
      return Optional.empty();
    }
    ByteBuffer header = ByteBuffer.wrap(prefix);
    if (header.getLong(0) != PngFile.SIGNATURE || header.getInt(12) != PngFile.IHDR) {
      throw new DataException(where + ": neither a PNG nor a JPEG; fetch the file again");
    }
    return Optional.of(
        Extent.declared(
            Integer.toUnsignedLong(header.getInt(PNG_SIZE_AT + 4)),
            Integer.toUnsignedLong(header.getInt(PNG_SIZE_AT)),
            where,
            "PNG"));
  }

  /** Steps over the segments before the frame (ITU-T T.81, B.1.1 and B.2.2). */
  private static Optional<ImageSize> jpeg(byte[] prefix, String where) {
    int position = 2;
    while (position + 9 <= prefix.length) {
      if (at(prefix, position) != 0xFF) {
        throw new DataException(
            where + ": the JPEG has no marker at byte " + position + "; fetch the file again");
      }
      int marker = at(prefix, position + 1);
      if (marker == 0xFF) {
        position++;
      } else if (isFrame(marker)) {
        return Optional.of(
            Extent.declared(half(prefix, position + 5), half(prefix, position + 7), where, "JPEG"));
      } else {
        position += 2 + Math.max(2, half(prefix, position + 2));
      }
    }
    return Optional.empty();
  }

  /** SOF0 to SOF15 but for DHT, JPG and DAC, which lie between them. */
  private static boolean isFrame(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  private static int at(byte[] bytes, int index) {
    return bytes[index] & 0xFF;
  }

  private static int half(byte[] bytes, int index) {
    return at(bytes, index) << 8 | at(bytes, index + 1);
  }
}
