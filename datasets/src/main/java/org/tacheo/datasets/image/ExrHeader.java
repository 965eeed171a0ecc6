package org.tacheo.datasets.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.DataException;
import org.tacheo.core.ImageSize;

/**
 * What stands before the offset table of an OpenEXR file, checked (OpenEXR file layout, sections on
 * magic number, version field, header and predefined attributes).
 */
final class ExrHeader {
  /** The first four bytes, 76 2F 31 01, as a little-endian number. */
  static final int MAGIC = 20000630;

  static final int VERSION = 2;

  /** The four attributes that decide how the pixels lie, and the one that frames them. */
  static final String CHANNELS = "channels";

  static final String COMPRESSION = "compression";
  static final String DATA_WINDOW = "dataWindow";
  static final String DISPLAY_WINDOW = "displayWindow";
  static final String LINE_ORDER = "lineOrder";

  private static final int TILED = 0x200;
  private static final int LONG_NAMES = 0x400;
  private static final int DEEP = 0x800;
  private static final int MULTI_PART = 0x1000;

  /** The longest name where the file says that names are long. */
  private static final int MAX_NAME = 255;

  /** Far above what previews and manifests take. */
  private static final int MAX_HEADER_BYTES = 1 << 24;

  /** Bytes of an entry of the channel list behind its name. */
  private static final int CHANNEL_BYTES = 16;

  private final ByteBuffer exr;
  private final String where;
  private int position = 8;
  private @Nullable List<ExrChannel> channels;
  private @Nullable ExrCompression compression;
  private @Nullable Window dataWindow;
  private @Nullable Window displayWindow;
  private boolean hasLineOrder;
  private boolean hasType;

  private ExrHeader(ByteBuffer exr, String where) {
    this.exr = exr;
    this.where = where;
  }

  /**
   * Reads a header.
   *
   * @param exr little-endian, all of the file
   * @throws DataException if the file is no OpenEXR file of one part of plain scanlines
   */
  static ExrHeader of(ByteBuffer exr, String where) {
    ExrHeader header = new ExrHeader(exr, where);
    header.version();
    header.attributes();
    header.requireComplete();
    return header;
  }

  ImageSize size() {
    return known(dataWindow).size();
  }

  /** The y coordinate of the first row. */
  int firstRow() {
    return known(dataWindow).top();
  }

  List<ExrChannel> channels() {
    return known(channels);
  }

  ExrCompression compression() {
    return known(compression);
  }

  /** Bytes of a row, all channels. */
  long rowBytes() {
    ExrChannel last = channels().get(channels().size() - 1);
    return (long) size().width() * (last.offset() + last.type().bytes());
  }

  /** Where the offset table starts. */
  int length() {
    return position;
  }

  DataException refused(String problem) {
    return new DataException(where + ": " + problem);
  }

  DataException corrupt(String problem) {
    return refused(problem + "; fetch or write the file again");
  }

  private void version() {
    if (exr.limit() < 8 || exr.getInt(0) != MAGIC) {
      throw corrupt("not an OpenEXR file: it does not start with 76 2F 31 01");
    }
    int field = exr.getInt(4);
    refuseFlag(field, TILED, "tiled");
    refuseFlag(field, DEEP, "deep");
    refuseFlag(field, MULTI_PART, "of several parts");
    if ((field & ~LONG_NAMES) != VERSION) {
      throw corrupt("the EXR has the version field " + field + ", expected 2");
    }
  }

  private void refuseFlag(int field, int flag, String what) {
    if ((field & flag) != 0) {
      throw refused(
          "the EXR is " + what + ", expected one part of scanlines; write it again as such");
    }
  }

  private void attributes() {
    for (String name = name(); !name.isEmpty(); name = name()) {
      String type = name();
      requireLeft(Integer.BYTES);
      int length = exr.getInt(position);
      position += Integer.BYTES;
      if (length < 0 || length > left()) {
        throw corrupt("the EXR attribute " + name + " declares " + length + " bytes");
      }
      int end = position + length;
      attribute(name, type, end);
      position = end;
    }
  }

  private void attribute(String name, String type, int end) {
    switch (name) {
      case CHANNELS -> {
        requireOnce(name, channels != null, type, "chlist");
        channels = channelList(end);
      }
      case COMPRESSION -> {
        requireOnce(name, compression != null, type, COMPRESSION);
        requireLength(name, end, 1);
        compression = ExrCompression.of(exr.get(position) & 0xFF, where);
      }
      case DATA_WINDOW -> {
        requireOnce(name, dataWindow != null, type, "box2i");
        dataWindow = window(name, end);
      }
      case DISPLAY_WINDOW -> {
        requireOnce(name, displayWindow != null, type, "box2i");
        displayWindow = window(name, end);
      }
      case LINE_ORDER -> {
        requireOnce(name, hasLineOrder, type, LINE_ORDER);
        requireLength(name, end, 1);
        // Each chunk says where its rows belong; the order itself is only checked to be one.
        requireKnown((exr.get(position) & 0xFF) <= 2, name);
        hasLineOrder = true;
      }
      case "type" -> {
        requireOnce(name, hasType, type, "string");
        byte[] text = new byte[Math.min(end - position, MAX_NAME)];
        exr.get(position, text);
        requireKnown(new String(text, StandardCharsets.ISO_8859_1).equals("scanlineimage"), name);
        hasType = true;
      }
      default -> {
        // Nothing else moves a pixel.
      }
    }
  }

  private void requireOnce(String name, boolean seen, String type, String expected) {
    if (seen || !type.equals(expected)) {
      throw corrupt(
          "the EXR attribute "
              + name
              + (seen ? " is there twice" : " is of type " + type + ", expected " + expected));
    }
  }

  private void requireLength(String name, int end, int expected) {
    if (end - position != expected) {
      throw corrupt(
          "the EXR attribute "
              + name
              + " has "
              + (end - position)
              + " bytes, expected "
              + expected);
    }
  }

  private void requireKnown(boolean known, String name) {
    if (!known) {
      throw corrupt("the EXR attribute " + name + " says nothing that scanline files say");
    }
  }

  private Window window(String name, int end) {
    requireLength(name, end, 4 * Integer.BYTES);
    return new Window(
        exr.getInt(position),
        exr.getInt(position + 4),
        exr.getInt(position + 8),
        exr.getInt(position + 12));
  }

  private List<ExrChannel> channelList(int end) {
    List<ExrChannel> list = new ArrayList<>();
    String previous = "";
    int offset = 0;
    for (String name = name(); !name.isEmpty(); name = name()) {
      if (name.compareTo(previous) <= 0) {
        throw corrupt("the EXR channel " + name + " does not follow " + previous + " by name");
      }
      if (end - position < CHANNEL_BYTES) {
        throw corrupt("the channel list of the EXR is cut");
      }
      ExrType type = type(name);
      if (exr.getInt(position + 8) != 1 || exr.getInt(position + 12) != 1) {
        throw refused(
            "the EXR channel "
                + name
                + " is subsampled, expected one value a pixel; write it again at full size");
      }
      list.add(new ExrChannel(name, type, offset));
      offset += type.bytes();
      position += CHANNEL_BYTES;
      previous = name;
    }
    if (position != end || list.isEmpty()) {
      throw corrupt("the channel list of the EXR is " + (list.isEmpty() ? "empty" : "malformed"));
    }
    return List.copyOf(list);
  }

  private ExrType type(String name) {
    int code = exr.getInt(position);
    return ExrType.of(code)
        .orElseThrow(() -> corrupt("the EXR channel " + name + " has the unknown type " + code));
  }

  private void requireComplete() {
    Window data = required(dataWindow, DATA_WINDOW);
    Window display = required(displayWindow, DISPLAY_WINDOW);
    required(channels, CHANNELS);
    required(compression, COMPRESSION);
    required(hasLineOrder ? this : null, LINE_ORDER);
    if (!data.equals(display)) {
      throw refused(
          "the EXR holds the window "
              + data
              + " of an image of the window "
              + display
              + ", expected all of it; write the whole image");
    }
    Extent.declared(data.height(), data.width(), where, "EXR");
  }

  private <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw corrupt("the EXR lacks the attribute " + name);
    }
    return value;
  }

  private static <T> T known(@Nullable T value) {
    if (value == null) {
      throw new AssertionError("checked when the header was read");
    }
    return value;
  }

  /** The text up to the next zero byte, which is stepped over. */
  private String name() {
    int start = position;
    int end = (int) Math.min(exr.limit(), start + MAX_NAME + 1L);
    while (position < end && exr.get(position) != 0) {
      position++;
    }
    if (position == end || position > MAX_HEADER_BYTES) {
      throw corrupt("the EXR is cut or malformed in its header, at byte " + start);
    }
    byte[] text = new byte[position++ - start];
    exr.get(start, text);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private int left() {
    return exr.limit() - position;
  }

  private void requireLeft(int bytes) {
    if (left() < bytes) {
      throw corrupt("the EXR is cut in its header, at byte " + exr.limit());
    }
  }

  /** A rectangle of pixels, both corners inside. */
  private record Window(int left, int top, int right, int bottom) {
    long height() {
      return (long) bottom - top + 1;
    }

    long width() {
      return (long) right - left + 1;
    }

    ImageSize size() {
      return new ImageSize((int) height(), (int) width());
    }

    @Override
    public String toString() {
      return "(" + left + ", " + top + ") to (" + right + ", " + bottom + ")";
    }
  }
}
