package org.tacheo.cli;

import static java.util.stream.Collectors.toSet;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.tacheo.core.DataException;
import org.tacheo.core.Task;
import org.tacheo.datasets.Datasets;
import org.tacheo.eval.suite.Suite;

/** Narrows a suite to the datasets that are there. */
final class Presence {
  private Presence() {}

  static Suite keep(Suite suite, Path data, PrintWriter err) {
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
