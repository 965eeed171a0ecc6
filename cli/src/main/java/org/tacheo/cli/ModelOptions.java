package org.tacheo.cli;

import org.jspecify.annotations.Nullable;
import org.tacheo.core.SpecException;
import org.tacheo.models.graph.Precision;
import org.tacheo.models.runtime.Device;
import org.tacheo.models.runtime.EngineOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of neural estimators: where their weights lie and what they run on. */
final class ModelOptions {
  /** Weights are mapped files, which the system drops from memory when it must; the rest is not. */
  private static final int MEMORY_DIVISOR = 2;

  /** The same on all machines that have twice as much, since it is part of what names a run. */
  private static final long USUAL_MEMORY = 4L << 30;

  /** The words for it. */
  enum Words {
    fp32(Precision.FP32),
    fp16(Precision.FP16);

    private final Precision precision;

    Words(Precision precision) {
      this.precision = precision;
    }
  }

  @Mixin private CheckpointOptions checkpoints = new CheckpointOptions();

  @Option(
      names = "--device",
      paramLabel = "D",
      defaultValue = "auto",
      description =
          "What networks run on: auto, cpu or cuda:N; default auto, the first CUDA device if it can be used, else the CPU, and says which.")
  private String device = "auto";

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = "fp32",
      description =
          "What networks compute with: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}. Changes numbers.")
  private Words precision = Words.fp32;

  @Option(
      names = "--network-threads",
      paramLabel = "N",
      description =
          "Threads of one run of a network; default: the number of processors. May move the last digits of what networks predict, and is part of what names a run.")
  private int networkThreads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--model-memory",
      paramLabel = "SIZE",
      description =
          "What networks may use beside their weights, for example 12g; default: 4g, or half of this machine's memory if that is less. Decides how many members of an ensemble run at once.")
  private @Nullable String memory;

  /** Where checkpoints lie. */
  CheckpointOptions checkpoints() {
    return checkpoints;
  }

  /** What networks compute with. */
  Precision precision() {
    return precision.precision;
  }

  /**
   * What networks run on.
   *
   * @throws SpecException if that cannot be meant
   */
  EngineOptions engine() {
    if (networkThreads < 1 || networkThreads > EngineOptions.MOST_THREADS) {
      throw new SpecException(
          "--network-threads: expected 1 to "
              + EngineOptions.MOST_THREADS
              + ", got "
              + networkThreads);
    }
    long bytes =
        memory == null
            ? Math.min(USUAL_MEMORY, MemorySize.ofThisMachine() / MEMORY_DIVISOR)
            : MemorySize.parse(memory);
    return new EngineOptions(Device.parse(device), networkThreads, bytes);
  }
}
