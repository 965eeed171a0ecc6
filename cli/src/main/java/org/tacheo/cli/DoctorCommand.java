package org.tacheo.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.TacheoException;
import org.tacheo.models.runtime.Diagnosis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what of this machine can be used, and what is missing. */
@Command(
    name = "doctor",
    description =
        "Say what is here and what is missing: Java, memory, disk, ONNX Runtime, CUDA, datasets and checkpoints.")
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--data", paramLabel = "DIR", description = "Also look for datasets in here.")
  private @Nullable Path data;

  @Mixin private ModelOptions models = new ModelOptions();

  @Override
  public Integer call() {
    Lines lines = new Lines(spec.commandLine().getOut());
    Doctor.machine().forEach(lines::add);
    Optional<String> trouble = Optional.empty();
    String device = "";
    try (Models opened =
        new Models(
            models, Runtime.getRuntime().availableProcessors(), spec.commandLine().getErr())) {
      device = opened.engine().describe();
    } catch (TacheoException unusable) {
      trouble = Optional.of(String.valueOf(unusable.getMessage()));
    }
    Doctor.runtime(Diagnosis.ofThisMachine()).forEach(lines::add);
    Optional.ofNullable(data).map(Doctor::datasets).ifPresent(lines::add);
    List<String> checkpoints = Doctor.checkpoints(models.checkpoints());
    checkpoints.forEach(lines::add);
    lines.add(
        trouble
            .map(reason -> "NOT USABLE as asked: " + reason)
            .orElse("usable: networks run on " + device));
    return trouble.isPresent() ? ExitCode.DATA : ExitCode.DONE;
  }
}
