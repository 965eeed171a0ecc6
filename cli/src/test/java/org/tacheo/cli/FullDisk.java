package org.tacheo.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small file system in memory (Linux), mounted where only the process that fills it sees it. */
final class FullDisk {
  private static final String SCRIPT =
      "mount -t tmpfs -o size=\"$1\" tmpfs \"$2\" || exit 99; mount=$2; rest=$3; shift 3; \"$@\";"
          + " code=$?; cp -a \"$mount/run\" \"$rest\"; exit $code";

  private FullDisk() {}

  /** How a run on such a disk ended. */
  record Ending(int exitCode, String err) {}

  /** Whether this user may mount one. */
  static boolean possible() throws IOException, InterruptedException {
    Path mount = Files.createTempDirectory("mount");
    try {
      return new ProcessBuilder(
                  "unshare", "-m", "sh", "-c", "mount -t tmpfs -o size=64k tmpfs " + mount)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    } finally {
      Files.delete(mount);
    }
  }

  /**
   * Does the run on a disk of this size.
   *
   * @param rest where what it left is copied
   */
  static Ending run(CrashScene scene, Path mount, int kilobytes, Path rest)
      throws IOException, InterruptedException {
    Files.createDirectories(mount);
    List<String> command = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", SCRIPT, "sh"));
    command.addAll(List.of(kilobytes + "k", mount.toString(), rest.toString()));
    command.addAll(scene.command(mount.resolve("run"), 2, List.of()));
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ending(process.waitFor(), err);
  }
}
