package org.tacheo.reports.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;

final class PublishedNumbersTest {
  private static final PublishedNumbers NUMBERS = PublishedNumbers.bundled().get(0);
  private static final String ROW =
      "{method: m, setting: '', scores: {nyuv2: '5.5 / 96.4'}, time: '', sources: [A], note: ''}";

  @Test
  void holdsEveryRowOfBothTables() {
    assertThat(NUMBERS.tables()).extracting(table -> table.rows().size()).containsExactly(27, 19);
  }

  // Sums over the plain numbers of a column, taken from the literature tables outside this code, so
  // that a wrong digit anywhere shows.
  @ParameterizedTest
  @CsvSource({
    "0, nyuv2,   27, 174.1, 27, 2570.5",
    "0, kitti,   27, 299.5, 27, 2384.4",
    "0, eth3d,   26, 239.6, 26, 2375.6",
    "0, scannet, 23, 168.5, 23, 2160.3",
    "0, diode,   27, 727.0, 27, 2119.2",
    "1, nyuv2,   17,  83.41, 16, 1555.05",
    "1, kitti,   17, 149.92, 16, 1480.1",
    "1, eth3d,   15, 103.7, 15, 1432.3",
    "1, scannet, 15,  74.1, 15, 1454.7",
    "1, diode,   15, 398.9, 15, 1145.2",
  })
  void sumsOfEveryColumnAgreeWithTheSource(
      int table, String layout, int absRels, String absRelSum, int deltas, String deltaSum) {
    List<String> absRel =
        column(table, layout, score -> Optional.of(score.first())).stream()
            .filter(text -> !text.contains("–"))
            .toList();
    List<String> delta1 = column(table, layout, PublishedScore::second);

    assertThat(absRel).hasSize(absRels);
    assertThat(sum(absRel)).isEqualByComparingTo(absRelSum);
    assertThat(delta1).hasSize(deltas);
    assertThat(sum(delta1)).isEqualByComparingTo(deltaSum);
  }

  @ParameterizedTest
  @CsvSource({
    "Marigold v1.0, 50x10, A, nyuv2, 5.5 / 96.4",
    "Marigold v1.0, 50x10, A, kitti, 9.9 / 91.6",
    "Marigold v1.0, 50x10, A, eth3d, 6.5 / 96.0",
    "Marigold v1.0, 50x10, A, scannet, 6.4 / 95.1",
    "Marigold v1.0, 50x10, A, diode, 30.8 / 77.3",
    "Marigold v1.0 + fixed DDIM (trailing), 1x1, A, kitti, 10.8 / 89.6",
    "Marigold v1.1, '', E, kitti, 11.0 / 88.8",
    "Marigold + E2E FT, 1x1, A, nyuv2, 5.2 / 96.6",
    "Marigold + E2E FT, 1x1, A, scannet, 5.8 / 96.2",
    "Stable Diffusion + E2E FT, 1x1, A, kitti, 9.6 / 92.1",
    "Stable Diffusion + E2E FT, 1x1, A, diode, 30.3 / 77.6",
    "'GeoWizard, reproduced by E2E-FT', '', A, kitti, 14.4 / 82.0",
    "GeoWizard + E2E FT, 1x1, A, eth3d, 6.3 / 95.7",
    "'DepthFM, as published', 4x6, A, diode, 22.5 / 80.0",
    "DiverseDepth, '', C, nyuv2, 11.7 / 87.5",
    "DPT, '', A, diode, 18.2 / 75.8",
    "Metric3D v2, '', A, kitti, 4.4 / 98.2",
    "Metric3D v2, '', K, scannet, 2.2 / 99.4",
    "Marigold, 50x10, D, eth3d, 6.5 / 95.9",
    "Lotus-D, '', D, nyuv2, 5.1 / 97.2",
    "Depth Anything v1, '', D, diode, 26.0 / 75.9",
    "Depth Anything v1, '', K, eth3d, 6.5 / 97.2",
    "DepthMaster, '', K, diode, 21.5 / 77.6",
    "FE2E, '', E, eth3d, 3.8 / 98.7",
    "Lotus-2, '', J, kitti, 6.7 / 94.5",
    "MoGe, '', J, diode, 36.3 / 71.2",
    "'Marigold v1.0, KITTI only', 50x10, L, kitti, 9.92",
    "Marigold v1.1, 1x10, L, nyuv2, 5.77 / 96.05",
    "Marigold v1.1, 1x10, L, kitti, 10.90–10.95 / 88.8",
    "GeoWizard, '', L, kitti, 13.1",
    "Depth Anything V2-L on native ETH3D, '', L, eth3d, 7.8–8.9",
  })
  void printsWhatTheSourcePrints(
      String method, String setting, String source, String layout, String expected) {
    List<PublishedRow> rows =
        rows().stream()
            .filter(row -> row.method().equals(method) && row.setting().equals(setting))
            .filter(row -> row.sources().get(0).equals(source))
            .toList();

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).scores().get(layout)).hasToString(expected);
  }

  @Test
  void keepsTheTimesAsPrinted() {
    assertThat(rows().stream().map(PublishedRow::time).filter(time -> !time.isEmpty()))
        .containsExactly(
            "24 s", "3.1 s", "1.8 s", "121 ms", "121 ms", "121 ms", "121 ms", "72 s", "254 ms",
            "254 ms", "1.67 s", "132 ms");
  }

  @Test
  void explainsEveryProvenanceLetterAndRestsNoRowOnTheUntrustedOne() {
    assertThat(NUMBERS.sources())
        .extracting(PublishedSource::tag)
        .containsExactly("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M");
    assertThat(rows()).allSatisfy(row -> assertThat(row.sources()).doesNotContain("M"));
  }

  @Test
  void warnsOfRowsCopiedFromAnotherProtocol() {
    assertThat(rows())
        .filteredOn(row -> row.method().startsWith("Depth Anything v"))
        .filteredOn(row -> row.sources().contains("A"))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.note()).contains("another protocol"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5.5/96.4", "5.5 / ", "5 / 96.4", "-5.5 / 96.4", "nan", "5.5 / 96,4"})
  void refusesAScoreOfAnotherForm(String text) {
    assertThatThrownBy(() -> PublishedScore.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + text + "\"");
  }

  @Test
  void readsAMinimalFile() {
    assertThat(read(ROW).tables().get(0).rows()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "note: '';surplus: ''",
        "note: '';note: '', surplus: ''",
        ", note: '';''",
        "note: '';note: '', note: ''",
        "[A];[Z]",
        "nyuv2;sintel",
        "'5.5 / 96.4';5.5",
        "'5.5 / 96.4';'5.5 | 96.4'",
        "method: m;method: ''",
        "setting: '';setting: 50",
      })
  void refusesARowThatIsNotExactlyARow(String sound, String broken) {
    String row = ROW.replace(sound, broken.equals("''") ? "" : broken);

    assertThat(row).isNotEqualTo(ROW);
    assertThatThrownBy(() -> read(row))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("published numbers: test.yaml: ")
        .extracting(Throwable::getMessage)
        .satisfies(message -> assertThat(message.toString().lines()).hasSize(1));
  }

  private static PublishedNumbers read(String row) {
    String yaml =
        String.join(
            "\n",
            "schema: 2",
            "title: t",
            "task: depth",
            "scores: s",
            "protocol: p",
            "datasets: [{layout: nyuv2, also: [], title: NYUv2}]",
            "sources: [{tag: A, title: t, arxiv: '', part: '', rows: ''}]",
            "caveats: []",
            "tables: [{title: t, rows: [" + row + "]}]",
            "");
    return PublishedNumbers.read(
        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "test.yaml");
  }

  private static List<PublishedRow> rows() {
    return NUMBERS.tables().stream().flatMap(table -> table.rows().stream()).toList();
  }

  private static List<String> column(
      int table, String layout, Function<PublishedScore, Optional<String>> part) {
    return NUMBERS.tables().get(table).rows().stream()
        .flatMap(row -> Optional.ofNullable(row.scores().get(layout)).stream())
        .flatMap(score -> part.apply(score).stream())
        .toList();
  }

  private static BigDecimal sum(List<String> numbers) {
    return numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
