package org.tacheo.models.runtime;

/**
 * How networks run. The device changes the last digits of a number, and so may the number of
 * threads; memory does not.
 *
 * @param device where
 * @param threads that one run uses, 0 for as many as there are processors
 * @param memoryBytes what whoever cuts work into batches may plan with, 0 where nobody said
 */
public record EngineOptions(Device device, int threads, long memoryBytes) {
  /** The most threads that one run may use. */
  public static final int MOST_THREADS = 1024;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is negative, or if there are more than 1024 threads
   */
  public EngineOptions {
    if (threads < 0 || threads > MOST_THREADS || memoryBytes < 0) {
      throw new IllegalArgumentException(
          "expected 0 to 1024 threads and memory of 0 or more bytes, got "
              + threads
              + " and "
              + memoryBytes);
    }
  }

  /** All processors, and nothing said on memory. */
  public static EngineOptions on(Device device) {
    return new EngineOptions(device, 0, 0);
  }

  /** The threads that one run uses, at least 1. */
  public int resolvedThreads() {
    return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
  }
}
