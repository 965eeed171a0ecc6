package org.tacheo.reports.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.MetricInfo;
import org.tacheo.eval.result.ProtocolInfo;
import org.tacheo.eval.result.Results;
import org.tacheo.eval.result.Score;

final class ResultTableTest {
  private static final int ABS_REL = 10;

  // On JDK 17 Double.toString turns the second and third into 9.999999999999999E22 and
  // 1.9999999999999998E23.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.30000000000000004",
        "1.0E23",
        "2.0E23",
        "4.35",
        "123456.7",
        "1.0E-5",
        "0.001",
        "4.9E-324"
      })
  void writesTheShortestDecimalThatReadsBackAsTheSameDouble(String shortest) {
    double value = Double.parseDouble(shortest);

    List<List<String>> table =
        csv(new Example(Example.NYU).estimator("e").score(Example.NYU, value, 1));

    assertThat(table.get(1).get(ABS_REL)).isEqualTo(shortest);
  }

  @Test
  void keepsAHostileNameExact() {
    List<List<String>> table = csv(Example.mixed());

    assertThat(table).hasSize(7).allSatisfy(row -> assertThat(row).hasSize(13));
    assertThat(table.get(5).get(0)).isEqualTo(Example.HOSTILE);
  }

  @Test
  void tellsWhatWasScoredFailedAndExpected() {
    assertThat(csv(Example.mixed()).get(1).subList(0, ABS_REL + 1))
        .containsExactly(
            "vertical-ramp",
            "nyuv2",
            "marigold-depth",
            "1",
            "least-squares",
            "653",
            "1",
            "654",
            "false",
            "0",
            "0.05");
  }

  @Test
  void leavesAMetricEmptyThatWasNotComputedAndWritesOneThatIsNotANumber() {
    List<List<String>> table =
        csv(
            new Example(Example.NYU)
                .estimator("e")
                .score(Example.NYU, 0, 0, Map.of("abs_rel", Double.NaN)));

    assertThat(table.get(1).subList(ABS_REL, 13)).containsExactly("NaN", "", "");
  }

  @Test
  void givesEveryProtocolItsOwnColumns() {
    Example one = new Example(Example.NYU).estimator("e").score(Example.NYU, 0.25, 0.5);
    Manifest manifest = one.manifest();
    List<ProtocolInfo> protocols = new ArrayList<>(manifest.protocols());
    protocols.add(
        new ProtocolInfo(
            "other",
            2,
            "depth",
            List.of("abs_rel"),
            List.of(new MetricInfo("abs_rel", "AbsRel", "ratio", false)),
            Map.of()));
    List<Score> scores = new ArrayList<>(one.results().scores());
    scores.add(
        new Score("e", "nyuv2", "other", "none", 654, 0, 654, 0, true, Map.of("abs_rel", 0.75)));

    List<List<String>> table =
        parse(
            ResultTable.csv(
                new Manifest(
                    1,
                    "0",
                    "s",
                    "by-kind",
                    manifest.estimators(),
                    manifest.datasets(),
                    List.copyOf(protocols)),
                new Results(1, one.results().manifestDigest(), scores)));

    assertThat(table.get(0).subList(ABS_REL, 14))
        .containsExactly(
            "marigold-depth:abs_rel",
            "marigold-depth:rmse",
            "marigold-depth:delta1",
            "other:abs_rel");
    assertThat(table.get(1).subList(ABS_REL, 14)).containsExactly("0.25", "0.75", "0.5", "");
    assertThat(table.get(2).subList(ABS_REL, 14)).containsExactly("", "", "", "0.75");
  }

  private static List<List<String>> csv(Example run) {
    return parse(ResultTable.csv(run.manifest(), run.results()));
  }

  // A reader of RFC 4180 of its own, so that the writer is not its own judge.
  private static List<List<String>> parse(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted && c == '"' && csv.startsWith("\"\"", i)) {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          rows.add(List.copyOf(row));
          row.clear();
        }
      } else {
        field.append(c);
      }
    }
    assertThat(quoted).isFalse();
    return rows;
  }
}
