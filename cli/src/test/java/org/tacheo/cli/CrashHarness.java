package org.tacheo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The long form: kills, cuts, flipped bits and full disks in numbers, and a table of how many of
 * them ended with the bytes of the run to which nothing happened. See docs/runs.md.
 */
public final class CrashHarness {
  private static final long SEED = 20261122;
  private static final List<String> PARTS =
      List.of("kills", "records", "flips", "cuts", "disks", "places");

  private final Path work;
  private final CrashScene large;
  private final CrashScene small;
  private final Random random = new Random(SEED);
  private int failures;

  private CrashHarness(Path work, int samples) throws IOException, InterruptedException {
    this.work = work;
    this.large = CrashScene.render(work.resolve("large"), samples);
    this.small = CrashScene.render(work.resolve("small"), 3);
  }

  /**
   * Runs the harness; ends with 1 if anything went wrong.
   *
   * @param arguments kills at random points (default 200), flipped bits (1000), samples in each of
   *     the two sets (50), then which parts (all): kills, records, flips, cuts, disks, places
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    int flips = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
    int samples = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 50;
    List<String> parts =
        arguments.length > 3 ? List.of(arguments).subList(3, arguments.length) : PARTS;
    Path work = Files.createTempDirectory("tacheo-crash");
    int failures;
    try {
      CrashHarness harness = new CrashHarness(work, samples);
      System.out.println("| what | cases | same bytes in the end | notes |");
      System.out.println("|---|---|---|---|");
      for (String part : parts) {
        harness.part(part, kills, flips);
      }
      failures = harness.failures;
    } finally {
      CrashScene.delete(work);
    }
    System.exit(failures == 0 ? 0 : 1);
  }

  private void part(String part, int kills, int flips) throws IOException, InterruptedException {
    switch (part) {
      case "kills" -> randomKills(kills);
      case "records" -> everyRecord();
      case "flips" -> flippedBits(flips);
      case "cuts" -> everyByteOfTheLastLines();
      case "disks" -> fullDisks();
      case "places" -> places();
      default -> throw new IllegalArgumentException(part + ": expected one of " + PARTS);
    }
  }

  /** Uniform over the time of the undisturbed run; half of them from the first record on. */
  private void randomKills(int kills) throws IOException, InterruptedException {
    int good = 0;
    int[] phases = new int[4];
    for (int i = 0; i < kills; i++) {
      Path folder = large.folder("random");
      int threads = List.of(1, 2, 8).get(i % 3);
      if (i % 2 == 0) {
        large.killAfter(folder, threads, (long) (random.nextDouble() * large.undisturbedMillis()));
      } else {
        long size = Files.size(large.undisturbed().resolve("journal.jsonl"));
        large.killBeyond(folder, threads, (long) (random.nextDouble() * size));
      }
      phases[phase(folder)]++;
      good += endsWell(large, folder, "random kill " + i) ? 1 : 0;
    }
    row(
        "kill -9 at a random point, " + large.units() + " units, 1, 2 and 8 threads",
        kills,
        good,
        String.format(
            Locale.ROOT,
            "killed before the journal %d, in it %d, in the derived files %d, after the end %d",
            phases[0],
            phases[1],
            phases[2],
            phases[3]));
  }

  private int phase(Path folder) throws IOException {
    int records = CrashScene.records(folder);
    if (records == 0) {
      return 0;
    }
    if (records < large.units()) {
      return 1;
    }
    return Files.exists(folder.resolve("timing.json")) ? 3 : 2;
  }

  /** One run, killed at the next record again and again until there is none. */
  private void everyRecord() throws IOException, InterruptedException {
    Path folder = large.folder("records");
    int kills = 0;
    boolean ended = false;
    while (!ended && kills <= 2 * large.units()) {
      Path journal = folder.resolve("journal.jsonl");
      ended = large.killBeyond(folder, 2, Files.exists(journal) ? Files.size(journal) : 1);
      kills += ended ? 0 : 1;
      if (!large.nothingCut(folder)) {
        failures++;
        System.out.println("cut under its final name after kill " + kills);
      }
    }
    boolean good = endsWell(large, folder, "killed at every record");
    row(
        "one run, killed after each record and started again",
        kills,
        good ? kills : 0,
        "one comparison at the end; no file ever cut under its final name");
  }

  private void flippedBits(int flips) throws IOException {
    byte[] journal = Files.readAllBytes(small.undisturbed().resolve("journal.jsonl"));
    int good = 0;
    int noticed = 0;
    for (int i = 0; i < flips; i++) {
      byte[] bad = journal.clone();
      int bit = random.nextInt(8 * bad.length);
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      Path folder = prepared(bad);
      Cli cli = small.goOn(folder, 2);
      noticed += cli.err().contains("computed again") ? 1 : 0;
      good += small.difference(folder, cli).isEmpty() ? 1 : 0;
    }
    failures += flips - good + flips - noticed;
    row("a bit of the journal flipped", flips, good, noticed + " noticed");
  }

  private void everyByteOfTheLastLines() throws IOException {
    byte[] journal = Files.readAllBytes(small.undisturbed().resolve("journal.jsonl"));
    int start = journal.length;
    for (int lines = 0; lines < 4; start--) {
      lines += journal[start - 1] == '\n' ? 1 : 0;
    }
    int cases = 0;
    int good = 0;
    for (int length = start + 1; length < journal.length; length++) {
      Path folder = prepared(Arrays.copyOf(journal, length));
      good += small.difference(folder, small.goOn(folder, 1)).isEmpty() ? 1 : 0;
      cases++;
    }
    failures += cases - good;
    row("the journal cut at every byte of its last three lines", cases, good, "");
  }

  private void fullDisks() throws IOException, InterruptedException {
    if (!FullDisk.possible()) {
      row("a full file system", 0, 0, "skipped: no right to mount a small file system");
      return;
    }
    int cases = 0;
    int good = 0;
    for (int kilobytes = 4; kilobytes <= 512; kilobytes += kilobytes < 64 ? 8 : 56) {
      Path rest = large.folder("full");
      FullDisk.Ending ending = FullDisk.run(large, work.resolve("mount"), kilobytes, rest);
      boolean clean =
          ending.exitCode() == 0 || (ending.exitCode() == 2 && ending.err().contains("bytes free"));
      if (!clean || !large.nothingCut(rest)) {
        failures++;
        System.out.println(kilobytes + " kB: exit code " + ending.exitCode() + ": " + ending.err());
      }
      good += endsWell(large, rest, "disk of " + kilobytes + " kB") && clean ? 1 : 0;
      cases++;
    }
    row("a really full file system (tmpfs of 4 to 512 kB)", cases, good, "went on elsewhere");
  }

  private void places() throws IOException, InterruptedException {
    List<List<String>> places =
        List.of(
            List.of("-Duser.language=de", "-Duser.country=DE", "-Duser.timezone=Asia/Tokyo"),
            List.of("-Duser.language=tr", "-Duser.country=TR", "-Duser.timezone=America/Lima"),
            List.of("-Duser.language=ar", "-Duser.country=EG", "-Dfile.encoding=ISO-8859-1"));
    int good = 0;
    int cases = 0;
    for (List<String> place : places) {
      for (int threads : new int[] {1, 2, 8}) {
        Path folder = large.folder("place" + cases);
        cases++;
        int exitCode = large.start(folder, threads, place).waitFor();
        if (exitCode != 0 || !large.whole(folder)) {
          failures++;
          System.out.println(place + " " + threads + ": exit code " + exitCode);
          continue;
        }
        good += endsWell(large, folder, place + " " + threads) ? 1 : 0;
      }
    }
    row("locales de_DE, tr_TR, ar_EG, other time zones, 1, 2, 8 threads", cases, good, "");
  }

  private boolean endsWell(CrashScene scene, Path folder, String what) throws IOException {
    boolean whole = scene.nothingCut(folder);
    String difference = scene.difference(folder, scene.goOn(folder, 2));
    boolean verified = Cli.run("verify", folder).exitCode() == 0;
    CrashScene.delete(folder);
    if (whole && difference.isEmpty() && verified) {
      return true;
    }
    failures++;
    System.out.println(what + ": whole " + whole + ", verified " + verified + ", " + difference);
    return false;
  }

  /** The small run with this journal, nothing derived yet. */
  private Path prepared(byte[] journal) throws IOException {
    Path folder = small.folder("prepared");
    CrashScene.delete(folder);
    Files.createDirectories(folder);
    Files.copy(
        small.undisturbed().resolve("manifest.json"),
        folder.resolve("manifest.json"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.write(folder.resolve("journal.jsonl"), journal);
    small.copyErrors(folder);
    return folder;
  }

  private static void row(String what, int cases, int good, String notes) {
    System.out.println(
        "| " + what + " | " + cases + " | " + good + " of " + cases + " | " + notes + " |");
  }
}
