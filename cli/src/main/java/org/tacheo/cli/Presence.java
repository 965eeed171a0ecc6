package org.tacheo.cli;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tacheo.core.DataException;
import org.tacheo.core.Task;
import org.tacheo.datasets.Datasets;
import org.tacheo.eval.suite.Suite;

/** Narrows a suite to the datasets and checkpoints that are there. */
final class Presence {
  /** Between the parts of a message. */
  private static final String BETWEEN = "; ";

  private static final String ADVICE =
      BETWEEN + "\"tacheo datasets describe\" and the name say how to get a dataset";

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
    say(missing, err);
    List<Suite.Entry> present =
        suite.estimators().stream().filter(each -> each.opener().missing().isEmpty()).toList();
    if (skip && !present.isEmpty()) {
      return keep(only(suite, present), data, err);
    }
    sayAbsent(suite, data, err);
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

  /** A line for each thing; what several lines would end with alike is said once, after them. */
  private static void say(Map<String, List<String>> missing, PrintWriter err) {
    Set<String> seen = new HashSet<>();
    Set<String> alike = new LinkedHashSet<>();
    for (String what : missing.keySet()) {
      parts(what).stream().filter(part -> !seen.add(part)).forEach(alike::add);
    }
    missing.forEach(
        (what, names) -> {
          String own =
              parts(what).stream().filter(part -> !alike.contains(part)).collect(joining(BETWEEN));
          Job.note(err, "missing: " + String.join(", ", names) + ": " + own);
        });
    alike.forEach(part -> Job.note(err, part));
  }

  private static List<String> parts(String message) {
    return List.of(message.split(BETWEEN, -1));
  }

  /** Says which archives are not there either, so that all can be fetched at once. */
  private static void sayAbsent(Suite suite, Path data, PrintWriter err) {
    Map<String, List<String>> missing = new LinkedHashMap<>();
    for (String id : suite.datasets()) {
      if (!Datasets.isPresent(id, data)) {
        String place = data.resolve(Datasets.card(id).archive()).toString();
        missing.computeIfAbsent(place + ADVICE, what -> new ArrayList<>()).add(id);
      }
    }
    say(missing, err);
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
