package org.tacheo.eval.result;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The unit of work: one estimator on one sample, under every protocol that evaluates its dataset.
 *
 * @param estimator name of the estimator
 * @param dataset id of the dataset
 * @param id path of the RGB image as the published split lists it
 * @param scene scene of the frame
 * @param verdicts in the order of the suite's protocols
 * @param clock when and how long
 */
public record Unit(
    String estimator,
    String dataset,
    String id,
    String scene,
    List<Verdict> verdicts,
    Clock clock) {
  /** Copies the list. */
  public Unit {
    verdicts = List.copyOf(verdicts);
  }

  /** What names the unit in its run. */
  public Key key() {
    return new Key(estimator, dataset, id);
  }

  /** How many protocols could not score it. */
  public int failures() {
    return (int)
        verdicts.stream().filter(verdict -> verdict.outcome() instanceof Outcome.Failed).count();
  }

  /**
   * What names a unit in its run.
   *
   * @param id path of the RGB image
   */
  public record Key(String estimator, String dataset, String id) {}

  /**
   * When a unit was worked on, and how long. Nothing that must be the same in every run depends on
   * it.
   *
   * @param session number of the process among those that worked on the run, from 1
   * @param endNanos when the unit ended, since its session began
   * @param decodeNanos decoding of the sample, shared by the units that the session made of it
   * @param predictNanos of this estimator
   * @param scoreNanos under all protocols
   * @param stages nanoseconds of the prediction by the estimator's own stages, in its order; empty
   *     for one without stages
   */
  public record Clock(
      int session,
      long endNanos,
      long decodeNanos,
      long predictNanos,
      long scoreNanos,
      Map<String, Long> stages) {
    /** Copies the map, which has a number for each of its keys. */
    public Clock {
      stages.values().forEach(Objects::requireNonNull);
      stages = Ordered.copy(stages);
    }
  }
}
