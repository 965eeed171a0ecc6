package org.tacheo.eval.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;

class ResultJsonTest {
  private static final Locale BEFORE = Locale.getDefault();

  private static final SampleRow SCORED =
      new SampleRow(
          "e",
          "nyuv2",
          "marigold-depth",
          "a/b.png",
          "a",
          new Outcome.Scored(
              3,
              Optional.of(new Outcome.Fit(1.5f, 0.1f)),
              new TreeMap<>(Map.of("abs_rel", 0.1, "delta1", 1e-7))));
  private static final SampleRow FAILED =
      new SampleRow(
          "e \"q\"", "nyuv2", "marigold-depth", "ü.png", "a", new Outcome.Failed("line\nbreak"));

  @AfterEach
  void restoreLocale() {
    Locale.setDefault(BEFORE);
  }

  /** The bytes of the machine-readable lines, sealed under three locales. */
  @ParameterizedTest
  @ValueSource(strings = {"", "de-DE", "tr-TR"})
  void linesAreTheSameEverywhere(String locale) {
    Locale.setDefault(Locale.forLanguageTag(locale));
    assertThat(ResultJson.line(SCORED))
        .isEqualTo(
            "{\"estimator\":\"e\",\"dataset\":\"nyuv2\",\"protocol\":\"marigold-depth\",\"id\":\"a/b.png\",\"scene\":\"a\",\"valid_pixels\":3,\"scale\":1.5,"
                + "\"shift\":0.10000000149011612,\"metrics\":{\"abs_rel\":0.1,\"delta1\":1.0E-7}}\n");
    assertThat(ResultJson.line(FAILED))
        .isEqualTo(
            "{\"estimator\":\"e \\\"q\\\"\",\"dataset\":\"nyuv2\",\"protocol\":\"marigold-depth\",\"id\":\"ü.png\",\"scene\":\"a\",\"failed\":\"line\\nbreak\"}\n");
  }

  @Test
  void unitsReadBackWithTheirStagesOrWithout() {
    Unit.Clock clock = new Unit.Clock(1, 2, 3, 4, 5, Map.of("denoise", 6L));
    Unit unit = new Unit("e", "nyuv2", "a/b.png", "a", List.of(), clock);
    String line = UnitJson.line(unit);
    String stages = ",\"stages\":{\"denoise\":6}";
    assertThat(UnitJson.unit(line, "j")).isEqualTo(unit);
    assertThat(line).contains(stages);
    assertThat(UnitJson.unit(line.replace(stages, ""), "j").clock())
        .isEqualTo(new Unit.Clock(1, 2, 3, 4, 5, Map.of()));
    assertThatThrownBy(() -> UnitJson.unit(line.replace("6}", "null}"), "j"))
        .isInstanceOf(DataException.class);
  }

  @Test
  void linesReadBack() {
    assertThat(ResultJson.samples(ResultJson.line(SCORED) + ResultJson.line(FAILED), "s"))
        .containsExactly(SCORED, FAILED);
  }

  @Test
  void numbersReadBackToTheSameDouble() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong() & ~(1L << 62));
      Score score = new Score("e", "d", "p", "none", 1, 0, 1, 0, true, Map.of("m", value));
      assertThat(
              ResultJson.results(
                      ResultJson.indented(new Results(ResultJson.SCHEMA, "x", List.of(score))), "r")
                  .scores())
          .containsExactly(score);
    }
  }

  @Test
  void aDamagedLineIsNamed() {
    String lines = ResultJson.line(SCORED) + "{\"estimator\":\"e\"}\n";
    assertThatThrownBy(() -> ResultJson.samples(lines, "samples.jsonl"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("samples.jsonl line 2");
    assertThatThrownBy(() -> ResultJson.samples("{", "samples.jsonl"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("samples.jsonl line 1");
  }
}
