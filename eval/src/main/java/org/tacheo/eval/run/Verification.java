package org.tacheo.eval.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tacheo.core.DataException;
import org.tacheo.eval.journal.RunFolder;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ResultJson;
import org.tacheo.eval.result.Unit;
import org.tacheo.eval.result.Verdict;

/**
 * Checks a run from its files alone: everything derived is computed again and compared byte by
 * byte, and what must hold of any run's numbers is held against them.
 */
public final class Verification {
  private static final String MANIFEST = "manifest.json";
  private static final String SAMPLES = "samples.jsonl";
  private static final String RESULTS = "results.json";

  private final Path folder;
  private final List<Check> checks = new ArrayList<>();

  private Verification(Path folder) {
    this.folder = folder;
  }

  /**
   * One check.
   *
   * @param what was checked
   * @param problem what differs; empty if nothing does
   */
  public record Check(String what, Optional<String> problem) {}

  /**
   * Checks a run.
   *
   * @param reports makes the reports of a run, by file name
   * @return every check, in order; checks that need what an earlier one missed are left out
   */
  public static List<Check> of(Path folder, Function<Run, Map<String, String>> reports) {
    Verification verification = new Verification(folder);
    verification.manifest().ifPresent(manifest -> verification.run(manifest, reports));
    return List.copyOf(verification.checks);
  }

  private Optional<Manifest> manifest() {
    Optional<Manifest> manifest = attempt("manifest is one", () -> RunFolder.manifest(folder));
    if (manifest.isEmpty()) {
      return manifest;
    }
    String id = manifest.get().runId();
    check(
        "manifest is as it was written, run " + id,
        RunFolder.text(folder, MANIFEST).equals(ResultJson.indented(manifest.get()))
            ? Optional.empty()
            : Optional.of(MANIFEST + " was edited"));
    Path name = folder.toAbsolutePath().normalize().getFileName();
    if (name != null && name.toString().matches(manifest.get().suite() + "-[0-9a-f]{12}")) {
      check(
          "folder is named by the manifest",
          name.toString().equals(id)
              ? Optional.empty()
              : Optional.of("is named " + name + ", expected " + id));
    }
    return manifest;
  }

  private void run(Manifest manifest, Function<Run, Map<String, String>> reports) {
    Optional<RunFolder.JournalState> journal =
        attempt("journal can be read", () -> RunFolder.journal(folder, manifest));
    if (journal.isEmpty()) {
      return;
    }
    check("journal is whole: every sum holds", damage(journal.get()));
    List<Unit> units = journal.get().units();
    check("journal has every unit, " + units.size(), missing(manifest, units));
    check("error files are as they were written", errorFiles(units));
    Optional<Run> run =
        attempt(
            "run can be computed again",
            () -> Tally.of(manifest, units, FolderErrors.of(folder, units), 1));
    run.ifPresent(whole -> derived(whole, reports));
    attempt("samples are rows", () -> ResultJson.samples(RunFolder.text(folder, SAMPLES), SAMPLES))
        .ifPresent(
            rows ->
                Identities.ofSamples(rows)
                    .forEach((what, problem) -> check(SAMPLES + ": " + what, problem)));
    attempt(
            "results belong to the manifest",
            () ->
                Identities.ofResults(
                    manifest,
                    RunFolder.results(folder),
                    ResultJson.samples(RunFolder.text(folder, SAMPLES), SAMPLES)))
        .ifPresent(
            problems -> problems.forEach((what, problem) -> check(RESULTS + ": " + what, problem)));
  }

  private static Optional<String> damage(RunFolder.JournalState journal) {
    if (journal.foreign()) {
      return Optional.of("journal.jsonl does not begin as the journal of this manifest");
    }
    return journal.lost() == 0
        ? Optional.empty()
        : Optional.of(
            journal.lost()
                + " lines cut or damaged after "
                + journal.units().size()
                + " units; start the run again to compute them");
  }

  private static Optional<String> missing(Manifest manifest, List<Unit> units) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    units.forEach(u -> counts.merge(cell(u.estimator(), u.dataset()), 1, Integer::sum));
    for (DatasetInfo dataset : manifest.datasets()) {
      for (EstimatorInfo estimator : manifest.estimators()) {
        int expected = estimator.task().equals(dataset.task()) ? dataset.n() : 0;
        String cell = cell(estimator.name(), dataset.id());
        int found = counts.getOrDefault(cell, 0);
        if (found != expected) {
          return Optional.of(cell + ": " + found + " units, expected " + expected);
        }
      }
    }
    for (Unit unit : units) {
      if (!manifest.hasWhole(unit)) {
        List<String> own = unit.verdicts().stream().map(Verdict::protocol).toList();
        return Optional.of(
            unit.key() + ": scored under " + own + ", expected the protocols of the manifest");
      }
    }
    return differingSamples(units);
  }

  /** Every estimator must have seen the same samples. */
  private static Optional<String> differingSamples(List<Unit> units) {
    Map<String, Map<String, Set<String>>> samples = new LinkedHashMap<>();
    for (Unit unit : units) {
      samples
          .computeIfAbsent(unit.dataset(), dataset -> new LinkedHashMap<>())
          .computeIfAbsent(unit.estimator(), estimator -> new HashSet<>())
          .add(unit.scene() + "\t" + unit.id());
    }
    return samples.entrySet().stream()
        .filter(dataset -> new HashSet<>(dataset.getValue().values()).size() > 1)
        .findFirst()
        .map(dataset -> dataset.getKey() + ": its estimators were scored on different samples");
  }

  private static String cell(String estimator, String dataset) {
    return estimator + " on " + dataset;
  }

  private Optional<String> errorFiles(List<Unit> units) {
    for (Unit unit : units) {
      for (Verdict verdict : unit.verdicts()) {
        if (verdict.errors().isPresent()) {
          try {
            if (RunFolder.errors(folder, verdict.errors().get()).length == 0) {
              return Optional.of(verdict.errors().get() + " is empty");
            }
          } catch (DataException bad) {
            return Optional.ofNullable(bad.getMessage());
          }
        }
      }
    }
    return Optional.empty();
  }

  private void derived(Run run, Function<Run, Map<String, String>> reports) {
    Map<String, String> files = new LinkedHashMap<>(RunFiles.derived(run));
    files.putAll(reports.apply(run));
    files.forEach(
        (name, content) ->
            attempt(name + " is there", () -> RunFolder.text(folder, name))
                .ifPresent(
                    found ->
                        check(
                            name + " has the bytes that the journal gives",
                            difference(found, content))));
  }

  private static Optional<String> difference(String found, String expected) {
    if (found.equals(expected)) {
      return Optional.empty();
    }
    List<String> one = found.lines().toList();
    List<String> other = expected.lines().toList();
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      if (!one.get(i).equals(other.get(i))) {
        return Optional.of("line " + (i + 1) + " differs");
      }
    }
    return Optional.of(one.size() + " lines, expected " + other.size());
  }

  private <T> Optional<T> attempt(String what, Supplier<T> step) {
    try {
      return Optional.of(step.get());
    } catch (DataException bad) {
      check(what, Optional.of(String.valueOf(bad.getMessage())));
      return Optional.empty();
    }
  }

  private void check(String what, Optional<String> problem) {
    checks.add(new Check(what, problem));
  }
}
