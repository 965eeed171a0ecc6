package org.tacheo.reports.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.core.SpecException;

class PairTest {
  private static final List<String> KNOWN = List.of("ramp", "constant", "mine: v2", "v2", "mine");

  @Test
  void cutsAtTheColon() {
    assertThat(Pair.of("ramp:constant", KNOWN)).isEqualTo(new Pair("ramp", "constant"));
  }

  @Test
  void cutsWhereBothSidesAreNames() {
    assertThat(Pair.of("mine: v2:ramp", KNOWN)).isEqualTo(new Pair("mine: v2", "ramp"));
    assertThat(Pair.of("ramp:mine: v2", KNOWN)).isEqualTo(new Pair("ramp", "mine: v2"));
  }

  @Test
  void refusesWhatCanBeCutInTwoWays() {
    assertThatThrownBy(() -> Pair.of("a:b:c", List.of("a", "b:c", "a:b", "c")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("several ways");
  }

  @ParameterizedTest
  @CsvSource({
    "ramp, expected A:B",
    "ramp:, expected A:B",
    ":ramp, expected A:B",
    "ramp:constant:other, expected A:B",
    "ramp:other, 'this run has no estimator \"other\"; there are ramp, constant, mine: v2'",
    "other:ramp, this run has no estimator \"other\"",
    "ramp:ramp, compares an estimator with itself"
  })
  void saysWhatIsWrongAndWhoThereIs(String text, String problem) {
    assertThatThrownBy(() -> Pair.of(text, KNOWN))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("pair \"" + text + "\"")
        .hasMessageContaining(problem);
  }
}
