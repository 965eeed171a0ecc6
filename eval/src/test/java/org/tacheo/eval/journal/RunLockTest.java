package org.tacheo.eval.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tacheo.core.SpecException;

class RunLockTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void refusesASecondProcessByTheNameOfTheFirstAndTakesOverFromADeadOne() throws Exception {
    Process first = start();
    try {
      assertThatThrownBy(() -> RunLock.take(Disk.REAL, folder))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("in use by process " + first.pid() + " on ")
          .hasMessageContaining("since 2");
    } finally {
      first.destroyForcibly().waitFor();
    }
    assertThat(lock()).as("a dead process leaves its name").contains("process " + first.pid());
    try (RunLock second = RunLock.take(Disk.REAL, folder)) {
      assertThat(second).isNotNull();
      assertThat(lock())
          .startsWith("process " + ProcessHandle.current().pid() + " on ")
          .doesNotContain("process " + first.pid());
    }
    assertThat(lock()).isEmpty();
  }

  @Test
  void refusesASecondHolderInTheSameProcess() throws IOException {
    try (RunLock first = RunLock.take(Disk.REAL, folder)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> RunLock.take(Disk.REAL, folder))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
    RunLock.take(Disk.REAL, folder).close();
  }

  private String lock() throws IOException {
    return Files.readString(folder.resolve(RunLock.NAME));
  }

  private Process start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.readLine()).isEqualTo("taken");
    return process;
  }

  /** Takes the lock, says so, and keeps it until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      try (RunLock lock = RunLock.take(Disk.REAL, Path.of(arguments[0]))) {
        System.out.println(lock == null ? "" : "taken");
        Thread.sleep(60_000);
      }
    }
  }
}
