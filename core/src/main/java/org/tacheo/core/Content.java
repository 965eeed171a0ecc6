package org.tacheo.core;

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
   * @param file path of the file that holds them: their own, or the archive
   * @param member where in that file they lie, empty if they are all of it; members of one file
   *     that have the same name in different contents differ in this
   * @param source reads them
   */
  public record Part(String name, long size, String file, String member, Source source) {
    /** One whole file. */
    public Part(String name, long size, String file, Source source) {
      this(name, size, file, "", source);
    }
  }

  /** Where the bytes of a part come from. Safe for use by several threads at once. */
  @FunctionalInterface
  public interface Source {
    /**
     * Gives all bytes to a sink, in order.
     *
     * @throws DataException if they are damaged or cannot be read
     */
    void read(Sink sink);
  }

  /** Takes the bytes of a part. */
  @FunctionalInterface
  public interface Sink {
    /** Takes the first so many bytes of a buffer, which is used again afterwards. */
    void take(byte[] buffer, int length);
  }
}
