package org.tacheo.models.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tacheo.models.ensemble.Ensembles.greatestDifference;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.ImageSize;
import org.tacheo.core.SpecException;
import org.tacheo.core.TacheoException;
import org.tacheo.models.ensemble.Ensembled.Solution;

class DepthEnsembleTest {
  private static final ImageSize SIZE = new ImageSize(67, 89);

  private static DepthEnsemble closedForm(Reduction reduction, Invariance invariance) {
    return DepthEnsemble.of(Method.CLOSED_FORM, reduction, invariance).with(Uncertainty.COMPUTED);
  }

  private static DepthEnsemble medianOf(Method method) {
    return DepthEnsemble.of(method, Reduction.MEDIAN, Invariance.AFFINE).with(Uncertainty.COMPUTED);
  }

  @ParameterizedTest
  @EnumSource(Reduction.class)
  void recoversWhatAllMembersAreAffineImagesOf(Reduction reduction) {
    float[][] members = Ensembles.smooth(6, SIZE, 0, 1);
    Ensembled ensembled = closedForm(reduction, Invariance.AFFINE).ensemble(members, SIZE, 2);
    float low = Extents.smallest(members[0], members[0].length);
    float high = Extents.greatest(members[0], members[0].length);
    float[] truth = new float[members[0].length];
    for (int p = 0; p < truth.length; p++) {
      truth[p] = (members[0][p] - low) / (high - low);
    }
    // Members are float32 numbers up to 1 with ranges of about 0.2: 3e-7 each.
    assertThat(greatestDifference(ensembled.values(), truth)).isLessThan(2e-6);
    assertThat(greatestDifference(ensembled.uncertainty().orElseThrow(), new float[truth.length]))
        .isLessThan(2e-6);
    assertThat(ensembled.solution()).isEqualTo(Solution.REGULAR);
  }

  @Test
  void recoversScalesAlone() {
    float[][] members = Ensembles.smooth(1, SIZE, 0, 2);
    float[] tripled = members[0].clone();
    for (int p = 0; p < tripled.length; p++) {
      tripled[p] *= 3;
    }
    float[] values =
        closedForm(Reduction.MEDIAN, Invariance.SCALE)
            .ensemble(new float[][] {members[0], tripled}, SIZE, 1)
            .values();
    float high = Extents.greatest(tripled, tripled.length);
    for (int p = 0; p < tripled.length; p++) {
      tripled[p] /= high;
    }
    assertThat(greatestDifference(values, tripled)).isLessThan(1e-6);
  }

  @ParameterizedTest
  @CsvSource({"MEDIAN, 2, 1", "MEAN, 3, 2.1602468"})
  void leavesAbsoluteDepthAsItIs(Reduction reduction, float value, float deviation) {
    // 1, 2, 3, 6: lower median 2, distances 1 0 1 4; mean 3, squares 4 1 0 9, root of 14 / 3.
    float[][] members = {{1}, {2}, {3}, {6}};
    Ensembled ensembled =
        closedForm(reduction, Invariance.NONE).ensemble(members, new ImageSize(1, 1), 1);
    assertThat(ensembled.values()).containsExactly(value);
    assertThat(ensembled.uncertainty().orElseThrow()).containsExactly(deviation);
  }

  @Test
  void closedFormDoesNotDependOnTheMembersOwnScalesAndShifts() {
    float[][] members = Ensembles.smooth(5, SIZE, 0.05, 3);
    float[] before =
        closedForm(Reduction.MEDIAN, Invariance.AFFINE).ensemble(members, SIZE, 1).values();
    for (int p = 0; p < members[2].length; p++) {
      members[2][p] = 40 * members[2][p] - 7;
    }
    float[] after =
        closedForm(Reduction.MEDIAN, Invariance.AFFINE).ensemble(members, SIZE, 1).values();
    // The changed member was rounded to float32 at a magnitude of 30, its range being 10.
    assertThat(greatestDifference(before, after)).isLessThan(2e-6);
  }

  @Test
  void closedFormDoesNotDependOnTheOrderOfTheMembers() {
    float[][] members = Ensembles.smooth(6, SIZE, 0.05, 4);
    float[] before =
        closedForm(Reduction.MEDIAN, Invariance.AFFINE).ensemble(members, SIZE, 1).values();
    List<float[]> list = Arrays.asList(members);
    Collections.reverse(list);
    float[] after =
        closedForm(Reduction.MEDIAN, Invariance.AFFINE).ensemble(members, SIZE, 1).values();
    assertThat(greatestDifference(before, after)).isLessThan(1e-6);
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"CLOSED_FORM", "MARIGOLD_V0"})
  void mirroringMembersMirrorsTheResult(Method method) {
    float[][] members = Ensembles.smooth(5, SIZE, 0.05, 5);
    float[] plain = medianOf(method).ensemble(members, SIZE, 1).values();
    for (float[] member : members) {
      mirror(member);
    }
    float[] mirrored = medianOf(method).ensemble(members, SIZE, 1).values();
    mirror(mirrored);
    assertThat(greatestDifference(plain, mirrored)).isLessThan(1e-6);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void givesTheSameBytesForAnyNumberOfThreads(Method method) {
    ImageSize size = new ImageSize(200, 301);
    float[][] members = Ensembles.smooth(7, size, 0.05, 6);
    Ensembled one = medianOf(method).ensemble(members, size, 1);
    for (int threads : new int[] {2, 5}) {
      Ensembled several = medianOf(method).ensemble(members, size, threads);
      assertThat(several.values()).isEqualTo(one.values());
      assertThat(several.uncertainty()).hasValue(one.uncertainty().orElseThrow());
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void doesNotTouchItsMembers(Method method) {
    float[][] members = Ensembles.smooth(3, SIZE, 0.05, 7);
    float[][] copies = Ensembles.smooth(3, SIZE, 0.05, 7);
    assertThat(medianOf(method).ensemble(members, SIZE, 2).values()).isNotEqualTo(copies[0]);
    assertThat(members).isDeepEqualTo(copies);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void takesTwoMembers(Method method) {
    float[][] members = Ensembles.smooth(2, SIZE, 0.05, 8);
    float[] values = medianOf(method).ensemble(members, SIZE, 1).values();
    assertThat(Extents.smallest(values, values.length)).isZero();
    assertThat(Extents.greatest(values, values.length)).isEqualTo(1);
  }

  @Test
  void saysWhenAMemberContradictsTheOthers() {
    float[][] members = Ensembles.smooth(3, SIZE, 0.05, 9);
    for (int p = 0; p < members[1].length; p++) {
      members[1][p] = 1 - members[1][p];
    }
    assertThat(medianOf(Method.CLOSED_FORM).ensemble(members, SIZE, 1).solution())
        .isEqualTo(Solution.EXTREMES);
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"CLOSED_FORM", "MARIGOLD_V0"})
  void refusesAConstantMember(Method method) {
    float[][] members = Ensembles.smooth(3, SIZE, 0.05, 10);
    Arrays.fill(members[1], 0.1f);
    assertThatThrownBy(() -> medianOf(method).ensemble(members, SIZE, 1))
        .isInstanceOf(TacheoException.class)
        .hasMessageContaining("member 2 of 3 is 0.1 everywhere")
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"DIFFUSERS", "MARIGOLD"})
  void constantMembersBecomeZeroAsPublished(Method method) {
    float[][] members = new float[3][SIZE.pixels()];
    for (float[] member : members) {
      Arrays.fill(member, 0.5f);
    }
    assertThat(medianOf(method).ensemble(members, SIZE, 1).values()).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void refusesWhatIsNotFinite(float value) {
    float[][] members = Ensembles.smooth(3, SIZE, 0.05, 11);
    members[2][2 * SIZE.width() + 5] = value;
    for (Method method : Method.values()) {
      assertThatThrownBy(() -> medianOf(method).ensemble(members, SIZE, 2))
          .isInstanceOf(TacheoException.class)
          .hasMessageContaining("member 3 of 3 is " + value + " at row 2, column 5")
          .hasMessageNotContaining("\n");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Invariance.class,
      names = {"SCALE", "NONE"})
  void refusesWhatTheFirstCodeDoesNotKnow(Invariance invariance) {
    assertThatThrownBy(() -> DepthEnsemble.of(Method.MARIGOLD_V0, Reduction.MEDIAN, invariance))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("affine-invariant");
  }

  @Test
  void refusesAnEnsembleOfOne() {
    assertThatThrownBy(
            () -> medianOf(Method.DIFFUSERS).ensemble(new float[1][SIZE.pixels()], SIZE, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesMembersOfAnotherSize() {
    assertThatThrownBy(
            () -> medianOf(Method.DIFFUSERS).ensemble(new float[2][SIZE.pixels() - 1], SIZE, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void mirror(float[] map) {
    for (int row = 0; row < SIZE.height(); row++) {
      int left = row * SIZE.width();
      for (int right = left + SIZE.width() - 1; left < right; left++, right--) {
        float swap = map[left];
        map[left] = map[right];
        map[right] = swap;
      }
    }
  }
}
