package org.tacheo.eval.reference;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tacheo.eval.metric.NormalsMetric;

/**
 * The file that DSINE's evaluator, and that of the end-to-end fine-tuning paper, writes for a
 * dataset: {@code metrics.txt}.
 *
 * <p>There mean, median and root mean square are float32: here the double is rounded to float32,
 * widened again and printed with three decimals as Python prints it.
 *
 * <p>Source: DSINE, projects/dsine/test.py and utils/utils.py at ef0c2af.
 */
public final class DsineNormalsFile {
  private static final int DECIMALS = 3;

  private DsineNormalsFile() {}

  /**
   * The content of {@code metrics.txt}.
   *
   * @param images number of images evaluated
   * @param metrics the score under {@code dsine-normals}, by id, with every metric
   */
  public static String metrics(int images, Map<String, Double> metrics) {
    List<String> values = new ArrayList<>();
    for (NormalsMetric metric : NormalsMetric.values()) {
      Double value = metrics.get(metric.info().id());
      if (value == null) {
        throw new IllegalArgumentException("no " + metric.info().id() + " among " + metrics);
      }
      boolean single = metric.info().unit().equals("degrees");
      values.add(
          new BigDecimal(single ? (float) (double) value : value)
              .setScale(DECIMALS, RoundingMode.HALF_EVEN)
              .toPlainString());
    }
    List<String> names =
        Arrays.stream(NormalsMetric.values()).map(NormalsMetric::dsineName).toList();
    return String.join(
        "\n",
        "Normal Estimation Metrics:",
        "Metrics at iteration " + images,
        String.join(" ", names),
        String.join(" ", values),
        "");
  }
}
