package org.tacheo.models.runtime;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A shared library that ONNX Runtime needs for CUDA.
 *
 * @param name for example {@code libcudnn.so.9}
 * @param source what it comes with
 * @param found where the loader of the system finds it
 * @param aside where it lies instead, if the loader does not look there
 */
public record CudaLibrary(String name, String source, Optional<Path> found, Optional<Path> aside) {
  /** Whether the loader of the system finds it. */
  public boolean isFound() {
    return found.isPresent();
  }
}
