package org.tacheo.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.DataException;
import org.tacheo.core.SpecException;
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
    Trial trial = trial();
    Lines lines = new Lines(spec.commandLine().getOut());
    Doctor.machine().forEach(lines::add);
    Doctor.runtime(Diagnosis.ofThisMachine()).forEach(lines::add);
    Optional.ofNullable(data).map(Doctor::datasets).ifPresent(lines::add);
    Doctor.checkpoints(models.checkpoints()).forEach(lines::add);
    lines.add(trial.verdict());
    return trial.exitCode();
  }

  private void requireData() {
    if (data != null && !Files.isDirectory(data)) {
      throw new DataException(
          data + ": no such folder; --data names the folder that holds the archives of datasets");
    }
  }

  /** Whether networks can run as asked, and on what or why not. */
  private record Trial(int exitCode, String verdict) {}

  /** Options that nobody can mean are the user's mistake, not a finding about the machine. */
  private Trial trial() {
    try (Models opened =
        new Models(models, Caches.NONE, new Terminal(spec.commandLine().getErr(), false))) {
      requireData();
      return new Trial(ExitCode.DONE, "usable: networks run on " + opened.engine().describe());
    } catch (SpecException mistaken) {
      throw mistaken;
    } catch (TacheoException unusable) {
      return new Trial(ExitCode.DATA, "NOT USABLE as asked: " + unusable.getMessage());
    }
  }
}
