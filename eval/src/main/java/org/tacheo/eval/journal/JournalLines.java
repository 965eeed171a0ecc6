package org.tacheo.eval.journal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The form of a journal's lines: a JSON object whose last field is {@code crc32c}, the CRC-32C
 * (Castagnoli, RFC 3720 appendix B.4) of the bytes before that field, eight lower-case hex digits.
 *
 * <p>The sum of each line starts from the sum of the line before, so that a line that is doubled,
 * left out, moved or from another journal does not fit, as little as one with a flipped bit.
 */
final class JournalLines {
  private static final String BEFORE_SUM = ",\"crc32c\":\"";
  private static final String AFTER_SUM = "\"}";
  private static final int SUM_DIGITS = 8;
  private static final int TAIL = BEFORE_SUM.length() + SUM_DIGITS + AFTER_SUM.length();

  private int sum;

  /** The same place in the chain. */
  JournalLines copy() {
    JournalLines copy = new JournalLines();
    copy.sum = sum;
    return copy;
  }

  /** The bytes of the next line, with its line feed, for a JSON object on one line. */
  byte[] sealed(String record) {
    if (!record.startsWith("{") || !record.endsWith("}") || record.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("not a JSON object on one line: " + record);
    }
    byte[] head = record.substring(0, record.length() - 1).getBytes(StandardCharsets.UTF_8);
    sum = sum(sum, head, head.length);
    byte[] tail = (tail(sum) + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] line = new byte[head.length + tail.length];
    System.arraycopy(head, 0, line, 0, head.length);
    System.arraycopy(tail, 0, line, head.length, tail.length);
    return line;
  }

  /**
   * The object in a line, as it was before it was sealed.
   *
   * @param line without its line feed
   * @return null if the line is not the next one of this journal
   */
  @Nullable String opened(byte[] line) {
    int head = line.length - TAIL;
    if (head < 1) {
      return null;
    }
    int expected = sum(sum, line, head);
    byte[] tail = tail(expected).getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < tail.length; i++) {
      if (line[head + i] != tail[i]) {
        return null;
      }
    }
    sum = expected;
    return new String(line, 0, head, StandardCharsets.UTF_8) + "}";
  }

  private static String tail(int sum) {
    return BEFORE_SUM + HexFormat.of().toHexDigits(sum) + AFTER_SUM;
  }

  private static int sum(int before, byte[] head, int length) {
    CRC32C crc = new CRC32C();
    for (int shift = 24; shift >= 0; shift -= 8) {
      crc.update(before >>> shift);
    }
    crc.update(head, 0, length);
    return (int) crc.getValue();
  }
}
