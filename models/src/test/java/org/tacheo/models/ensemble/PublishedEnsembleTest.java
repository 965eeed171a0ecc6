package org.tacheo.models.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.tacheo.models.ensemble.Ensembles.DIFFUSERS;
import static org.tacheo.models.ensemble.Ensembles.PUBLISHED;
import static org.tacheo.models.ensemble.Ensembles.greatestDifference;
import static org.tacheo.models.ensemble.Ensembles.maps;
import static org.tacheo.models.ensemble.Ensembles.size;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.models.GoldenArrays.GoldenArray;
import org.tacheo.models.ensemble.Ensembled.Solution;

/** Against what the published codes give. */
class PublishedEnsembleTest {
  @ParameterizedTest
  @CsvSource({"MEDIAN, AFFINE", "MEDIAN, SCALE", "MEAN, AFFINE", "MEAN, SCALE"})
  void agreesWithDiffusers(Reduction reduction, Invariance invariance) {
    GoldenArray members = DIFFUSERS.get("members");
    String key = (reduction + "." + invariance).toLowerCase(Locale.ROOT);
    Ensembled ensembled =
        DepthEnsemble.of(Method.DIFFUSERS, reduction, invariance)
            .with(Uncertainty.COMPUTED)
            .ensemble(maps(members), size(members), 2);
    // SciPy takes no step here and neither do we; what is left is float32 arithmetic in one order.
    assertThat(greatestDifference(ensembled.values(), floats(key + ".pred"))).isLessThan(1e-7);
    assertThat(greatestDifference(uncertainty(ensembled), floats(key + ".unc"))).isLessThan(1e-7);
  }

  @ParameterizedTest
  @CsvSource({
    "v0.still.median, MEDIAN", "v0.still.mean, MEAN", "diffusers.still, MEDIAN",
    "diffusers.long, MEDIAN", "diffusers.odd, MEDIAN", "marigold.still, MEDIAN",
    "marigold.long, MEDIAN", "marigold.odd, MEDIAN"
  })
  void agreesWhereTheirDifferencesAreNotMereRounding(String key, Reduction reduction) {
    float[][] members = members(key);
    Ensembled ensembled =
        DepthEnsemble.of(method(key), reduction, Invariance.AFFINE)
            .with(Uncertainty.COMPUTED)
            .ensemble(members, size(array(key)), 2);
    // Marigold 0's steps of 3.5e-4 turn rounding of 4e-9 into slopes off by 1e-5, scales by 1e-6.
    assertThat(greatestDifference(ensembled.values(), published(key + ".pred"))).isLessThan(5e-6);
    assertThat(greatestDifference(uncertainty(ensembled), published(key + ".unc")))
        .isLessThan(5e-6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"diffusers.moving", "marigold.moving"})
  void liesAsNearAsTheirOwnResultForTheMirroredImage(String key) {
    float[][] members = members(key);
    Ensembled ensembled =
        DepthEnsemble.of(method(key), Reduction.MEDIAN, Invariance.AFFINE)
            .ensemble(members, size(array(key)), 1);
    float[] mirrored = mirrored(published("diffusers.mirrored.pred"), array(key).shape()[2]);
    double spread = greatestDifference(published("diffusers.moving.pred"), mirrored);
    assertThat(greatestDifference(ensembled.values(), published(key + ".pred")))
        .isLessThan(1.5 * spread);
  }

  @ParameterizedTest
  @CsvSource({
    "v0.still.median, MEDIAN", "v0.still.mean, MEAN", "v0.moving.median, MEDIAN",
    "v0.moving.mean, MEAN", "diffusers.moving, MEDIAN", "marigold.moving, MEDIAN"
  })
  void givesTheirMapsForTheirParameters(String key, Reduction reduction) {
    float[][] members = members(key);
    Alignment alignment = Alignment.of(numbers(key + ".x"), members.length);
    Reducer reducer = new Reducer(members, alignment, reduction, Uncertainty.COMPUTED);
    try (Workers workers = new Workers(1)) {
      reducer.run(workers);
      reducer.normalise(Invariance.AFFINE, method(key), workers);
    }
    Ensembled ensembled = reducer.result(Solution.REGULAR);
    assertThat(greatestDifference(ensembled.values(), published(key + ".pred"))).isLessThan(1e-7);
    assertThat(greatestDifference(uncertainty(ensembled), published(key + ".unc")))
        .isLessThan(1e-7);
  }

  @ParameterizedTest
  @CsvSource({
    "v0.still.median, MEDIAN", "v0.still.mean, MEAN", "v0.moving.median, MEDIAN",
    "v0.moving.mean, MEAN", "diffusers.moving, MEDIAN", "marigold.moving, MEDIAN"
  })
  void givesTheirObjectiveForTheirParameters(String key, Reduction reduction) {
    double value = value(array(key), method(key), reduction, numbers(key + ".x"));
    // Up to ten float32 distances of 0.05, each rounded by 2e-9 and summed by torch in float32.
    assertThat(value).isCloseTo(numbers(key + ".fun")[0], within(5e-8));
  }

  @ParameterizedTest
  @CsvSource({
    "init.affine, affine.median, MEDIAN", "init.affine, affine.mean, MEAN",
    "init.scale, scale.median, MEDIAN", "init.scale, scale.mean, MEAN"
  })
  void evaluatesTheObjectiveAsDoublePrecisionDoes(
      String parameters, String cost, Reduction reduction) {
    double[] start = DIFFUSERS.get(parameters).values();
    double value = value(DIFFUSERS.get("members"), Method.DIFFUSERS, reduction, start);
    // Parameters of about 3 and extremes of about 1 are rounded to float32: some 1e-7 of either.
    assertThat(value).isCloseTo(DIFFUSERS.get("cost.init." + cost).values()[0], within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MEDIAN", "MEAN"})
  void evaluatesTheObjectiveAwayFromTheStart(Reduction reduction) {
    double[] there = DIFFUSERS.get("pert").values();
    double value = value(DIFFUSERS.get("members"), Method.DIFFUSERS, reduction, there);
    String key = "cost.pert.affine." + reduction.name().toLowerCase(Locale.ROOT);
    assertThat(value).isCloseTo(DIFFUSERS.get(key).values()[0], within(1e-6));
  }

  private static double value(
      GoldenArray array, Method method, Reduction reduction, double[] parameters) {
    float[][] members = maps(array);
    try (Workers workers = new Workers(1)) {
      Extents extents = Extents.of(members, size(array), workers);
      ReducedExtremes extremes =
          new ReducedExtremes(members, extents, reduction.over(members.length));
      Moments moments = Moments.of(members, extents, workers);
      return new Objective(moments, method.published().orElseThrow().distance(), extremes)
          .value(parameters);
    }
  }

  private static Method method(String key) {
    return switch (key.substring(0, key.indexOf('.'))) {
      case "v0" -> Method.MARIGOLD_V0;
      case "marigold" -> Method.MARIGOLD;
      default -> Method.DIFFUSERS;
    };
  }

  private static GoldenArray array(String key) {
    return PUBLISHED.get(key.split("\\.", -1)[1]);
  }

  private static float[][] members(String key) {
    return maps(array(key));
  }

  private static float[] floats(String key) {
    return DIFFUSERS.get(key).floats();
  }

  private static float[] published(String key) {
    return PUBLISHED.get(key).floats();
  }

  private static double[] numbers(String key) {
    return PUBLISHED.get(key).values();
  }

  private static float[] uncertainty(Ensembled ensembled) {
    return ensembled.uncertainty().orElseThrow();
  }

  private static float[] mirrored(float[] map, int width) {
    float[] mirrored = new float[map.length];
    for (int p = 0; p < map.length; p++) {
      int column = p % width;
      mirrored[p] = map[p - column + width - 1 - column];
    }
    return mirrored;
  }
}
