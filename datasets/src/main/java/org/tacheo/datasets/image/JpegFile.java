package org.tacheo.datasets.image;

import java.util.Locale;
import org.tacheo.core.DataException;
import org.tacheo.core.ImageSize;

/**
 * The marker segments of a JPEG file, checked from the first to the last byte (ITU-T T.81, annex
 * B), and the same picture without any segment that could change how it is decoded.
 *
 * <p>Colour profiles, thumbnails and comments are dropped. What the three components mean is
 * decided here by the rules of libjpeg and told to the decoder by a segment of our own, since the
 * decoder of the JDK has other rules for files without a JFIF segment.
 */
final class JpegFile {
  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int APP0 = 0xE0;
  private static final int APP14 = 0xEE;

  /** A JFIF 1.01 segment: square pixels, no thumbnail. Makes three components YCbCr. */
  private static final byte[] JFIF = {
    (byte) 0xFF, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  /** An Adobe segment with transform 0, as long as the other. Makes three components RGB. */
  private static final byte[] ADOBE_RGB = {
    (byte) 0xFF, (byte) APP14, 0, 16, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0, 0, 0
  };

  private final byte[] jpeg;
  private final String where;
  private final byte[] kept;
  private int keptBytes;
  private int position;
  private JpegFrame frame = JpegFrame.NONE;
  private boolean jfif;
  private int adobeTransform = -1;

  private JpegFile(byte[] jpeg, String where) {
    this.jpeg = jpeg;
    this.where = where;
    this.kept = new byte[jpeg.length + JFIF.length];
  }

  /**
   * Walks a file.
   *
   * @throws DataException if it is not one whole 8-bit Huffman-coded JPEG file, in gray or three
   *     components, and nothing else
   */
  static JpegFile of(byte[] jpeg, String where) {
    JpegFile file = new JpegFile(jpeg, where);
    file.walk();
    return file;
  }

  ImageSize size() {
    return frame.size();
  }

  boolean isGray() {
    return frame.components() == 1;
  }

  /** A stream of the bytes to decode. */
  BytesInputStream plain() {
    byte[] colour = isGray() || isYcc() ? JFIF : ADOBE_RGB;
    System.arraycopy(colour, 0, kept, 2, colour.length);
    return new BytesInputStream(kept, keptBytes);
  }

  DataException corrupt(String problem) {
    return new DataException(where + ": " + problem + "; fetch the file again");
  }

  DataException corrupt(String problem, Exception cause) {
    return new DataException(where + ": " + problem + "; fetch the file again", cause);
  }

  DataException unsupported(String problem) {
    return new DataException(
        where + ": " + problem + "; use the file as the dataset publishes it, or convert your own");
  }

  /** The rules of libjpeg for three components, which Pillow and most other readers follow. */
  private boolean isYcc() {
    if (jfif) {
      return true;
    }
    return adobeTransform >= 0 ? adobeTransform != 0 : !frame.isNamedRgb();
  }

  private void walk() {
    if (jpeg.length < 2 || byteAt(0) != 0xFF || byteAt(1) != SOI) {
      throw corrupt("not a JPEG: the first 2 bytes are not FF D8");
    }
    position = 2;
    keep(0, 2);
    keptBytes += JFIF.length; // room for the segment that says what the components mean
    int marker = marker();
    while (marker != EOI) {
      segment(marker);
      marker = marker();
    }
    // Cameras append previews behind the end of the image; every reader ignores them, and so do we.
    keep(position - 2, position);
    frame.finish(this);
  }

  /** Moves behind the next marker, and behind fill bytes before it. */
  private int marker() {
    if (position >= jpeg.length) {
      throw cut();
    }
    if (byteAt(position) != 0xFF) {
      throw corrupt("the JPEG has no marker at byte " + position);
    }
    while (position < jpeg.length && byteAt(position) == 0xFF) {
      position++;
    }
    if (position == jpeg.length) {
      throw cut();
    }
    return byteAt(position++);
  }

  private void segment(int marker) {
    int start = position;
    if (marker < 0xC0 || (marker >= 0xD0 && marker <= SOI)) {
      throw corrupt(misplaced(marker));
    }
    if (jpeg.length - start < 2) {
      throw cut();
    }
    int length = shortAt(start);
    if (length < 2) {
      throw corrupt("the JPEG segment at byte " + (start - 2) + " declares " + length + " bytes");
    }
    if (length > jpeg.length - start) {
      throw cut();
    }
    position = start + length;
    take(marker, start + 2, length - 2);
  }

  private void take(int marker, int data, int length) {
    switch (marker) {
      case 0xC0, 0xC1, 0xC2 -> {
        frame = frame.declared(this, marker, data, length);
        keepSegment(data);
      }
      case SOS -> {
        frame.scan(this, data, length);
        skipEntropyCoded();
        keepSegment(data);
      }
      case 0xC4, 0xDB, 0xDD -> keepSegment(data); // Huffman and quantisation tables, restarts
      case APP0 -> jfif |= length >= 14 && isTagged(data, "JFIF\0");
      case APP14 -> {
        if (length >= 12 && isTagged(data, "Adobe")) {
          adobeTransform = byteAt(data + 11);
        }
      }
      default -> other(marker);
    }
  }

  private void other(int marker) {
    if (marker >= 0xC0 && marker <= 0xCF) {
      throw unsupported(
          "the JPEG is coded by process "
              + String.format(Locale.ROOT, "%02X", marker)
              + ", expected baseline, extended or progressive Huffman coding");
    }
    boolean application = marker > APP0 && marker <= 0xEF;
    if (!application && marker != 0xFE) {
      throw unsupported(misplaced(marker));
    }
  }

  private void skipEntropyCoded() {
    while (position < jpeg.length - 1) {
      if (jpeg[position] == (byte) 0xFF) {
        int next = byteAt(position + 1);
        if (next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) {
          return;
        }
      }
      position++;
    }
    throw cut();
  }

  /** Keeps from the marker before this data to the current position. */
  private void keepSegment(int data) {
    keep(data - 4, position);
  }

  private void keep(int from, int to) {
    System.arraycopy(jpeg, from, kept, keptBytes, to - from);
    keptBytes += to - from;
  }

  private boolean isTagged(int data, String tag) {
    for (int i = 0; i < tag.length(); i++) {
      if (byteAt(data + i) != tag.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  int byteAt(int index) {
    return jpeg[index] & 0xFF;
  }

  int shortAt(int index) {
    return byteAt(index) << 8 | byteAt(index + 1);
  }

  /** Checks the size that the frame declares: each block of 8 x 8 takes a bit at least. */
  ImageSize declared(int height, int width) {
    ImageSize size = Extent.declared(height, width, where, "JPEG");
    long blocks = ((height + 7L) / 8) * ((width + 7L) / 8);
    if (blocks > 8L * jpeg.length) {
      throw corrupt(
          "the JPEG declares " + size + ", which its " + jpeg.length + " bytes cannot hold");
    }
    return size;
  }

  private DataException cut() {
    return corrupt("the JPEG is cut at byte " + jpeg.length + ", before its end marker");
  }

  private String misplaced(int marker) {
    return String.format(
        Locale.ROOT, "the JPEG has marker FF %02X at byte %d, out of place", marker, position - 2);
  }
}
