package org.tacheo.eval.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Settings;
import org.tacheo.core.SpecException;
import org.tacheo.core.TacheoException;
import org.tacheo.core.Task;
import org.tacheo.eval.Hostile;

class SuiteReaderTest {
  private static final EstimatorType TYPE =
      new EstimatorType() {
        @Override
        public String typeName() {
          return "gamma";
        }

        @Override
        public String description() {
          return "takes a number";
        }

        @Override
        public Opener read(Settings settings) {
          settings.number("gamma", 1, 0.1, 10);
          settings.blocks("size").forEach(key -> settings.whole(key, 0, 0, 9));
          return Opener.of(
              PredictionKind.AFFINE_INVARIANT_DEPTH,
              () -> {
                throw new TacheoException("not opened by reading");
              });
        }
      };
  static final SuiteReader READER =
      new SuiteReader(
          List.of(TYPE),
          List.of(
              new DatasetCard("nyuv2", "nyuv2", Task.DEPTH, "", "", "", "", ""),
              new DatasetCard("odd", "odd", Task.DEPTH, "", "", "", "", "")));
  static final String GOOD =
      """
      suite: mine
      protocols: [marigold-depth]
      datasets: [nyuv2]
      estimators:
        - name: a
          type: gamma
          gamma: 2.2
        - {name: b, type: gamma}
      """;

  @Test
  void readsAWholeSuite() {
    Suite suite = READER.read(GOOD, "mine.yaml");
    assertThat(suite.name()).isEqualTo("mine");
    assertThat(suite.datasets()).containsExactly("nyuv2");
    assertThat(suite.protocols())
        .extracting(protocol -> protocol.id())
        .containsExactly("marigold-depth");
    assertThat(suite.estimators()).extracting(Suite.Entry::name).containsExactly("a", "b");
    assertThat(suite.estimators().get(0).settings()).isEqualTo(Map.of("gamma", 2.2));
    assertThat(suite.estimators().get(1).settings()).as("defaults").isEqualTo(Map.of("gamma", 1.0));
  }

  @Test
  void readsASingleEstimator() {
    Suite.Entry named = READER.readEstimator("{name: a, type: gamma, gamma: 2}", "a.yaml");
    assertThat(named.name()).isEqualTo("a");
    assertThat(named.settings()).isEqualTo(Map.of("gamma", 2.0));
    assertThat(READER.readEstimator("type: gamma", "a.yaml").name()).isEqualTo("estimator");
  }

  @ParameterizedTest
  @CsvSource({
    "'[]', a.yaml: an estimator is a YAML mapping with a type and its settings",
    "'a: 1', a.yaml: estimator.type: expected a text",
    "'{type: no}', a.yaml: estimator.type: unknown estimator type \"no\"; known: gamma",
    "'{type: gamma, gama: 1}', a.yaml: estimator: unknown key \"gama\"; known here: gamma",
    "'{type: gamma, gamma: 99}', a.yaml: estimator.gamma: expected a number from 0.1 to 10.0",
  })
  void refusesASingleEstimatorThatIsNone(String yaml, String message) {
    assertThatThrownBy(() -> READER.readEstimator(yaml, "a.yaml"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(message);
  }

  @Test
  void writesABlockOut() {
    Suite suite = READER.read(GOOD.replace("gamma: 2.2", "size: {one: 1, two: 2}"), "mine.yaml");
    assertThat(suite.estimators().get(0).settings())
        .isEqualTo(Map.of("gamma", 1.0, "size.one", 1L, "size.two", 2L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"size: {one: 1}\n    size.one: 2", "size.one: 2\n    size: {one: 1}"})
  void refusesAKeyThatABlockHasToo(String twice) {
    assertThatThrownBy(() -> READER.read(GOOD.replace("gamma: 2.2", twice), "mine.yaml"))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "mine.yaml: estimators[0].size.one: written twice, on its own and in a block; keep one");
  }

  @Test
  void refusesANameOfAValueAndOfABlock() {
    assertThatThrownBy(() -> READER.read(GOOD.replace("2.2", "2.2\n    gamma.one: 2"), "mine.yaml"))
        .hasMessageContaining("estimators[0].gamma: has a value, and so has gamma.one; keep one");
  }

  @Test
  void refusesABlockInsideABlock() {
    assertThatThrownBy(
            () -> READER.read(GOOD.replace("gamma: 2.2", "size: {one: {two: 1}}"), "mine.yaml"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(
            "estimators[0].size.one: expected a text, a number or true/false, got {\"two\":1}");
  }

  @Test
  void refusesAKindThatAProtocolDoesNotTake() {
    assertThatThrownBy(
            () -> READER.read(GOOD.replace("marigold-depth", "midas-disparity"), "mine.yaml"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(
            "estimators: a: protocol midas-disparity does not take affine-invariant-depth; it takes"
                + " affine-invariant-disparity, scale-invariant-depth, metric-depth, points");
  }

  @Test
  void reportsAllProblemsTogether() {
    String bad =
        """
        suite: My Suite
        protocol: marigold-depth
        protocols: [marigold-depth, nonsense]
        datasets: [nyuv2, nyuv2, nowhere, odd]
        estimators:
          - name: a
            type: gamma
            gamma: 99
          - name: a
            type: delta
          - type: gamma
            gama: 2
            list: [1]
          - 7
        """;
    assertThatThrownBy(() -> READER.read(bad, "bad.yaml"))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("bad.yaml: ")
        .message()
        .contains("unknown key \"protocol\"")
        .contains(
            "suite: expected a name of at most 100 lower-case letters, digits and hyphens, got \"My"
                + " Suite\"")
        .contains("protocols: unknown protocol \"nonsense\"")
        .contains("\"nyuv2\" is listed twice")
        .contains("unknown dataset \"nowhere\"; known: nyuv2, odd")
        .contains("protocol marigold-depth does not define odd")
        .contains("estimators[0].gamma: expected a number from 0.1 to 10.0, got \"99\"")
        .contains("\"a\" is the name of two estimators")
        .contains("estimators[1].type: unknown estimator type \"delta\"; known: gamma")
        .contains("estimators[2].name: expected a text")
        .contains("estimators[2]: unknown key \"gama\"")
        .contains("estimators[2].list: expected a text, a number or true/false")
        .contains("estimators[3]: expected a mapping");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[1, 2]",
        "just text",
        "suite: [",
        "suite: a\nsuite: b\n",
        "a: &x [*x]",
        "\t",
        "{",
        "!!java.net.URL [\"http://x\"]"
      })
  void refusesWhatIsNoSuite(String text) {
    assertThatThrownBy(() -> READER.read(text, "x.yaml"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("x.yaml");
  }

  @Test
  void aWordThatLooksLikeABooleanElsewhereStaysAText() {
    // YAML 1.1 read NO as false and 1_000 as a number
    assertThat(READER.read(GOOD.replace("name: a", "name: NO"), "x").estimators().get(0).name())
        .isEqualTo("NO");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "datasets: &d [nyuv2]\nother: *d\n",
        "suite: &n mine\nestimators:\n  - {name: *n, type: gamma}\n",
        "a: &x {name: b}\nestimators:\n  - {<<: *x, type: gamma}\n"
      })
  void refusesAnAliasSinceItWouldBeReadAsItsOwnName(String yaml) {
    assertThatThrownBy(() -> READER.read(yaml, "mine.yaml"))
        .isInstanceOf(SpecException.class)
        .hasMessageMatching("mine\\.yaml line [23]: alias \\*[dnx], expected the value itself.*");
  }

  @ParameterizedTest
  @ValueSource(ints = {900, 100_000})
  void refusesDeepNesting(int depth) {
    String yaml = GOOD + "x: " + "[".repeat(depth);
    assertThatThrownBy(() -> READER.read(yaml, "mine.yaml"))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("mine.yaml");
  }

  /** The YAML library reads 1025 characters at once and fails on a pair at the seam. */
  @ParameterizedTest
  @ValueSource(ints = {1020, 1021, 1022, 1023, 1024, 1025, 2047, 2048, 2049, 2050})
  void readsACharacterOfTwoHalvesAnywhere(int at) {
    String padding = "#" + "x".repeat(at - GOOD.length() - 1);
    String yaml = GOOD + padding + "\uD83D\uDE00".repeat(3) + "\n";
    assertThat(READER.read(yaml, "mine.yaml").name()).isEqualTo("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D", "\uDE00", "\uDE00\uD83D"})
  void refusesHalfACharacter(String half) {
    assertThatThrownBy(() -> READER.read(GOOD + "# " + half, "mine.yaml"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("half a character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"datasets", "protocols"})
  void refusesALongListInLittleTime(String key) {
    StringBuilder list = new StringBuilder(key + ": [");
    for (int i = 0; list.length() < SuiteReader.MAX_LENGTH - 100; i++) {
      list.append('p').append(i).append(',');
    }
    String yaml = list.append("]\n").toString();
    assertThat(Hostile.read(yaml.length(), 1 << 12, () -> READER.read(yaml, "mine.yaml")))
        .isEmpty();
  }

  @Test
  void refusesANumberOfAbsurdLength() {
    String yaml = GOOD.replace("gamma: 2.2", "gamma: " + "9".repeat(2000));
    assertThatThrownBy(() -> READER.read(yaml, "mine.yaml"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("mine.yaml");
  }

  @Test
  void refusesAFileTooLongToBeASuite() {
    String yaml = GOOD + "#" + "x".repeat(10_000_000);
    assertThatThrownBy(() -> READER.read(yaml, "mine.yaml"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("more than " + SuiteReader.MAX_LENGTH + " characters");
  }

  @Test
  void saysThatATabIsNoIndentation() {
    String yaml = GOOD.replace("  - name", "\t- name");
    assertThatThrownBy(() -> READER.read(yaml, "mine.yaml")).hasMessageContaining("TAB");
  }

  @Test
  void refusesASuiteNameTooLongForAFolder() {
    String yaml = GOOD.replace("suite: mine", "suite: " + "m".repeat(101));
    assertThatThrownBy(() -> READER.read(yaml, "mine.yaml"))
        .hasMessageContaining("at most 100 lower-case letters");
  }
}
