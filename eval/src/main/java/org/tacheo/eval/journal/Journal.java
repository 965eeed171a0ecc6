package org.tacheo.eval.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An append-only file of records. A record is on the disk before {@link #append} returns; what was
 * being written when a process died is cut off when the journal is opened again.
 *
 * <p>Safe for use by several threads: while one waits for the disk the others write, and one wait
 * serves all that wrote before it.
 */
final class Journal implements AutoCloseable {
  static final String NAME = "journal.jsonl";

  /** Where a tail goes that is more than one line a process was writing when it died. */
  static final String DAMAGED = "journal.jsonl.damaged";

  private static final int COPIED_AT_ONCE = 1 << 16;

  private final Disk disk;
  private final FileChannel file;
  private final JournalLines lines;
  private final List<String> found;
  private final int lost;
  private final boolean damaged;

  private final Object writing = new Object();
  private final Object forcing = new Object();
  private long written;
  private long durable;
  private @Nullable Throwable broken;

  private Journal(Disk disk, FileChannel file, JournalReader.Content content) {
    this.disk = disk;
    this.file = file;
    this.lines = content.lines();
    this.found = content.records();
    this.lost = content.lostLines();
    this.damaged = content.damaged();
  }

  /**
   * Opens the journal of a folder, or begins one. Whatever lies behind its last sound line is cut
   * off.
   *
   * @param header a JSON object that says what the journal belongs to; a file with another one is
   *     begun anew
   * @param sound whether a record makes sense
   */
  static Journal open(Disk disk, Path folder, String header, Predicate<String> sound)
      throws IOException {
    JournalReader.Content content = read(folder, header, sound);
    FileChannel file =
        disk.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      Journal journal = new Journal(disk, file, content);
      if (file.size() > content.soundBytes()) {
        if (content.damaged()) {
          keepDamaged(disk, folder, content.soundBytes());
        }
        disk.truncate(file, content.soundBytes());
      }
      file.position(content.soundBytes());
      if (content.soundBytes() == 0) {
        journal.append(header);
      } else {
        // The lines that were found may be no further than the memory of the system.
        disk.force(file);
      }
      disk.forceFolder(folder);
      return journal;
    } catch (IOException | RuntimeException failed) {
      file.close();
      throw failed;
    }
  }

  /** Adds what is behind the sound lines to a file of its own, so that nothing is lost for good. */
  private static void keepDamaged(Disk disk, Path folder, long soundBytes) throws IOException {
    try (InputStream tail = Files.newInputStream(folder.resolve(NAME));
        FileChannel kept =
            disk.open(
                folder.resolve(DAMAGED), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      tail.skipNBytes(soundBytes);
      byte[] buffer = new byte[COPIED_AT_ONCE];
      for (int count = tail.read(buffer); count >= 0; count = tail.read(buffer)) {
        disk.writeAll(kept, ByteBuffer.wrap(buffer, 0, count));
      }
      disk.force(kept);
    }
    disk.forceFolder(folder);
  }

  /** Reads a journal without changing it; one that is not there is empty. */
  static JournalReader.Content read(Path folder, String header, Predicate<String> sound)
      throws IOException {
    Path path = folder.resolve(NAME);
    if (!Files.exists(path)) {
      return new JournalReader.Content(List.of(), 0, 0, false, new JournalLines());
    }
    try (InputStream stream = Files.newInputStream(path)) {
      return JournalReader.read(stream, header, sound);
    }
  }

  /**
   * Whether there is a journal in which no record was ever finished: nothing but its first line, or
   * a line after it that was cut. One that is damaged may have held some.
   */
  static boolean isBare(Path folder) throws IOException {
    if (!Files.exists(folder.resolve(NAME))) {
      return false;
    }
    JournalReader.Content content = read(folder, header(folder), record -> true);
    return content.records().isEmpty() && !content.damaged();
  }

  /** The first line of a journal; empty if it is not there or not sound. */
  static String header(Path folder) throws IOException {
    Path path = folder.resolve(NAME);
    if (!Files.exists(path)) {
      return "";
    }
    try (InputStream stream = Files.newInputStream(path)) {
      return JournalReader.header(stream);
    }
  }

  /** The records that were there when the journal was opened, in order. */
  List<String> found() {
    return found;
  }

  /** Records that were there and not sound, or behind such a one. */
  int lost() {
    return lost;
  }

  /** Whether what was lost is more than one cut last line, and was kept in {@link #DAMAGED}. */
  boolean damaged() {
    return damaged;
  }

  /**
   * Adds a record.
   *
   * @param record a JSON object on one line
   * @throws IOException if it cannot be written; the journal then takes no further record, since
   *     nobody knows what of it reached the disk
   */
  void append(String record) throws IOException {
    force(write(record));
  }

  private long write(String record) throws IOException {
    synchronized (writing) {
      requireSound();
      try {
        disk.writeAll(file, ByteBuffer.wrap(lines.sealed(record)));
      } catch (Throwable failed) {
        broken = failed;
        throw failed;
      }
      return ++written;
    }
  }

  private void force(long number) throws IOException {
    synchronized (forcing) {
      if (durable >= number) {
        return;
      }
      long reached;
      synchronized (writing) {
        requireSound();
        reached = written;
      }
      try {
        disk.force(file);
      } catch (Throwable failed) {
        synchronized (writing) {
          broken = failed;
        }
        throw failed;
      }
      durable = reached;
    }
  }

  private void requireSound() throws IOException {
    if (broken != null) {
      throw new IOException("the journal could not be written before: " + broken, broken);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
