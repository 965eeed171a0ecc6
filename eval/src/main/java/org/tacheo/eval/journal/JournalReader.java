package org.tacheo.eval.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads a journal up to the first line that is not sound. */
final class JournalReader {
  /** Far more than a unit under every protocol takes; no line makes the reader hold more. */
  static final int MAX_LINE = 1 << 22;

  private static final int BUFFER = 1 << 16;

  private final InputStream stream;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int end;
  private boolean cut;

  private JournalReader(InputStream stream) {
    this.stream = stream;
  }

  /**
   * What a journal holds.
   *
   * @param records the sound ones after the header, in order
   * @param soundBytes length of the file up to the end of the last sound line
   * @param lostLines lines of units behind it, whole or cut
   * @param damaged whether more is lost than one last line that was cut
   * @param lines continues the chain of sums
   */
  record Content(
      List<String> records, long soundBytes, int lostLines, boolean damaged, JournalLines lines) {
    /** Copies the list. */
    Content {
      records = List.copyOf(records);
    }
  }

  /**
   * Reads a journal.
   *
   * @param header what its first line must hold
   * @param sound whether a record whose sum is right makes sense
   */
  static Content read(InputStream stream, String header, Predicate<String> sound)
      throws IOException {
    JournalReader reader = new JournalReader(stream);
    JournalLines lines = new JournalLines();
    List<String> records = new ArrayList<>();
    long soundBytes = 0;
    int read = 0;
    for (byte[] line = reader.line(); line != null; line = reader.line()) {
      JournalLines before = lines.copy();
      String record = lines.opened(line);
      boolean good = record != null && (read == 0 ? sameRun(record, header) : sound.test(record));
      if (!good) {
        int units = read == 0 ? 0 : 1;
        return new Content(records, soundBytes, units + reader.countRest(), true, before);
      }
      if (read > 0) {
        records.add(record);
      }
      soundBytes += line.length + 1L;
      read++;
    }
    int units = reader.cut && read > 0 ? 1 : 0;
    int rest = reader.countRest();
    return new Content(records, soundBytes, units + rest, rest > 0, lines);
  }

  /** The first line; empty if it is not sound. */
  static String header(InputStream stream) throws IOException {
    byte[] line = new JournalReader(stream).line();
    String record = line == null ? null : new JournalLines().opened(line);
    return record == null ? "" : record;
  }

  /** Whoever began the journal: which builds go together is not for its reader to say. */
  private static boolean sameRun(String first, String header) {
    return Build.without(first).equals(Build.without(header));
  }

  /**
   * The next line without its line feed; null at the end, and where the line is cut or too long.
   */
  private byte @Nullable [] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (fill()) {
      int start = position;
      while (position < end && buffer[position] != '\n') {
        position++;
      }
      line.write(buffer, start, position - start);
      if (position < end) {
        position++;
        return line.toByteArray();
      }
      if (line.size() > MAX_LINE) {
        break;
      }
    }
    cut = line.size() > 0;
    return null;
  }

  private int countRest() throws IOException {
    int count = 0;
    boolean open = false;
    while (fill()) {
      while (position < end) {
        boolean lineEnd = buffer[position++] == '\n';
        count += lineEnd ? 1 : 0;
        open = !lineEnd;
      }
    }
    return count + (open ? 1 : 0);
  }

  private boolean fill() throws IOException {
    if (position == end) {
      position = 0;
      end = Math.max(0, stream.read(buffer));
    }
    return end > 0;
  }
}
