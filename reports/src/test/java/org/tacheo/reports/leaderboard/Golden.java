package org.tacheo.reports.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that hold what is expected to the byte; {@code -Dgolden.update=true} rewrites them. */
final class Golden {
  private static final Path FOLDER =
      Path.of(
          System.getProperty("tacheo.root", ".."),
          "reports/src/test/resources/org/tacheo/reports/leaderboard");

  private Golden() {}

  static void check(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, actual);
    }
    assertThat(file).as("missing? run with -Dgolden.update=true").exists();
    assertThat(actual).isEqualTo(Files.readString(file));
  }
}
