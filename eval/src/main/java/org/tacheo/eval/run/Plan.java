package org.tacheo.eval.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tacheo.core.Dataset;
import org.tacheo.core.SpecException;
import org.tacheo.eval.align.Alignment;

/**
 * A suite with its datasets opened, ready to run.
 *
 * @param suite what to evaluate
 * @param datasets the opened datasets of the suite, in its order
 * @param alignment overrides the alignment that each kind of prediction calls for
 * @param limit evaluates only this many samples of each dataset; the result is then not comparable
 * @param threads samples worked on at once
 * @param version version of the suite software
 */
public record Plan(
    Suite suite,
    List<Dataset> datasets,
    Optional<Alignment> alignment,
    OptionalInt limit,
    int threads,
    String version) {
  /**
   * Copies the list and checks the numbers.
   *
   * @throws SpecException if threads or limit is below 1
   */
  public Plan {
    datasets = List.copyOf(datasets);
    checkNumbers(threads, limit);
  }

  /**
   * Checks the numbers that a user gives, before any data is opened.
   *
   * @throws SpecException if one is below 1
   */
  public static void checkNumbers(int threads, OptionalInt limit) {
    if (threads < 1) {
      throw new SpecException("--threads: expected at least 1, got " + threads);
    }
    if (limit.isPresent() && limit.getAsInt() < 1) {
      throw new SpecException("--limit: expected at least 1, got " + limit.getAsInt());
    }
  }

  int samplesOf(Dataset dataset) {
    return Math.min(limit.orElse(Integer.MAX_VALUE), dataset.ids().size());
  }

  int samples() {
    return datasets.stream().mapToInt(this::samplesOf).sum();
  }
}
