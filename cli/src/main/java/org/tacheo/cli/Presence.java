package org.tacheo.cli;

import static java.util.stream.Collectors.toSet;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tacheo.core.DataException;
import org.tacheo.core.Task;
import org.tacheo.datasets.Datasets;
import org.tacheo.eval.suite.Suite;

/** Narrows a suite to the datasets and checkpoints that are there. */
final class Presence {
  private Presence() {}

  /**
   * A suite as it can be run.
   *
   * @param skip whether what is not there is left out, and said, rather than refused
   * @throws DataException if a checkpoint is not there, or nothing is
   */
  static Suite of(Suite suite, boolean skip, Path data, PrintWriter err) {
    if (skip) {
      return keep(withoutMissing(suite, err), data, err);
    }
    long missing =
        suite.estimators().stream().filter(each -> each.opener().missing().isPresent()).count();
    if (missing > 1) {
      withoutMissing(suite, err);
      throw new DataException(
          missing
              + " of "
              + suite.estimators().size()
              + " estimators miss what they need; get it, or leave them out with --skip-missing");
    }
    suite.estimators().forEach(Presence::require);
    return suite;
  }

  /**
   * Refuses an estimator that cannot work.
   *
   * @throws DataException saying what it misses
   */
  static void require(Suite.Entry entry) {
    entry
        .opener()
        .missing()
        .ifPresent(
            missing -> {
              throw new DataException(entry.name() + ": " + missing);
            });
  }

  private static Suite withoutMissing(Suite suite, PrintWriter err) {
    List<Suite.Entry> present = new ArrayList<>();
    for (Suite.Entry entry : suite.estimators()) {
      Optional<String> missing = entry.opener().missing();
      missing.ifPresent(what -> Job.note(err, "missing: " + entry.name() + ": " + what));
      if (missing.isEmpty()) {
        present.add(entry);
      }
    }
    if (present.isEmpty()) {
      require(suite.estimators().get(0));
    }
    Set<Task> tasks = present.stream().map(entry -> entry.opener().kind().task()).collect(toSet());
    return new Suite(
        suite.name(),
        present,
        suite.datasets().stream().filter(id -> tasks.contains(Datasets.card(id).task())).toList(),
        suite.protocols().stream().filter(protocol -> tasks.contains(protocol.task())).toList());
  }

  private static Suite keep(Suite suite, Path data, PrintWriter err) {
    List<String> present =
        suite.datasets().stream().filter(id -> Datasets.isPresent(id, data)).toList();
    List<String> absent = suite.datasets().stream().filter(id -> !present.contains(id)).toList();
    if (present.isEmpty()) {
      throw new DataException(
          data
              + ": none of the suite's datasets is there ("
              + String.join(", ", suite.datasets())
              + "); \"tacheo datasets describe "
              + suite.datasets().get(0)
              + "\" says how to get one");
    }
    if (!absent.isEmpty()) {
      err.println("not in " + data + " and left out: " + String.join(", ", absent));
      err.flush();
    }
    return narrowed(suite, present);
  }

  /** A task whose datasets are all absent takes its estimators and protocols with it. */
  private static Suite narrowed(Suite suite, List<String> present) {
    Set<Task> tasks = present.stream().map(id -> Datasets.card(id).task()).collect(toSet());
    return new Suite(
        suite.name(),
        suite.estimators().stream()
            .filter(entry -> tasks.contains(entry.opener().kind().task()))
            .toList(),
        present,
        suite.protocols().stream().filter(protocol -> tasks.contains(protocol.task())).toList());
  }
}
