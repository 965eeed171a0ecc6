package org.tacheo.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.DataException;
import org.tacheo.models.checkpoint.CheckpointPlaces;
import org.tacheo.models.runtime.Device;
import org.tacheo.models.runtime.EngineOptions;
import picocli.CommandLine.Option;

/** Options of neural estimators: where their weights lie and what they run on. */
final class ModelOptions {
  /** Weights are mapped files, which the system drops from memory when it must; the rest is not. */
  private static final int MEMORY_DIVISOR = 2;

  /** How exactly networks compute. */
  enum Precision {
    fp32,
    fp16
  }

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description =
          "Folder of checkpoints, DIR/prs-eth/marigold-depth-v1-0 or DIR/marigold-depth-v1-0. The caches of Hugging Face (HF_HUB_CACHE, HF_HOME/hub, ~/.cache/huggingface/hub) are searched after it.")
  private @Nullable Path models;

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
  private Precision precision = Precision.fp32;

  @Option(
      names = "--model-memory",
      paramLabel = "SIZE",
      description =
          "What networks may use, for example 12g; default: half of this machine's memory. Decides how many members of an ensemble run at once.")
  private @Nullable String memory;

  /** The folder that was named. */
  Optional<Path> folder() {
    return Optional.ofNullable(models);
  }

  /**
   * Where checkpoints are looked for.
   *
   * @throws DataException if the folder that was named is none
   */
  CheckpointPlaces places() {
    folder()
        .filter(folder -> !Files.isDirectory(folder))
        .ifPresent(
            none -> {
              throw new DataException(
                  none + ": no such folder; --models names the folder that holds checkpoints");
            });
    return new CheckpointPlaces(folder(), HubCaches.of(System.getenv()));
  }

  Precision precision() {
    return precision;
  }

  /**
   * What networks run on.
   *
   * @param threads of one run of a network
   */
  EngineOptions engine(int threads) {
    long bytes =
        memory == null ? MemorySize.ofThisMachine() / MEMORY_DIVISOR : MemorySize.parse(memory);
    return new EngineOptions(Device.parse(device), threads, bytes);
  }
}
