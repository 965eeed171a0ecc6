package org.tacheo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short form of {@link CrashHarness}: real processes, really killed. */
class CrashTest {
  @TempDir private static Path work = Path.of("");
  private static CrashScene scene;

  @BeforeAll
  static void render() throws IOException, InterruptedException {
    scene = CrashScene.render(work, 6);
  }

  @ParameterizedTest(name = "after {0} of 42 records")
  @ValueSource(ints = {0, 1, 5, 17, 30, 35, 41})
  void aRunKilledAtARecordEndsWithTheSameBytes(int records) throws Exception {
    Path folder = scene.folder("killed" + records);
    String journal = Files.readString(scene.undisturbed().resolve("journal.jsonl"));
    long bytes = (long) journal.length() * records / scene.units();
    scene.killBeyond(folder, 2, bytes);
    assertThat(scene.nothingCut(folder)).isTrue();
    assertThat(scene.difference(folder, scene.goOn(folder, 1 + records % 3))).isEmpty();
    assertThat(Cli.run("verify", folder).exitCode()).isEqualTo(0);
  }

  @Test
  void aSecondProcessIsRefusedByTheNameOfTheFirst() throws Exception {
    Path folder = scene.folder("shared");
    Process first = scene.start(folder, 1, List.of());
    Path journal = folder.resolve("journal.jsonl");
    while (first.isAlive() && (!Files.exists(journal) || Files.size(journal) == 0)) {
      Thread.onSpinWait();
    }
    Cli second = scene.goOn(folder, 1);
    assumeTrue(second.exitCode() != 0, "skipped: the first process was too fast");
    assertThat(second.exitCode()).isEqualTo(2);
    assertThat(second.err())
        .contains("in use by process " + first.pid() + " on ")
        .contains("wait for it or stop it");
    assertThat(first.waitFor()).isEqualTo(0);
    assertThat(scene.difference(folder, scene.goOn(folder, 1))).isEmpty();
  }

  @Test
  void aFullDiskEndsTheRunCleanlyAndItGoesOnElsewhere() throws Exception {
    assumeTrue(FullDisk.possible(), "skipped: no right to mount a small file system");
    for (int kilobytes : new int[] {12, 36}) {
      Path rest = scene.folder("full" + kilobytes);
      FullDisk.Ending ending = FullDisk.run(scene, work.resolve("mount"), kilobytes, rest);
      assertThat(ending.exitCode()).as(ending.err()).isEqualTo(2);
      assertThat(ending.err()).contains("cannot be written").contains("bytes free");
      assertThat(scene.nothingCut(rest)).isTrue();
      assertThat(scene.difference(rest, scene.goOn(rest, 2))).isEmpty();
    }
  }
}
