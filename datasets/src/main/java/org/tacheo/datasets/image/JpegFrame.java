package org.tacheo.datasets.image;

import java.util.Arrays;
import java.util.List;
import org.tacheo.core.ImageSize;

/**
 * The frame of a JPEG file, and how far its scans have got (ITU-T T.81, annexes B.2.2, B.2.3 and
 * G.1.1).
 *
 * <p>A file whose last scans are missing still decodes, blurred in a way that depends on the
 * library; so every bit of every coefficient must be there. Likewise refused is subsampling that
 * some libraries smooth and others do not.
 */
final class JpegFrame {
  /** Stands for the frame before it is declared. */
  static final JpegFrame NONE = new JpegFrame(new ImageSize(1, 1), false, new int[0]);

  private static final int COEFFICIENTS = 64;

  /** Encoders make about ten; each costs a walk over the whole picture, however short it is. */
  private static final int MAX_SCANS = 100;

  /** In place of a number of missing bits: the coefficient has not come at all. */
  private static final byte ABSENT = 99;

  /** Horizontal and vertical subsampling that all libraries undo alike: 4:4:4, 4:2:2, 4:2:0. */
  private static final List<String> SAMPLINGS = List.of("1x1", "2x1", "2x2");

  private final ImageSize size;
  private final boolean progressive;
  private final int[] ids;

  /** By component and coefficient, how many low bits are still missing. */
  private final byte[][] missingBits;

  private int scans;

  private JpegFrame(ImageSize size, boolean progressive, int[] ids) {
    this.size = size;
    this.progressive = progressive;
    this.ids = ids;
    this.missingBits = new byte[ids.length][COEFFICIENTS];
    for (byte[] bits : missingBits) {
      Arrays.fill(bits, ABSENT);
    }
  }

  ImageSize size() {
    return size;
  }

  int components() {
    return ids.length;
  }

  /** Whether the components are called R, G and B. */
  boolean isNamedRgb() {
    return Arrays.equals(ids, new int[] {'R', 'G', 'B'});
  }

  /** The frame that a start-of-frame segment declares; this must be {@link #NONE}. */
  JpegFrame declared(JpegFile file, int marker, int data, int length) {
    if (this != NONE) {
      throw file.corrupt("the JPEG declares two frames");
    }
    int components = length < 6 ? 0 : file.byteAt(data + 5);
    if (length < 6 || length != 6 + 3 * components) {
      throw file.corrupt("the frame segment of the JPEG has " + length + " bytes");
    }
    if (file.byteAt(data) != 8) {
      throw file.unsupported("the JPEG has " + file.byteAt(data) + " bits a sample, expected 8");
    }
    if (components != 1 && components != 3) {
      String kind = components == 4 ? " (CMYK)" : "";
      throw file.unsupported(
          "the JPEG has " + components + " components" + kind + ", expected 1 or 3");
    }
    ImageSize declared = file.declared(file.shortAt(data + 1), file.shortAt(data + 3));
    int[] ids = new int[components];
    for (int i = 0; i < components; i++) {
      ids[i] = file.byteAt(data + 6 + 3 * i);
    }
    checkSampling(file, data + 7, components);
    return new JpegFrame(declared, marker == 0xC2, ids);
  }

  private static void checkSampling(JpegFile file, int factorsAt, int components) {
    int widest = 0;
    int highest = 0;
    for (int i = 0; i < components; i++) {
      widest = Math.max(widest, file.byteAt(factorsAt + 3 * i) >> 4);
      highest = Math.max(highest, file.byteAt(factorsAt + 3 * i) & 15);
    }
    for (int i = 0; i < components; i++) {
      int width = file.byteAt(factorsAt + 3 * i) >> 4;
      int height = file.byteAt(factorsAt + 3 * i) & 15;
      boolean whole =
          width > 0
              && height > 0
              && widest <= 4
              && highest <= 4
              && widest % width == 0
              && highest % height == 0;
      String sampling = whole ? widest / width + "x" + highest / height : "unevenly";
      if (!SAMPLINGS.contains(sampling)) {
        throw file.unsupported(
            "component "
                + (i + 1)
                + " of the JPEG is subsampled "
                + sampling
                + ", expected one of "
                + SAMPLINGS);
      }
    }
  }

  /** Notes what a start-of-scan segment promises. */
  void scan(JpegFile file, int data, int length) {
    if (++scans > MAX_SCANS) {
      throw file.unsupported("the JPEG has more than " + MAX_SCANS + " scans");
    }
    int components = length < 1 ? 0 : file.byteAt(data);
    if (components < 1 || components > ids.length || length != 4 + 2 * components) {
      throw file.corrupt("the JPEG has a malformed scan at byte " + (data - 4));
    }
    int first = file.byteAt(data + 1 + 2 * components);
    int last = file.byteAt(data + 2 + 2 * components);
    int bits = file.byteAt(data + 3 + 2 * components);
    boolean expected =
        progressive ? first <= last && last < 64 : first == 0 && last == 63 && bits == 0;
    if (!expected) {
      throw file.corrupt("the JPEG has a malformed scan at byte " + (data - 4));
    }
    for (int i = 0; i < components; i++) {
      advance(file, file.byteAt(data + 1 + 2 * i), first, last, bits);
    }
  }

  private void advance(JpegFile file, int id, int first, int last, int bits) {
    int component = 0;
    while (component < ids.length && ids[component] != id) {
      component++;
    }
    if (component == ids.length) {
      throw file.corrupt("a scan of the JPEG has a component that the frame lacks");
    }
    byte[] missing = missingBits[component];
    int before = bits >> 4 == 0 ? ABSENT : bits >> 4;
    for (int k = first; k <= last; k++) {
      if (missing[k] != before) {
        throw file.corrupt("the scans of the JPEG do not follow each other");
      }
      missing[k] = (byte) (bits & 15);
    }
  }

  /** Checks that all scans have come. */
  void finish(JpegFile file) {
    if (this == NONE) {
      throw file.corrupt("the JPEG has no frame");
    }
    for (byte[] missing : missingBits) {
      for (byte bits : missing) {
        if (bits != 0) {
          throw file.corrupt("the JPEG lacks its last scans");
        }
      }
    }
  }
}
