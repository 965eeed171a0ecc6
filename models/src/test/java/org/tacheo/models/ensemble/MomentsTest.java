package org.tacheo.models.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tacheo.core.ImageSize;

class MomentsTest {
  @Test
  void giveTheSquaredDistanceOfMembersThatHardlyDiffer() {
    ImageSize size = new ImageSize(40, 50);
    float[][] members = Ensembles.smooth(1, size, 0, 1);
    members = new float[][] {members[0], members[0].clone()};
    for (int p = 0; p < members[1].length; p++) {
      members[1][p] += 1e-4f * ((p % 3) - 1);
    }
    double expected = 0;
    for (int p = 0; p < members[0].length; p++) {
      double apart = 2.5 * members[0][p] - 2.5 * members[1][p] - 1e-5f;
      expected += apart * apart / members[0].length;
    }
    Alignment alignment = Alignment.of(new double[] {2.5, 2.5, 0, 1e-5}, 2);
    try (Workers workers = new Workers(1)) {
      Moments moments = Moments.of(members, Extents.of(members, size, workers), workers);
      // Terms of 0.1 cancel to 4e-8, which leaves 9 of 16 digits.
      assertThat(moments.squaredDistance(alignment, 0, 1))
          .isCloseTo(expected, within(1e-8 * expected));
    }
  }
}
