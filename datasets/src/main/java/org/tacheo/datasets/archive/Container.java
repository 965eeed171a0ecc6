package org.tacheo.datasets.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Set;

/** One kind of archive, indexed. Safe for use by several threads. */
interface Container extends Closeable {
  /** The normalised names of all members that are files. */
  Set<String> names();

  /** The size of this member, bytes. */
  long size(String name);

  /** The file on disk that holds the bytes of this member. */
  Path file(String name);

  /**
   * The bytes of this member, exactly {@link #size} of them; a shortage or a wrong checksum is a
   * {@code DataException} while reading.
   */
  ReadableByteChannel open(String name) throws IOException;
}
