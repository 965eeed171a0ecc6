package org.tacheo.reports.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PublishedNormalsTest {
  private static final PublishedNumbers NUMBERS = PublishedNumbers.bundled().get(1);

  @Test
  void isOfNormalsAndHoldsEveryRow() {
    assertThat(NUMBERS.task()).isEqualTo("normals");
    assertThat(NUMBERS.protocol()).isEqualTo("dsine-normals");
    assertThat(NUMBERS.tables()).extracting(table -> table.rows().size()).containsExactly(12, 13);
  }

  // Sums of each column, taken from the literature table outside this code, so that a wrong digit
  // anywhere shows.
  @ParameterizedTest
  @CsvSource({
    "nyuv2-normals,   25, 421.0, 1451.6",
    "scannet-normals, 23, 357.4, 1428.4",
    "ibims-normals,   25, 436.2, 1661.2",
    "sintel-normals,  19, 679.1, 351.5",
    "oasis-normals,   8,  196.2, 218.0",
  })
  void sumsOfEveryColumnAgreeWithTheSource(String layout, int count, String means, String shares) {
    List<PublishedScore> column =
        rows().stream()
            .flatMap(row -> Optional.ofNullable(row.scores().get(layout)).stream())
            .toList();
    assertThat(column).hasSize(count);
    assertThat(sum(column.stream().map(PublishedScore::first).toList()))
        .isEqualByComparingTo(means);
    assertThat(sum(column.stream().map(score -> score.second().orElseThrow()).toList()))
        .isEqualByComparingTo(shares);
  }

  @ParameterizedTest
  @CsvSource({
    "Marigold + E2E FT, A, nyuv2-normals, 16.2 / 61.4",
    "Stable Diffusion + E2E FT, A, sintel-normals, 33.5 / 22.3",
    "DSINE, A, oasis-normals, 24.4 / 28.8",
    "Lotus-D, D, ibims-normals, 17.1 / 66.4",
    "'Metric3D v2, ViT-L', H, scannet-normals, 9.9 / 76.0",
    "MoGe-2, J, sintel-normals, 29.3 / 24.8",
    "FE2E, E, nyuv2-normals, 16.2 / 59.6",
  })
  void printsWhatTheSourcePrints(String method, String source, String layout, String expected) {
    assertThat(row(method, source).scores().get(layout)).hasToString(expected);
  }

  // The README of E2E-FT exchanges the two; a re-evaluation by others agrees with the paper.
  @Test
  void carriesThePapersSideOfTheScanNetSwapAndSaysSo() {
    PublishedRow stable = row("Stable Diffusion + E2E FT", "A");
    PublishedRow wizard = row("GeoWizard + E2E FT", "A");
    assertThat(stable.scores().get("scannet-normals")).hasToString("14.7 / 66.1");
    assertThat(wizard.scores().get("scannet-normals")).hasToString("15.3 / 63.6");
    assertThat(stable.note()).contains("B").contains("15.3");
    assertThat(wizard.note()).contains("B").contains("14.7");
    assertThat(row("Stable Diffusion + E2E FT", "D").scores().get("scannet-normals"))
        .hasToString("14.7 / 66.1");
    assertThat(NUMBERS.caveats().get(0)).contains("swapped");
  }

  @Test
  void namesTheRowOfTheOtherProtocolAndRestsNoRowOnTheUntrustedSource() {
    assertThat(row("Marigold normals v1.1", "E").note()).contains("marigold-normals");
    assertThat(rows()).allSatisfy(row -> assertThat(row.sources()).doesNotContain("M"));
  }

  @Test
  void bothLayoutsOfADatasetShareItsColumn() {
    PublishedDataset nyu = NUMBERS.datasets().get(0);
    assertThat(nyu.isAmong(Set.of("nyuv2-normals"))).isTrue();
    assertThat(nyu.isAmong(Set.of("nyuv2-normals-marigold"))).isTrue();
    assertThat(nyu.isAmong(Set.of("nyuv2", "scannet-normals"))).isFalse();
  }

  private static PublishedRow row(String method, String source) {
    List<PublishedRow> found =
        rows().stream()
            .filter(row -> row.method().equals(method) && row.sources().get(0).equals(source))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static List<PublishedRow> rows() {
    return NUMBERS.tables().stream().flatMap(table -> table.rows().stream()).toList();
  }

  private static BigDecimal sum(List<String> numbers) {
    return numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
