package org.tacheo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tacheo.core.DatasetCard;
import org.tacheo.datasets.Datasets;
import org.tacheo.models.checkpoint.CheckpointPlaces;
import org.tacheo.models.runtime.CudaLibrary;
import org.tacheo.models.runtime.Diagnosis;

/** Finds out what there is, a line for each thing: what, whether it is there, and details. */
final class Doctor {
  private static final String OK = "ok";
  private static final String ABSENT = "absent";
  private static final String MISSING = "MISSING";

  /** The natives of ONNX Runtime and some digests; predictions need more. */
  private static final long LITTLE_DISK = 1L << 30;

  /** What a network of the size of Stable Diffusion needs beside its weights. */
  private static final long LITTLE_MEMORY = 6L << 30;

  private Doctor() {}

  /** Java, memory and disk. */
  static List<String> machine() {
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "Java",
            OK,
            System.getProperty("java.vm.name")
                + " "
                + System.getProperty("java.vm.version")
                + ", heap at most "
                + MemorySize.shown(Runtime.getRuntime().maxMemory())));
    long memory = MemorySize.ofThisMachine();
    lines.add(
        line(
            "memory",
            memory < LITTLE_MEMORY ? "little" : OK,
            MemorySize.shown(memory) + ", free now " + MemorySize.shown(MemorySize.free())));
    lines.add(disk("disk here", Path.of("")));
    CacheFolder.base(System.getenv()).ifPresent(cache -> lines.add(disk("disk of caches", cache)));
    return lines;
  }

  private static String disk(String what, Path folder) {
    Path there = folder.toAbsolutePath();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      return line(
          what, free < LITTLE_DISK ? "little" : OK, MemorySize.shown(free) + " free at " + there);
    } catch (IOException unknown) {
      return line(what, "unknown", there + " (" + unknown + ")");
    }
  }

  /** ONNX Runtime, the driver, and what CUDA needs. */
  static List<String> runtime(Diagnosis found) {
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "ONNX Runtime",
            found.loads() ? OK : MISSING,
            found.onnxRuntime()
                + (found.loads() ? ", built for " + String.join(", ", found.providers()) : "")));
    lines.add(line("processor", OK, found.instructionSet()));
    lines.add(
        line(
            "NVIDIA driver",
            found.driverLoaded() ? OK : ABSENT,
            found.driverLoaded() ? found.driver().orElse("version unknown") : "not loaded"));
    found.cards().forEach(card -> lines.add(line("graphics card", OK, card)));
    if (found.driverLoaded() || found.providers().contains("CUDA")) {
      found.libraries().forEach(library -> lines.add(library(library)));
    }
    return lines;
  }

  private static String library(CudaLibrary library) {
    String what = library.name() + " of " + library.source();
    return library
        .found()
        .map(place -> line("CUDA", OK, what + " at " + place))
        .orElseGet(
            () ->
                line(
                    "CUDA",
                    MISSING,
                    what
                        + library
                            .aside()
                            .map(
                                place ->
                                    ", which lies at "
                                        + place
                                        + ", where the loader does not look; add its folder to LD_LIBRARY_PATH")
                            .orElse("")));
  }

  /** Which datasets lie in a folder. */
  static String datasets(Path data) {
    if (!Files.isDirectory(data)) {
      return line("datasets", MISSING, data + " is not there, or no folder");
    }
    List<DatasetCard> cards = Datasets.cards();
    List<String> present =
        cards.stream().map(DatasetCard::id).filter(id -> Datasets.isPresent(id, data)).toList();
    return line(
        "datasets",
        present.isEmpty() ? ABSENT : OK,
        present.size()
            + " of "
            + cards.size()
            + " in "
            + data
            + (present.isEmpty() ? "" : ": " + String.join(", ", present)));
  }

  /** Which checkpoints there are. */
  static List<String> checkpoints(CheckpointOptions options) {
    if (options.folder().filter(folder -> !Files.isDirectory(folder)).isPresent()) {
      return List.of(
          line("checkpoints", MISSING, options.folder().get() + " is not there, or no folder"));
    }
    List<CheckpointPlaces.Found> all = options.places().list();
    if (all.isEmpty()) {
      String searched =
          options.searched().stream().map(Path::toString).collect(Collectors.joining(", "));
      return List.of(line("checkpoints", ABSENT, "none in " + searched));
    }
    return all.stream()
        .map(found -> line("checkpoint", OK, found.reference() + " in " + found.folder()))
        .toList();
  }

  private static String line(String what, String state, String details) {
    return String.format(Locale.ROOT, "%-15s %-8s %s", what, state, details);
  }
}
