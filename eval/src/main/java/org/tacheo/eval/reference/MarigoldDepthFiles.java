package org.tacheo.eval.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.metric.DepthMetric;
import org.tacheo.eval.result.Outcome;

/**
 * The two files that Marigold's depth evaluator writes: {@code per_sample_metrics.csv} and {@code
 * eval_metrics-<alignment>.txt}.
 *
 * <p>There a metric is a float32: here the double is rounded to float32, widened again and printed
 * as Python prints it; the mean is taken over those, in double.
 *
 * <p>Source: Marigold, script/depth/eval.py at b1dffaa.
 */
public final class MarigoldDepthFiles {
  /** What the reference prints for a dataset: display name, least and greatest depth. */
  private record Heading(String name, String min, String max) {}

  private static final Map<String, Heading> HEADINGS =
      Map.of(
          "nyuv2", new Heading("nyu_depth_test_full", "0.001", "10.0"),
          "kitti", new Heading("kitti_depth_eigen_test_full", "1e-05", "80"),
          "eth3d", new Heading("eth3d_depth_full", "1e-05", "inf"),
          "scannet", new Heading("scannet_depth_val_800_1", "0.001", "10"),
          "diode", new Heading("diode_depth_val_all", "0.6", "350"));

  private MarigoldDepthFiles() {}

  /**
   * One scored sample.
   *
   * @param predictionPath relative to the prediction folder
   */
  public record Row(String predictionPath, Outcome.Scored scored) {}

  /** The content of {@code per_sample_metrics.csv}. */
  public static String perSample(List<Row> rows) {
    StringBuilder csv = new StringBuilder("filename," + String.join(",", names()) + "\n");
    for (Row row : rows) {
      List<String> cells = new ArrayList<>(List.of(row.predictionPath()));
      for (double value : values(row)) {
        cells.add(PythonFloat.repr(value));
      }
      csv.append(String.join(",", cells)).append('\n');
    }
    return csv.toString();
  }

  /** The name of the file with the means. */
  public static String meansFile(Alignment alignment) {
    return alignment == Alignment.NONE
        ? "eval_metrics.txt"
        : "eval_metrics-" + alignment.referenceName() + ".txt";
  }

  /**
   * The content of {@code eval_metrics-<alignment>.txt}.
   *
   * @param predictions the prediction folder, as the user wrote it
   * @param dataset id of the dataset; a rendered one goes by its id
   * @param layout its layout
   * @param list the split list, as the user wrote it
   */
  public static String means(
      String predictions, String dataset, String layout, String list, List<Row> rows) {
    double[] totals = new double[DepthMetric.MARIGOLD.size()];
    for (Row row : rows) {
      double[] values = values(row);
      for (int i = 0; i < totals.length; i++) {
        totals[i] += values[i];
      }
    }
    List<String> means =
        Arrays.stream(totals).mapToObj(total -> PythonFloat.repr(total / rows.size())).toList();
    Heading heading = HEADINGS.getOrDefault(layout, new Heading(dataset, "None", "None"));
    String name = dataset.equals(layout) ? heading.name() : dataset;
    return "Evaluation metrics:\n"
        + ("    of predictions: " + predictions + "\n")
        + ("    on dataset: " + name + "\n")
        + ("    with samples in: " + list + "\n")
        + ("min_depth = " + heading.min() + "\n")
        + ("max_depth = " + heading.max() + "\n")
        + PlainTable.of(names(), means);
  }

  private static List<String> names() {
    return DepthMetric.MARIGOLD.stream().map(DepthMetric::referenceName).toList();
  }

  private static double[] values(Row row) {
    return row.scored().metrics().values().stream()
        .mapToDouble(value -> (float) (double) value)
        .toArray();
  }
}
