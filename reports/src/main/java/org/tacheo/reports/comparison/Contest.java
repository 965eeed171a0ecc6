package org.tacheo.reports.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tacheo.core.DataException;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.MetricInfo;
import org.tacheo.eval.result.SampleRow;

/**
 * Two estimators on one dataset under one protocol in one metric.
 *
 * @param dataset where
 * @param pair who
 * @param images of the dataset that the run evaluated
 * @param leftOutA images without a value of the first estimator
 * @param leftOutB images without a value of the other
 * @param estimate what came out; empty if there is no image that both scored
 */
record Contest(
    DatasetInfo dataset,
    Pair pair,
    int images,
    LeftOut leftOutA,
    LeftOut leftOutB,
    Optional<Estimate> estimate) {

  /**
   * Compares.
   *
   * @param a rows of the first estimator by the id of their sample
   * @param b rows of the other
   * @param drawn what the scenes of the dataset are
   * @throws DataException if a value is not finite, or both do not agree on the scene of a sample
   */
  static Contest of(
      DatasetInfo dataset,
      Pair pair,
      MetricInfo metric,
      Map<String, SampleRow> a,
      Map<String, SampleRow> b,
      Scenes.Drawn drawn,
      Bootstrap bootstrap) {
    List<String> common =
        a.keySet().stream()
            .filter(id -> hasValue(a, id, metric) && hasValue(b, id, metric))
            .toList();
    return new Contest(
        dataset,
        pair,
        dataset.n(),
        LeftOut.of(a.values(), dataset.n(), metric),
        LeftOut.of(b.values(), dataset.n(), metric),
        common.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Estimate.of(
                    new PairedScores(
                        scenes(common, a, b, drawn),
                        values(common, a, metric),
                        values(common, b, metric)),
                    metric,
                    bootstrap)));
  }

  /** What had to be left out, in words; empty if every image was scored by both. */
  Optional<String> leftOut() {
    int both = estimate.map(Estimate::images).orElse(0);
    List<String> reasons =
        Stream.concat(leftOutA.said(pair.a()).stream(), leftOutB.said(pair.b()).stream()).toList();
    return both == images
        ? Optional.empty()
        : Optional.of(
            dataset.title()
                + ", "
                + pair.a()
                + " and "
                + pair.b()
                + ": "
                + (images - both)
                + " of "
                + images
                + " images left out: "
                + String.join(", ", reasons));
  }

  private static boolean hasValue(Map<String, SampleRow> rows, String id, MetricInfo metric) {
    SampleRow row = rows.get(id);
    return row != null && LeftOut.value(row, metric).isPresent();
  }

  private static Scenes scenes(
      List<String> ids, Map<String, SampleRow> a, Map<String, SampleRow> b, Scenes.Drawn drawn) {
    List<String> scenes = new ArrayList<>();
    for (String id : ids) {
      SampleRow one = row(a, id);
      if (!one.scene().equals(row(b, id).scene())) {
        throw new DataException(
            "samples.jsonl: "
                + id
                + ": scene \""
                + one.scene()
                + "\" in one row, \""
                + row(b, id).scene()
                + "\" in another; run the evaluation again");
      }
      scenes.add(one.scene());
    }
    return Scenes.of(scenes, drawn);
  }

  private static double[] values(List<String> ids, Map<String, SampleRow> rows, MetricInfo metric) {
    double[] values = new double[ids.size()];
    for (int i = 0; i < values.length; i++) {
      double value = LeftOut.value(row(rows, ids.get(i)), metric).orElseThrow();
      if (!Double.isFinite(value)) {
        throw new DataException(
            "samples.jsonl: "
                + ids.get(i)
                + ": "
                + metric.id()
                + " is "
                + value
                + ", expected a finite number; run the evaluation again");
      }
      values[i] = value;
    }
    return values;
  }

  private static SampleRow row(Map<String, SampleRow> rows, String id) {
    SampleRow row = rows.get(id);
    if (row == null) {
      throw new IllegalStateException("no row of " + id);
    }
    return row;
  }
}
