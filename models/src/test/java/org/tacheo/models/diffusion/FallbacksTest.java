package org.tacheo.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tacheo.core.SampleId;
import org.tacheo.models.ensemble.Ensembled.Solution;

class FallbacksTest {
  private final Fallbacks fallbacks = new Fallbacks();

  private void add(String dataset, String sample, Solution solution) {
    fallbacks.add(new SampleId(dataset, "", sample), solution);
  }

  @Test
  void saysNothingWhereEverySampleWasSolved() {
    add("a", "1", Solution.REGULAR);
    assertThat(fallbacks.remarks()).isEmpty();
  }

  @Test
  void countsSamplesByDatasetWhateverTheirOrder() {
    add("b", "3", Solution.EXTREMES);
    add("a", "2", Solution.REGULAR);
    add("b", "2", Solution.EXTREMES);
    add("b", "1", Solution.REGULAR);
    assertThat(fallbacks.remarks())
        .singleElement()
        .asString()
        .contains(" for 2 of 3 samples of b, the first: b/2;");
  }

  @Test
  void countsASampleOnceThatIsSeenInTwoViews() {
    add("a", "1", Solution.EXTREMES);
    add("a", "1", Solution.EXTREMES);
    add("a", "2", Solution.EXTREMES);
    add("a", "2", Solution.REGULAR);
    assertThat(fallbacks.remarks()).singleElement().asString().contains(" for 2 of 2 samples of a");
  }
}
