package org.tacheo.reports.samples;

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

  /** A few lines for a terminal: what was scored, how, the ten means, and what went wrong. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, %s v%d, alignment %s: %d/%d samples%n",
            dataset.title(),
            protocol.id(),
            protocol.version(),
            score.alignment(),
            score.n(),
            score.expected()));
    if (!dataset.comparable()) {
      text.append("NOT COMPARABLE: this is not the whole split\n");
    }
    if (score.incomplete()) {
      text.append(
          String.format(
              Locale.ROOT,
              "INCOMPLETE: %d samples failed; the means below leave them out%n",
              score.failed()));
    }
    if (score.negativeScales() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d samples have a negative scale: their prediction runs against the ground truth%n",
              score.negativeScales()));
    }
    for (MetricInfo metric : protocol.metrics()) {
      Double value = score.metrics().get(metric.id());
      if (value != null) {
        text.append(
            String.format(
                Locale.ROOT,
                "  %-9s %12.6f  %-9s %s%n",
                metric.id(),
                value,
                metric.unit(),
                metric.higherIsBetter() ? "higher is better" : "lower is better"));
      }
    }
    samples.stream()
        .filter(row -> row.outcome() instanceof Outcome.Failed)
        .limit(FAILURES_SHOWN)
        .forEach(
            row ->
                text.append("failed ")
                    .append(row.id())
                    .append(": ")
                    .append(((Outcome.Failed) row.outcome()).reason())
                    .append('\n'));
    if (score.failed() > FAILURES_SHOWN) {
      text.append(
          String.format(
              Locale.ROOT,
              "... and %d more; --format csv names them all%n",
              score.failed() - FAILURES_SHOWN));
    }
    return text.toString().replace(System.lineSeparator(), "\n");
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
      cells.add(Csv.number(scored.scale()));
      cells.add(Csv.number(scored.shift()));
      scored.metrics().values().forEach(value -> cells.add(Csv.number(value)));
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
