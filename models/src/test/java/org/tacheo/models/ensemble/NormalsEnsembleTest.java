package org.tacheo.models.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.tacheo.models.ensemble.Ensembles.DIFFUSERS;
import static org.tacheo.models.ensemble.Ensembles.PUBLISHED;
import static org.tacheo.models.ensemble.Ensembles.greatestDifference;
import static org.tacheo.models.ensemble.Ensembles.maps;
import static org.tacheo.models.ensemble.Ensembles.size;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.ImageSize;
import org.tacheo.core.SpecException;
import org.tacheo.core.TacheoException;
import org.tacheo.models.GoldenArrays.GoldenArray;

class NormalsEnsembleTest {
  private static final float[] NONE = {};
  private static final ImageSize PIXEL = new ImageSize(1, 1);

  private static NormalsEnsemble of(NormalsMethod method) {
    return method == NormalsMethod.GEOWIZARD
        ? NormalsEnsemble.of(method)
        : NormalsEnsemble.of(method).with(Uncertainty.COMPUTED);
  }

  @ParameterizedTest
  @EnumSource(names = {"CLOSEST", "MEAN"})
  void agreesWithDiffusers(NormalsMethod method) {
    GoldenArray members = DIFFUSERS.get("n.members");
    Ensembled ensembled = of(method).ensemble(maps(members), size(members), 2);
    String key = "n." + method.name().toLowerCase(Locale.ROOT);
    // The same float32 operations in the same order; only the arc cosine has other last bits.
    assertThat(greatestDifference(ensembled.values(), DIFFUSERS.get(key + ".pred").floats()))
        .isLessThan(1e-7);
    assertThat(
            greatestDifference(
                ensembled.uncertainty().orElseThrow(), DIFFUSERS.get(key + ".unc").floats()))
        .isLessThan(5e-8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"front", "left", "close"})
  void choosesTheMemberThatGeoWizardDoes(String facing) {
    GoldenArray members = PUBLISHED.get("geowizard." + facing);
    Ensembled ensembled = of(NormalsMethod.GEOWIZARD).ensemble(maps(members), size(members), 2);
    assertThat(
            greatestDifference(
                ensembled.values(), PUBLISHED.get("geowizard." + facing + ".pred").floats()))
        .isLessThan(1e-7);
    assertThat(ensembled.uncertainty()).isEmpty();
  }

  @Test
  void meanOfTwoPerpendicularVectorsLiesBetweenThem() {
    float[][] members = {{1, 0, 0}, {0, 1, 0}};
    Ensembled ensembled = of(NormalsMethod.MEAN).ensemble(members, PIXEL, 1);
    float half = (float) Math.sqrt(0.5);
    assertThat(ensembled.values()).containsExactly(new float[] {half, half, 0}, within(1e-7f));
    // Both are 45 degrees, a quarter of pi, away.
    assertThat(ensembled.uncertainty().orElseThrow()[0]).isCloseTo(0.25f, within(1e-7f));
  }

  @Test
  void takesTheFirstOfThoseEquallyNear() {
    float[][] members = {{1, 0, 0}, {0, 1, 0}};
    assertThat(of(NormalsMethod.CLOSEST).ensemble(members, PIXEL, 1).values())
        .containsExactly(1, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(NormalsMethod.class)
  void givesTheSameBytesForAnyNumberOfThreads(NormalsMethod method) {
    ImageSize size = new ImageSize(190, 211);
    float[][] members = scattered(4, size);
    Ensembled one = of(method).ensemble(members, size, 1);
    for (int threads : new int[] {2, 5}) {
      Ensembled several = of(method).ensemble(members, size, threads);
      assertThat(several.values()).isEqualTo(one.values());
      assertThat(several.uncertainty().orElse(NONE)).isEqualTo(one.uncertainty().orElse(NONE));
    }
  }

  @ParameterizedTest
  @EnumSource(NormalsMethod.class)
  void identicalMembersGiveThemselves(NormalsMethod method) {
    ImageSize size = new ImageSize(20, 30);
    float[] member = scattered(1, size)[0];
    float[] values = of(method).ensemble(new float[][] {member, member.clone()}, size, 1).values();
    // GeoWizard's vectors are 1e-5 too short.
    double tolerance = method == NormalsMethod.GEOWIZARD ? 1.1e-5 : 2e-7;
    assertThat(greatestDifference(values, member)).isLessThan(tolerance);
  }

  @ParameterizedTest
  @EnumSource(NormalsMethod.class)
  void refusesWhatIsNotFinite(NormalsMethod method) {
    ImageSize size = new ImageSize(4, 5);
    float[][] members = scattered(2, size);
    members[1][2 * size.pixels() + 7] = Float.NaN;
    assertThatThrownBy(() -> of(method).ensemble(members, size, 2))
        .isInstanceOf(TacheoException.class)
        .hasMessageContaining("member 2 of 2 is NaN at row 1, column 2")
        .hasMessageNotContaining("\n");
  }

  @Test
  void geoWizardHasNoUncertainty() {
    assertThatThrownBy(() -> NormalsEnsemble.of(NormalsMethod.GEOWIZARD).with(Uncertainty.COMPUTED))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("geowizard");
  }

  @Test
  void refusesMembersOfOnePlane() {
    assertThatThrownBy(() -> of(NormalsMethod.MEAN).ensemble(new float[2][1], PIXEL, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static float[][] scattered(int count, ImageSize size) {
    SplittableRandom random = new SplittableRandom(count);
    float[][] members = new float[count][3 * size.pixels()];
    for (float[] member : members) {
      for (int p = 0; p < size.pixels(); p++) {
        double x = random.nextDouble(-1, 1);
        double y = random.nextDouble(-1, 1);
        double norm = Math.sqrt(x * x + y * y + 1);
        member[p] = (float) (x / norm);
        member[size.pixels() + p] = (float) (y / norm);
        member[2 * size.pixels() + p] = (float) (1 / norm);
      }
    }
    return members;
  }
}
