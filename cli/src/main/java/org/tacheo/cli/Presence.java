package org.tacheo.cli;

import static java.util.stream.Collectors.toSet;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tacheo.core.DataException;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.Task;
import org.tacheo.datasets.Datasets;
import org.tacheo.eval.suite.Suite;

/** Narrows a suite to the datasets and checkpoints that are there. */
final class Presence {
  private Presence() {}

  /**
   * A suite as it can be run.
   *
   * @param skip whether what is not there is left out rather than refused; either way it is said
   * @throws DataException if a checkpoint is not there, or nothing is
   */
  static Suite of(Suite suite, boolean skip, Path data, PrintWriter err) {
    Map<String, List<String>> missing = missing(suite);
    if (!skip && missing.isEmpty()) {
      return suite;
    }
    missing.forEach(
        (what, names) -> Job.note(err, "missing: " + String.join(", ", names) + ": " + what));
    List<Suite.Entry> present =
        suite.estimators().stream().filter(each -> each.opener().missing().isEmpty()).toList();
    if (skip && !present.isEmpty()) {
      return keep(only(suite, present), data, err);
    }
    noteAbsent(suite, data, err);
    throw new DataException(
        (suite.estimators().size() - present.size())
            + " of "
            + suite.estimators().size()
            + " estimators miss what they need; get it"
            + (present.isEmpty() ? "" : ", or leave them out with --skip-missing"));
  }

  /** Refuses an estimator that cannot work, saying what it misses. */
  static void require(Suite.Entry entry) {
    entry
        .opener()
        .missing()
        .ifPresent(
            missing -> {
              throw new DataException(entry.name() + ": " + missing);
            });
  }

  /** The names of the estimators that miss something, by what they miss. */
  private static Map<String, List<String>> missing(Suite suite) {
    Map<String, List<String>> missing = new LinkedHashMap<>();
    for (Suite.Entry entry : suite.estimators()) {
      entry
          .opener()
          .missing()
          .ifPresent(
              what -> missing.computeIfAbsent(what, w -> new ArrayList<>()).add(entry.name()));
    }
    return missing;
  }

  /** Says which archives are not there either, so that all can be fetched at once. */
  private static void noteAbsent(Suite suite, Path data, PrintWriter err) {
    for (String id : suite.datasets()) {
      if (!Datasets.isPresent(id, data)) {
        DatasetCard card = Datasets.card(id);
        String place = data.resolve(card.archive()).toString();
        Job.note(err, "missing: " + id + ": " + place + "; to get it, " + card.access());
      }
    }
  }

  /** The suite of these estimators. */
  private static Suite only(Suite suite, List<Suite.Entry> present) {
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
