package org.tacheo.eval.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
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
        "<!-- Generated from DepthMetric by MetricsPageTest; mvn test -pl eval -am -Dgolden.update=true writes it again. -->\n\n");
    page.append("# Metrics\n\n## Depth\n\n");
    for (Protocol protocol : Protocols.all()) {
      page.append("Protocol `")
          .append(protocol.id())
          .append("` version ")
          .append(protocol.version())
          .append(" (see [protocols](protocols.md)).\n");
    }
    page.append(
        "q is the aligned and clipped prediction, g the ground truth, both in metres; means run over the valid pixels of one sample.\n");
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
      page.append(" | `").append(metric.referenceName()).append("` |\n");
    }
    return page.toString();
  }
}
