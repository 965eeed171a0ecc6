package org.tacheo.models.runtime;

import java.util.List;

/**
 * An input or output that a network declares.
 *
 * @param name as the network says it
 * @param type of its elements, in lower case, for example {@code float16} or {@code int64}
 * @param shape its extents, {@link #ANY} for those that are left open; empty for a single number
 */
public record Port(String name, String type, List<Long> shape) {
  /** An extent that is left open. */
  public static final long ANY = -1;

  /** Copies the shape. */
  public Port {
    shape = List.copyOf(shape);
  }
}
