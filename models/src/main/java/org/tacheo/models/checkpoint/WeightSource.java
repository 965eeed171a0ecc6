package org.tacheo.models.checkpoint;

import org.tacheo.core.DataException;

/** Gives the weights of one network by the names that its architecture has for them. */
@FunctionalInterface
public interface WeightSource {
  /**
   * The tensor of this name.
   *
   * @param shape what the architecture wants
   * @throws DataException if it is missing, or of another shape, or of a type that is no floating
   *     point number
   */
  StoredTensor tensor(String name, long... shape);
}
