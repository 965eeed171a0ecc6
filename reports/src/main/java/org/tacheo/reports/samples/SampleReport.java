package org.tacheo.reports.samples;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.MetricInfo;
import org.tacheo.eval.result.Outcome;
import org.tacheo.eval.result.ProtocolInfo;
import org.tacheo.eval.result.ResultJson;
import org.tacheo.eval.result.SampleRow;
import org.tacheo.eval.result.Score;
import org.tacheo.reports.csv.Csv;

/**
 * The score of one estimator on one dataset, with every sample behind it.
 *
 * @param dataset what was evaluated
 * @param protocol under which protocol
 * @param score the means
 * @param samples the rows behind them
 */
public record SampleReport(
    DatasetInfo dataset, ProtocolInfo protocol, Score score, List<SampleRow> samples) {
  private static final int FAILURES_SHOWN = 5;
  private static final int NARROWEST = 9;

  /** Copies the list. */
  public SampleReport {
    samples = List.copyOf(samples);
  }

  /**
   * One JSON object at full precision: {@code {dataset, protocol, ..., n, expected, failed,
   * metrics, samples}}.
   */
  public String json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("dataset", dataset.id());
    object.put("protocol", protocol.id());
    object.put("protocol_version", protocol.version());
    object.put("alignment", score.alignment());
    object.put("n", score.n());
    object.put("expected", score.expected());
    object.put("failed", score.failed());
    object.put("comparable", score.comparable());
    object.put("negative_scales", score.negativeScales());
    object.put("metrics", score.metrics());
    object.put("samples", samples.stream().map(SampleReport::fields).toList());
    return ResultJson.indented(object);
  }

  /**
   * One line for each sample: id, valid pixels, scale, shift, every metric, and why it failed if it
   * did.
   */
  public String csv() {
    List<String> header = new ArrayList<>(List.of("id", "valid_pixels", "scale", "shift"));
    protocol.metrics().forEach(metric -> header.add(metric.id()));
    header.add("failed");
    StringBuilder csv = new StringBuilder(Csv.line(header));
    samples.forEach(row -> csv.append(Csv.line(cells(row))));
    return csv.toString();
  }

  /** A few lines for a terminal: what was scored, how, the score, and what went wrong. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        dataset.title()
            + ", "
            + protocol.id()
            + " v"
            + protocol.version()
            + ", alignment "
            + score.alignment()
            + ": "
            + score.n()
            + "/"
            + score.expected()
            + " samples");
    if (!dataset.comparable()) {
      lines.add("NOT COMPARABLE: this is not the whole split");
    }
    if (score.incomplete()) {
      lines.add(
          "INCOMPLETE: failed samples: "
              + score.failed()
              + (score.n() > 0 ? "; the values below leave them out" : "; nothing was scored"));
    }
    if (score.negativeScales() > 0) {
      lines.add(
          "samples with a negative scale, their prediction runs against the ground truth: "
              + score.negativeScales());
    }
    int width = protocol.metrics().stream().mapToInt(m -> m.id().length()).max().orElse(0);
    protocol.metrics().stream()
        .filter(metric -> score.metrics().containsKey(metric.id()))
        .forEach(
            metric ->
                lines.add(line(metric, width, score.metrics().getOrDefault(metric.id(), 0.0))));
    addFailures(lines);
    return String.join("\n", lines) + "\n";
  }

  private static String line(MetricInfo metric, int width, double value) {
    // BigDecimal is exact: the rounding of String.format differs between JDKs.
    return String.format(
        Locale.ROOT,
        "  %s %12s  %-9s %s",
        metric.id() + " ".repeat(Math.max(0, Math.max(width, NARROWEST) - metric.id().length())),
        new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString(),
        metric.unit(),
        metric.higherIsBetter() ? "higher is better" : "lower is better");
  }

  private void addFailures(List<String> lines) {
    int shown = 0;
    for (SampleRow row : samples) {
      if (row.outcome() instanceof Outcome.Failed failed && shown < FAILURES_SHOWN) {
        lines.add("failed " + row.id() + ": " + failed.reason());
        shown++;
      }
    }
    if (score.failed() > FAILURES_SHOWN) {
      lines.add(
          "... and " + (score.failed() - FAILURES_SHOWN) + " more; --format csv names them all");
    }
  }

  private static Map<String, Object> fields(SampleRow row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", row.id());
    fields.putAll(ResultJson.fields(row.outcome()));
    return fields;
  }

  private List<String> cells(SampleRow row) {
    List<String> cells = new ArrayList<>(List.of(row.id()));
    if (row.outcome() instanceof Outcome.Scored scored) {
      cells.add(String.valueOf(scored.validPixels()));
      cells.add(scored.fit().map(fit -> Csv.number(fit.scale())).orElse(""));
      cells.add(scored.fit().map(fit -> Csv.number(fit.shift())).orElse(""));
      for (MetricInfo metric : protocol.metrics()) {
        Double value = scored.metrics().get(metric.id());
        cells.add(value == null ? "" : Csv.number(value));
      }
      cells.add("");
    } else if (row.outcome() instanceof Outcome.Failed failed) {
      for (int i = 0; i < 3 + protocol.metrics().size(); i++) {
        cells.add("");
      }
      cells.add(failed.reason());
    }
    return cells;
  }
}
