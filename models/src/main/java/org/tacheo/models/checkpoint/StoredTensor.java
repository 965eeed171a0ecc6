package org.tacheo.models.checkpoint;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a tensor lies in a file.
 *
 * @param name as the file says it
 * @param type of its elements
 * @param shape in C order; empty for a single number
 * @param file its real path: no link leads to it
 * @param offset of its first byte in that file
 * @param bytes how many
 */
public record StoredTensor(
    String name, ElementType type, List<Long> shape, Path file, long offset, long bytes) {
  /** Copies the shape. */
  public StoredTensor {
    shape = List.copyOf(shape);
  }
}
