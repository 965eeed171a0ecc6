package org.tacheo.datasets.archive;

import java.util.HashMap;
import java.util.Map;

/** Extended headers of POSIX.1-2001: lines "length key=value", the length counting all of it. */
final class PaxRecords {
  private PaxRecords() {}

  /** The records by key; a later one replaces an earlier one, as the standard says. */
  static Map<String, String> parse(byte[] bytes) throws FieldException {
    Map<String, String> records = new HashMap<>();
    int position = 0;
    while (position < bytes.length) {
      position = parseRecord(bytes, position, records);
    }
    return records;
  }

  private static int parseRecord(byte[] bytes, int start, Map<String, String> records)
      throws FieldException {
    int blank = start;
    int length = 0;
    while (blank < bytes.length && bytes[blank] >= '0' && bytes[blank] <= '9') {
      length = 10 * length + bytes[blank] - '0';
      blank++;
      if (length > bytes.length) {
        throw malformed();
      }
    }
    int end = start + length;
    int equals = blank;
    while (equals < bytes.length && bytes[equals] != '=') {
      equals++;
    }
    boolean wellFormed =
        blank > start
            && end <= bytes.length
            && equals < end
            && bytes[blank] == ' '
            && bytes[end - 1] == '\n';
    if (!wellFormed) {
      throw malformed();
    }
    String key = StrictUtf8.decode(bytes, blank + 1, equals);
    if (!key.contains("xattr")) { // extended attributes hold arbitrary bytes
      records.put(key, StrictUtf8.decode(bytes, equals + 1, end - 1));
    }
    return end;
  }

  private static FieldException malformed() {
    return new FieldException("its extended header is not \"length key=value\" lines");
  }
}
