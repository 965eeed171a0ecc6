package org.tacheo.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tacheo.core.DataException;

/**
 * The members of a zip file that lies in memory, as the central directory lists them (APPNOTE
 * 6.3.10, sections 4.3 and 4.5.3): from its first byte to its last, of one disk, without a comment,
 * with or without the zip64 records.
 */
final class NpzMembers {
  private static final int END = 0x06054B50;
  private static final int END64 = 0x06064B50;
  private static final int LOCATOR64 = 0x07064B50;
  private static final int CENTRAL = 0x02014B50;
  private static final int LOCAL = 0x04034B50;
  private static final int END_BYTES = 22;
  private static final int END64_BYTES = 56;
  private static final int LOCATOR64_BYTES = 20;
  private static final int CENTRAL_BYTES = 46;
  private static final int LOCAL_BYTES = 30;
  private static final int ZIP64_FIELD = 1;
  private static final int ENCRYPTED = 1;

  /** Far more arrays than anybody saves in one file. */
  private static final int MAX_MEMBERS = 1024;

  private final ByteBuffer npz;
  private final String where;
  private final int length;
  private long count;
  private long directoryBytes;
  private long directory;
  private long directoryEnd;

  private NpzMembers(byte[] npz, String where) {
    this.npz = ByteBuffer.wrap(npz).order(ByteOrder.LITTLE_ENDIAN);
    this.where = where;
    this.length = npz.length;
  }

  /**
   * All members, none of them read.
   *
   * @throws DataException if the directory is malformed or lists more than 1024
   */
  static List<Member> of(byte[] npz, String where) {
    NpzMembers members = new NpzMembers(npz, where);
    members.end();
    return members.list();
  }

  /**
   * The packed bytes of a member.
   *
   * @throws DataException if they do not lie within the file, or what stands before them does not
   *     agree with the directory
   */
  static ByteBuffer data(byte[] npz, Member member, String where) {
    NpzMembers members = new NpzMembers(npz, where);
    long at = member.localHeader();
    if (at > members.length - LOCAL_BYTES || members.npz.getInt((int) at) != LOCAL) {
      throw members.malformed("at byte " + at + " no member starts");
    }
    int header = (int) at;
    int nameBytes = members.half(header + 26);
    long start = at + LOCAL_BYTES + nameBytes + members.half(header + 28);
    if (start > members.length - member.packed()) {
      throw members.malformed("the member at byte " + at + " reaches beyond the end of the file");
    }
    if (!members.text(header + LOCAL_BYTES, nameBytes).equals(member.name())
        || members.half(header + 8) != member.method()) {
      throw members.malformed("the member at byte " + at + " is not as the directory says");
    }
    return members.npz.slice((int) start, (int) member.packed());
  }

  private void end() {
    int at = length - END_BYTES;
    if (at < 0 || npz.getInt(at) != END || half(at + 20) != 0) {
      throw malformed("it does not end with the end of a zip directory");
    }
    count = half(at + 10);
    directoryBytes = word(at + 12);
    directory = word(at + 16);
    directoryEnd = at;
    if (count == 0xFFFF || directoryBytes == 0xFFFFFFFFL || directory == 0xFFFFFFFFL) {
      end64(at - LOCATOR64_BYTES);
    } else if (npz.getInt(at + 4) != 0 || half(at + 8) != count) {
      throw malformed("it is one of several disks");
    }
    if (directory < 0 || directoryBytes < 0 || directory != directoryEnd - directoryBytes) {
      throw malformed("its directory does not lie before its end");
    }
    if (count < 0 || count > MAX_MEMBERS || count * CENTRAL_BYTES > directoryBytes) {
      throw malformed("it declares " + count + " members, expected at most " + MAX_MEMBERS);
    }
  }

  private void end64(int locator) {
    if (locator < END64_BYTES || npz.getInt(locator) != LOCATOR64) {
      throw malformed("it lacks the zip64 locator");
    }
    long at = npz.getLong(locator + 8);
    if (at < 0 || at > locator - END64_BYTES || npz.getInt((int) at) != END64) {
      throw malformed("it lacks the zip64 end of the directory");
    }
    int end = (int) at;
    // The record may grow by data that nobody has defined; then it is not read.
    if (npz.getLong(end + 4) != END64_BYTES - 12 || end + END64_BYTES != locator) {
      throw malformed("its zip64 end of the directory has another length than 56 bytes");
    }
    count = npz.getLong(end + 32);
    directoryBytes = npz.getLong(end + 40);
    directory = npz.getLong(end + 48);
    directoryEnd = end;
  }

  private List<Member> list() {
    List<Member> members = new ArrayList<>();
    int at = (int) directory;
    for (int i = 0; i < count; i++) {
      if (directoryEnd - at < CENTRAL_BYTES || npz.getInt(at) != CENTRAL) {
        throw malformed("its directory is cut at byte " + at);
      }
      long next = (long) at + CENTRAL_BYTES + half(at + 28) + half(at + 30) + half(at + 32);
      if (next > directoryEnd) {
        throw malformed("its directory is cut at byte " + at);
      }
      members.add(member(at));
      at = (int) next;
    }
    if (at != directoryEnd) {
      throw malformed("its directory has more than the " + count + " members declared");
    }
    return members;
  }

  private Member member(int at) {
    String name = text(at + CENTRAL_BYTES, half(at + 28));
    Sizes sizes = new Sizes(at + CENTRAL_BYTES + half(at + 28), half(at + 30));
    long size = sizes.wide(word(at + 24));
    long packed = sizes.wide(word(at + 20));
    long local = sizes.wide(word(at + 42));
    int method = half(at + 10);
    if ((half(at + 8) & ENCRYPTED) != 0 || (method != 0 && method != 8)) {
      throw malformed(
          "its member "
              + name
              + " is encrypted or of compression method "
              + method
              + ", expected 0 (stored) or 8 (deflated)");
    }
    boolean backed = method == 0 ? size == packed : size / PackedBytes.MAX_EXPANSION <= packed;
    if (size < 0 || packed < 0 || local < 0 || packed > length || !backed) {
      throw malformed("its member " + name + " declares " + size + " bytes in " + packed);
    }
    return new Member(name, method, word(at + 16), packed, size, local);
  }

  private String text(int at, int bytes) {
    byte[] text = new byte[Math.min(bytes, length - at)];
    npz.get(at, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private int half(int at) {
    return npz.getShort(at) & 0xFFFF;
  }

  private long word(int at) {
    return npz.getInt(at) & 0xFFFFFFFFL;
  }

  private DataException malformed(String problem) {
    return new DataException(
        where + ": not a whole npz file: " + problem + "; save it again with numpy.savez");
  }

  /**
   * A member.
   *
   * @param localHeader where what stands before its bytes starts
   */
  record Member(String name, int method, long crc, long packed, long size, long localHeader) {
    /** The name of the array: that of the file without its extension. */
    String key() {
      return name.endsWith(".npy") ? name.substring(0, name.length() - 4) : name;
    }
  }

  /** The wide numbers of a member, which stand in a field of their own in place of the narrow. */
  private final class Sizes {
    private int at;
    private int end;

    Sizes(int from, int bytes) {
      at = from;
      end = from;
      int fields = from + bytes;
      for (int field = from; fields - field >= 4; field += 4 + half(field + 2)) {
        if (half(field) == ZIP64_FIELD && half(field + 2) <= fields - field - 4) {
          at = field + 4;
          end = at + half(field + 2);
          return;
        }
      }
    }

    /** The number, or the next of the wide ones if it says so. */
    long wide(long narrow) {
      if (narrow != 0xFFFFFFFFL) {
        return narrow;
      }
      if (end - at < Long.BYTES) {
        throw malformed("its directory lacks a zip64 size");
      }
      at += Long.BYTES;
      return npz.getLong(at - Long.BYTES);
    }
  }
}
