package org.tacheo.reports.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The long form is {@link CoverageStudy}. */
class CoverageTest {
  private static final int EXPERIMENTS = 400;
  private static final int SCENES = 128;
  private static final int RESAMPLES = 1000;

  /**
   * 400 experiments with a probability of 0.95 have a deviation of 0.011: three of them on either
   * side.
   */
  @Test
  void ninetyFivePercentOfTheIntervalsHoldTheTruth() {
    CoverageStudy.Outcome outcome =
        CoverageStudy.of(EXPERIMENTS, SCENES, RESAMPLES, CoverageStudy.Grouping.BY_SCENE);
    assertThat(outcome.ratioCoverage()).isBetween(0.917, 0.983);
    assertThat(outcome.differenceCoverage()).isBetween(0.917, 0.983);
  }

  /** Frames of one scene say much the same: as if independent, they promise too much. */
  @Test
  void intervalsByImageAreTooNarrowWhereScenesMatter() {
    CoverageStudy.Outcome byScene =
        CoverageStudy.of(200, 40, RESAMPLES, CoverageStudy.Grouping.BY_SCENE);
    CoverageStudy.Outcome byImage =
        CoverageStudy.of(200, 40, RESAMPLES, CoverageStudy.Grouping.BY_IMAGE);
    assertThat(byScene.ratioWidth()).isGreaterThan(1.2 * byImage.ratioWidth());
    assertThat(byImage.ratioCoverage()).isLessThan(0.9);
  }
}
