package org.tacheo.core;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.List;

/**
 * The bytes that something is made of, part by part, so that it can be known by what it holds
 * rather than by where it lies.
 *
 * @param parts their names differ
 */
public record Content(List<Part> parts) {
  /** Of something that rests on no file. */
  public static final Content NONE = new Content(List.of());

  /** The size of a part that is not there. */
  public static final long MISSING = -1;

  /** Copies the list. */
  public Content {
    parts = List.copyOf(parts);
  }

  /**
   * One file or member of an archive.
   *
   * @param name the same wherever and in whatever container the bytes lie
   * @param size bytes, or {@link #MISSING}
   * @param file that holds them: itself, or the archive
   * @param source opens them; exactly {@code size} bytes, or a {@link DataException}
   */
  public record Part(String name, long size, Path file, Source source) {}

  /** Where the bytes of a part come from. Safe for use by several threads at once. */
  @FunctionalInterface
  public interface Source {
    /** Opens the bytes; the caller closes them. */
    ReadableByteChannel open() throws IOException;
  }
}
