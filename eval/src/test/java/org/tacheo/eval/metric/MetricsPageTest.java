package org.tacheo.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tacheo.core.Task;
import org.tacheo.eval.protocol.Protocol;
import org.tacheo.eval.protocol.Protocols;

/**
 * {@code docs/metrics.md} is written from the code; {@code -Dgolden.update=true} writes it again.
 */
class MetricsPageTest {
  private static final Path PAGE =
      Path.of(System.getProperty("tacheo.root", "..")).resolve("docs/metrics.md");

  @Test
  void thePageIsUpToDate() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page());
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page());
  }

  private static String page() {
    StringBuilder page = new StringBuilder();
    page.append(
        "<!-- Generated from DepthMetric and NormalsMetric by MetricsPageTest; mvn test -pl eval -am -Dgolden.update=true writes it again. -->\n\n");
    page.append("# Metrics\n\n## Depth\n\n");
    protocols(page, Task.DEPTH);
    page.append(
        "Which protocol has which of them, and what `moge` and `boundaries` measure instead, is said [there](protocols.md). q is the aligned and clipped\n");
    page.append(
        "prediction, g the ground truth, both in metres; means run over the valid pixels of one sample.\n");
    page.append(
        "A score is the unweighted mean over samples. Logarithms are natural unless said otherwise, comparisons strict, no epsilon anywhere.\n\n");
    page.append(
        "| id | name | unit | better | definition | column of the reference evaluator |\n|---|---|---|---|---|---|\n");
    for (DepthMetric metric : DepthMetric.values()) {
      page.append("| `")
          .append(metric.info().id())
          .append("` | ")
          .append(metric.info().title())
          .append(" | ")
          .append(metric.info().unit());
      page.append(" | ")
          .append(metric.info().higherIsBetter() ? "higher" : "lower")
          .append(" | ")
          .append(metric.formula().replace("|", "\\|"));
      page.append(" | ")
          .append(metric.referenceName().isEmpty() ? "–" : "`" + metric.referenceName() + "`")
          .append(" |\n");
    }
    normals(page);
    return page.toString();
  }

  private static void normals(StringBuilder page) {
    page.append("\n## Surface normals\n\n");
    protocols(page, Task.NORMALS);
    page.append(
        "e is the angle in degrees between the predicted and the true normal of a pixel, in float32; comparisons are strict.\n");
    page.append(
        "Under `dsine-normals` a score is taken over the pixels of all samples together; under `marigold-normals` it is the unweighted mean over samples\n");
    page.append(
        "of values rounded to four decimals. The two are never comparable: over the same predictions they give different medians.\n\n");
    page.append(
        "| id | name | unit | better | definition | DSINE's `metrics.txt` | Marigold's `per_sample_metrics.csv` |\n|---|---|---|---|---|---|---|\n");
    for (NormalsMetric metric : NormalsMetric.values()) {
      page.append(
          String.join(
              " | ",
              "| `" + metric.info().id() + "`",
              metric.info().title(),
              metric.info().unit(),
              metric.info().higherIsBetter() ? "higher" : "lower",
              metric.formula(),
              "`" + metric.dsineName() + "`",
              metric == NormalsMetric.RMSE ? "–" : "`" + metric.marigoldName() + "`"));
      page.append(" |\n");
    }
  }

  private static void protocols(StringBuilder page, Task task) {
    for (Protocol protocol : Protocols.all()) {
      if (protocol.task() == task) {
        page.append("Protocol `")
            .append(protocol.id())
            .append("` version ")
            .append(protocol.version())
            .append(" (see [protocols](protocols.md)).\n");
      }
    }
  }
}
