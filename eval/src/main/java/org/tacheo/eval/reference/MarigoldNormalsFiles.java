package org.tacheo.eval.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tacheo.eval.metric.NormalsMetric;
import org.tacheo.eval.result.Outcome;

/**
 * The two files that Marigold's normals evaluator writes: {@code per_sample_metrics.csv} and {@code
 * eval_metrics.txt}. The root mean square is not among its metrics.
 *
 * <p>Values are those of {@code marigold-normals}, rounded per sample; a text is what Python prints
 * for them. A row starts with the path of the image, not of the prediction as for depth.
 *
 * <p>Source: Marigold, script/normals/eval.py at b1dffaa.
 */
public final class MarigoldNormalsFiles {
  /** What the reference prints for its datasets (config/dataset_normals at b1dffaa). */
  private static final Map<String, String> NAMES =
      Map.of(
          "nyuv2-normals-marigold", "nyu_normals_test",
          "scannet-normals-marigold", "scannet_normals_test",
          "ibims-normals-marigold", "ibims_normals_test");

  private static final List<NormalsMetric> METRICS =
      Arrays.stream(NormalsMetric.values()).filter(m -> m != NormalsMetric.RMSE).toList();

  private MarigoldNormalsFiles() {}

  /**
   * One scored sample.
   *
   * @param imagePath path of the RGB image as the split lists it
   */
  public record Row(String imagePath, Outcome.Scored scored) {
    private double value(NormalsMetric metric) {
      return scored.metrics().getOrDefault(metric.info().id(), Double.NaN);
    }
  }

  /** The content of {@code per_sample_metrics.csv}. */
  public static String perSample(List<Row> rows) {
    StringBuilder csv = new StringBuilder("filename," + String.join(",", names()) + "\n");
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.imagePath()));
      METRICS.forEach(metric -> cells.add(PythonFloat.repr(row.value(metric))));
      csv.append(String.join(",", cells)).append('\n');
    }
    return csv.toString();
  }

  /**
   * The content of {@code eval_metrics.txt}.
   *
   * @param predictions the prediction folder, as the user wrote it
   * @param dataset id of the dataset
   * @param list the split list, as the user wrote it
   */
  public static String means(String predictions, String dataset, String list, List<Row> rows) {
    List<String> means = new ArrayList<>();
    for (NormalsMetric metric : METRICS) {
      double sum = 0;
      for (Row row : rows) {
        sum += row.value(metric);
      }
      means.add(PythonFloat.repr(sum / rows.size()));
    }
    return "Evaluation metrics:\n"
        + ("    of predictions: " + predictions + "\n")
        + ("    on dataset: " + NAMES.getOrDefault(dataset, dataset) + "\n")
        + ("    with samples in: " + list + "\n")
        + PlainTable.of(names(), means);
  }

  private static List<String> names() {
    return METRICS.stream().map(NormalsMetric::marigoldName).toList();
  }
}
