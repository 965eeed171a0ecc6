package org.tacheo.models.graph;

import java.util.Map;
import java.util.Objects;
import org.tacheo.models.runtime.Tensor;

/** Tensors by name, all of which are there. */
record Tensors(Map<String, Tensor> byName) {
  Tensors {
    byName = Map.copyOf(byName);
  }

  Tensor get(String name) {
    return Objects.requireNonNull(byName.get(name), name);
  }
}
