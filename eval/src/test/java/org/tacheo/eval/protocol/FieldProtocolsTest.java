package org.tacheo.eval.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Region;
import org.tacheo.core.SpecException;
import org.tacheo.core.VectorMap;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.result.Outcome;

/** The protocols beside Marigold's: which pixels count, which kinds they take, what they give. */
class FieldProtocolsTest {
  private static final ImageSize NYU = new ImageSize(480, 640);
  private static final ImageSize KITTI = new ImageSize(375, 1242);
  private static final Intrinsics CAMERA = new Intrinsics(520, 520, 320, 240);

  @Test
  void eigenTakesTheEigenCropOfNyuAndGargOfKitti() {
    assertThat(prepare(DepthProtocol.EIGEN, "nyuv2", full(NYU, 2)).validPixels())
        .isEqualTo(426 * 560);
    Prepared kitti = prepare(DepthProtocol.EIGEN, "kitti", full(KITTI, 2));
    assertThat(kitti.size()).isEqualTo(new ImageSize(352, 1216));
    assertThat(kitti.validPixels()).isEqualTo((349 - 143) * (1172 - 43));
    assertThat(prepare(DepthProtocol.EIGEN, "kitti", full(KITTI, 0.001f)).validPixels()).isZero();
    assertThat(prepare(DepthProtocol.EIGEN, "kitti", full(KITTI, 80)).validPixels()).isZero();
  }

  @Test
  void metricDepthIsTakenAsItIsAndScaleInvariantDepthByItsMedian() {
    FloatMap metres = random(NYU, 1, 2, 6);
    Map<String, Double> asItIs =
        metrics(
            DepthProtocol.EIGEN,
            "nyuv2",
            metres,
            depth(PredictionKind.METRIC_DEPTH, scaled(metres, 1.5f)));
    assertThat(asItIs.get("abs_rel")).isCloseTo(0.5, within(1e-3));
    Map<String, Double> byMedian =
        metrics(
            DepthProtocol.EIGEN,
            "nyuv2",
            metres,
            depth(PredictionKind.SCALE_INVARIANT_DEPTH, scaled(metres, 2)));
    assertThat(byMedian.get("abs_rel")).isCloseTo(0, within(1e-7));
    assertThat(asItIs).containsKey("mae").hasSize(11);
  }

  private static Map<String, Double> metrics(
      Protocol protocol, String layout, FloatMap metres, Prediction prediction) {
    Outcome outcome =
        prepare(protocol, layout, metres)
            .score(prediction, protocol.alignment(prediction.kind()))
            .outcome();
    assertThat(outcome).isInstanceOf(Outcome.Scored.class);
    return outcome instanceof Outcome.Scored scored ? scored.metrics() : Map.of();
  }

  @Test
  void midasAlignsDisparity() {
    FloatMap metres = random(NYU, 3, 1, 9);
    float[] disparity = inverse(metres).toArray();
    Map<String, Double> perfect =
        metrics(
            DepthProtocol.MIDAS,
            "nyuv2",
            metres,
            depth(PredictionKind.AFFINE_INVARIANT_DISPARITY, FloatMap.of(NYU, affine(disparity))));
    assertThat(perfect.get("abs_rel")).isCloseTo(0, within(1e-5));
    assertThat(perfect.get("bad_1_25")).isZero();
    assertThat(perfect).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"nyuv2, 10", "kitti, 80", "eth3d, 72"})
  void midasCapsDepthWhereAlignedDisparityRunsBelowTheInverseOfTheCap(String layout, double cap) {
    // p = 1, 2, 3 of g = 8, 8, 1: the line of disparity is -1/48, 5/12, 41/48
    ImageSize size = layout.equals("kitti") ? new ImageSize(352, 1216) : NYU;
    float[] metres = new float[size.pixels()];
    float[] disparity = new float[size.pixels()];
    for (int i = 0; i < 3; i++) {
      metres[size.pixels() / 2 + 10 * i] = i < 2 ? 8 : 1;
      disparity[size.pixels() / 2 + 10 * i] = i + 1;
    }
    Map<String, Double> metrics =
        metrics(
            DepthProtocol.MIDAS,
            layout,
            FloatMap.of(size, metres),
            depth(PredictionKind.AFFINE_INVARIANT_DISPARITY, FloatMap.of(size, disparity)));
    double expected = (Math.abs(cap - 8) / 8 + (8 - 12 / 5.0) / 8 + (48 / 41.0 - 1)) / 3;
    assertThat(metrics.get("abs_rel")).isCloseTo(expected, within(1e-5));
    assertThat(metrics.get("bad_1_25")).isCloseTo(cap > 10 ? 200 / 3.0 : 100 / 3.0, within(1e-9));
  }

  // g runs from 1 to 9.5 m; the prediction is twice its inverse, but 0 in the farther half.
  @Test
  void onlyMarigoldLeavesDisparityThatIsNotPositiveOutOfTheFit() {
    float[] metres = new float[NYU.pixels()];
    float[] disparity = new float[NYU.pixels()];
    double n = 0;
    double p = 0;
    double d = 0;
    double pp = 0;
    double pd = 0;
    for (int row = 45; row < 471; row++) {
      for (int column = 41; column < 601; column++) {
        int pixel = row * 640 + column;
        metres[pixel] = 1 + 8.5f * (column - 41) / 559;
        disparity[pixel] = column < 321 ? 2 / metres[pixel] : 0;
        n++;
        p += disparity[pixel];
        d += 1 / metres[pixel];
        pp += disparity[pixel] * (double) disparity[pixel];
        pd += disparity[pixel] * (1.0 / metres[pixel]);
      }
    }
    double scale = (n * pd - p * d) / (n * pp - p * p);
    double shift = (d - scale * p) / n;
    Prediction prediction =
        depth(PredictionKind.AFFINE_INVARIANT_DISPARITY, FloatMap.of(NYU, disparity));
    for (Protocol protocol :
        List.of(DepthProtocol.MIDAS, DepthProtocol.EIGEN, BoundaryProtocol.BOUNDARIES)) {
      Outcome.Fit fit = fit(protocol, FloatMap.of(NYU, metres), prediction);
      assertThat(fit.scale()).as(protocol.id()).isCloseTo(scale, within(1e-6));
      assertThat(fit.shift()).as(protocol.id()).isCloseTo(shift, within(1e-6));
    }
    assertThat(shift).isGreaterThan(0.05);
    Outcome.Fit marigold = fit(DepthProtocol.MARIGOLD, FloatMap.of(NYU, metres), prediction);
    assertThat(marigold.scale()).isCloseTo(0.5, within(1e-6));
    assertThat(marigold.shift()).isCloseTo(0, within(1e-6));
    assertThat(DepthProtocol.KITTI_DEVKIT.rules("kitti").disparity())
        .isEqualTo(DepthRules.Disparity.EVERY_PIXEL);
  }

  private static Outcome.Fit fit(Protocol protocol, FloatMap metres, Prediction prediction) {
    Outcome outcome =
        prepare(protocol, "nyuv2", metres)
            .score(prediction, Alignment.LEAST_SQUARES_DISPARITY)
            .outcome();
    assertThat(outcome).isInstanceOf(Outcome.Scored.class);
    return outcome instanceof Outcome.Scored scored
        ? scored.fit().orElseThrow()
        : new Outcome.Fit(0, 0);
  }

  @Test
  void midasLeavesDepthWithoutAnInverseOutOfTheFit() {
    FloatMap metres = random(NYU, 3, 1, 9);
    float[] values = metres.toArray();
    for (int pixel = 0; pixel < values.length; pixel += 5) {
      values[pixel] = 0;
    }
    Outcome.Fit fit =
        fit(
            DepthProtocol.MIDAS,
            metres,
            depth(PredictionKind.METRIC_DEPTH, FloatMap.of(NYU, values)));
    assertThat(fit.scale()).isCloseTo(1, within(1e-5));
    assertThat(fit.shift()).isCloseTo(0, within(1e-5));
  }

  @Test
  void midasTakesMetricDepthByItsInverse() {
    FloatMap metres = random(NYU, 3, 1, 9);
    assertThat(
            metrics(
                    DepthProtocol.MIDAS,
                    "nyuv2",
                    metres,
                    depth(PredictionKind.METRIC_DEPTH, scaled(metres, 3)))
                .get("abs_rel"))
        .isCloseTo(0, within(1e-5));
  }

  @Test
  void midasDoesNotTakeAffineInvariantDepth() {
    assertThatThrownBy(
            () ->
                DepthProtocol.MIDAS.requireLegal(
                    PredictionKind.AFFINE_INVARIANT_DEPTH, Optional.empty()))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "protocol midas-disparity does not take affine-invariant-depth; it takes"
                + " affine-invariant-disparity, scale-invariant-depth, metric-depth, points");
  }

  @Test
  void namesTheLegalAlignmentsOfAKind() {
    assertThatThrownBy(
            () ->
                DepthProtocol.MARIGOLD.requireLegal(
                    PredictionKind.AFFINE_INVARIANT_DISPARITY, Optional.of(Alignment.MEDIAN)))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "alignment median is not legal for affine-invariant-disparity under marigold-depth;"
                + " legal: least-squares-disparity");
  }

  @ParameterizedTest
  @EnumSource
  void whatAKindCallsForIsLegalForIt(PredictionKind kind) {
    for (Protocol protocol : Protocols.all()) {
      if (!protocol.alignments(kind).isEmpty()) {
        assertThat(protocol.alignments(kind).get(0)).isEqualTo(protocol.alignment(kind));
        protocol.requireLegal(kind, Optional.empty());
        protocol.requireLegal(kind, Optional.of(protocol.alignment(kind)));
      }
    }
  }

  @Test
  void kittiDevkitCountsEveryMeasuredPixelOfTheBenchmarkCrop() {
    FloatMap metres = random(KITTI, 5, 1, 120);
    Prepared prepared = prepare(DepthProtocol.KITTI_DEVKIT, "kitti", metres);
    assertThat(prepared.validPixels()).isEqualTo(352 * 1216);
    FloatMap cropped = depthOf(metres).crop(new Region(23, 375, 13, 1229)).metres();
    Outcome outcome =
        prepared
            .score(depth(PredictionKind.METRIC_DEPTH, scaled(cropped, 1.25f)), Alignment.NONE)
            .outcome();
    assertThat(outcome).isInstanceOf(Outcome.Scored.class);
    if (outcome instanceof Outcome.Scored scored) {
      assertThat(scored.metrics().get("abs_rel_percent")).isCloseTo(25, within(1e-4));
      assertThat(scored.metrics().get("sq_rel_percent")).isCloseTo(6.25, within(1e-4));
      assertThat(scored.metrics().get("silog")).isCloseTo(0, within(1e-4));
    }
  }

  @Test
  void mogeServesACategoryOnlyWhereTheKindCan() {
    FloatMap metres = random(NYU, 7, 1, 9);
    assertThat(moge(metres, depth(PredictionKind.METRIC_DEPTH, metres)))
        .containsOnlyKeys(
            "depth_metric_rel",
            "depth_metric_delta1",
            "depth_scale_invariant_rel",
            "depth_scale_invariant_delta1",
            "depth_affine_invariant_rel",
            "depth_affine_invariant_delta1",
            "disparity_affine_invariant_rel",
            "disparity_affine_invariant_delta1");
    assertThat(moge(metres, depth(PredictionKind.AFFINE_INVARIANT_DEPTH, metres)))
        .containsOnlyKeys("depth_affine_invariant_rel", "depth_affine_invariant_delta1");
    assertThat(moge(metres, depth(PredictionKind.AFFINE_INVARIANT_DISPARITY, inverse(metres))))
        .containsOnlyKeys("disparity_affine_invariant_rel", "disparity_affine_invariant_delta1");
    assertThat(moge(metres, points(metres, 3)))
        .containsKeys("points_scale_invariant_rel", "points_affine_invariant_delta1")
        .doesNotContainKey("depth_metric_rel");
  }

  private static Map<String, Double> moge(FloatMap metres, Prediction prediction) {
    return metrics(MogeProtocol.MOGE, "nyuv2", metres, prediction);
  }

  @Test
  void mogeFindsNoErrorInPointsUpToAScale() {
    FloatMap metres = random(NYU, 7, 1, 9);
    moge(metres, points(metres, 3))
        .forEach(
            (id, value) ->
                assertThat(value).as(id).isCloseTo(id.endsWith("delta1") ? 1 : 0, within(2e-6)));
  }

  @Test
  void mogeScoresTheDepthOfPointsWithoutACamera() {
    FloatMap metres = random(NYU, 7, 1, 9);
    FloatMap z = random(NYU, 8, 1, 9);
    Prepared blind = MogeProtocol.MOGE.prepare("nyuv2", depthOf(metres), Optional.empty());
    assertThat(blind.score(points(z, 1), Alignment.PER_CATEGORY).outcome())
        .isInstanceOf(Outcome.Scored.class)
        .isEqualTo(
            blind
                .score(depth(PredictionKind.SCALE_INVARIANT_DEPTH, z), Alignment.PER_CATEGORY)
                .outcome());
  }

  @Test
  void mogeWantsPositiveDepthForItsInverse() {
    float[] values = random(NYU, 7, 1, 9).toArray();
    Prepared prepared =
        MogeProtocol.MOGE.prepare("nyuv2", depthOf(FloatMap.of(NYU, values)), Optional.empty());
    values[100 * 640 + 200] = -1;
    assertThat(
            prepared
                .score(
                    depth(PredictionKind.METRIC_DEPTH, FloatMap.of(NYU, values)),
                    Alignment.PER_CATEGORY)
                .outcome())
        .isEqualTo(
            new Outcome.Failed(
                "prediction is -1.0 at row 100, column 200, a valid pixel; metric-depth must be"
                    + " positive, for its inverse is scored as well"));
  }

  @ParameterizedTest
  @CsvSource({
    "nyuv2, 1.3",
    "nyuv2, 40",
    "nyuv2, 0.0001",
    "scannet, 1.3",
    "scannet, 0.0001",
    "diode, 40",
    "diode, 0.01"
  })
  void aScaleDoesNotMatterToBoundaries(String layout, float scale) {
    FloatMap metres = checkerboard(8, 9.9f);
    Map<String, Double> perfect =
        metrics(
            BoundaryProtocol.BOUNDARIES,
            layout,
            metres,
            depth(PredictionKind.METRIC_DEPTH, metres));
    assertThat(perfect.get("moge_f1_r1")).isCloseTo(0.8333, within(1e-4));
    assertThat(perfect.get("depth_pro_f1")).isGreaterThan(0.8);
    assertThat(
            metrics(
                BoundaryProtocol.BOUNDARIES,
                layout,
                metres,
                depth(PredictionKind.METRIC_DEPTH, scaled(metres, scale))))
        .isEqualTo(perfect);
  }

  @ParameterizedTest
  @CsvSource({"2000, 0.8333", "500000, 0.8333", "1500000, 0"})
  void theDisparityOfBoundariesHasAFloorOfAMillionMetres(float near, double f1) {
    FloatMap metres = checkerboard(near, near * 1.2375f);
    assertThat(
            metrics(
                    BoundaryProtocol.BOUNDARIES,
                    "diode",
                    metres,
                    depth(PredictionKind.AFFINE_INVARIANT_DISPARITY, inverse(metres)))
                .get("moge_f1_r1"))
        .isCloseTo(f1, within(1e-4));
  }

  @Test
  void boundariesRefuseAPredictionThatOverflowsWhenItIsAligned() {
    float[] values = scaled(checkerboard(8, 9.9f), 1e-3f).toArray();
    values[100 * 640 + 200] = 3e38f;
    assertThat(
            prepare(BoundaryProtocol.BOUNDARIES, "nyuv2", checkerboard(8, 9.9f))
                .score(
                    depth(PredictionKind.SCALE_INVARIANT_DEPTH, FloatMap.of(NYU, values)),
                    Alignment.MEDIAN)
                .outcome())
        .isEqualTo(
            new Outcome.Failed(
                "aligned prediction is Infinity at row 100, column 200, a valid pixel; expected a"
                    + " finite number"));
  }

  @Test
  void boundariesOfAPerfectPredictionScoreOne() {
    FloatMap metres = steps(NYU);
    Map<String, Double> metrics =
        metrics(
            BoundaryProtocol.BOUNDARIES,
            "nyuv2",
            metres,
            depth(PredictionKind.SCALE_INVARIANT_DEPTH, scaled(metres, 4)));
    assertThat(metrics).containsOnlyKeys("depth_pro_f1", "moge_f1_r1", "moge_f1_r2", "moge_f1_r3");
    metrics.forEach((id, value) -> assertThat(value).as(id).isCloseTo(1, within(1e-9)));
  }

  @Test
  void aHoleInTheGroundTruthTakesItsPairsWithIt() {
    FloatMap metres = steps(NYU);
    float[] holes = metres.toArray();
    holes[200 * 640 + 300] = 0;
    Map<String, Double> metrics =
        metrics(
            BoundaryProtocol.BOUNDARIES,
            "nyuv2",
            FloatMap.of(NYU, holes),
            depth(PredictionKind.METRIC_DEPTH, metres));
    metrics.forEach((id, value) -> assertThat(value).as(id).isCloseTo(1, within(1e-9)));
  }

  @Test
  void everyProtocolSaysItsConstants() {
    for (Protocol protocol : Protocols.all()) {
      assertThat(protocol.info(protocol.layouts()).rules())
          .containsOnlyKeys(protocol.layouts().toArray(new String[0]));
      assertThat(protocol.info(protocol.layouts()).metrics())
          .extracting(metric -> metric.id())
          .containsAll(protocol.info(protocol.layouts()).headline());
    }
  }

  private static Prepared prepare(Protocol protocol, String layout, FloatMap metres) {
    return protocol.prepare(layout, depthOf(metres), Optional.of(CAMERA));
  }

  private static GroundTruth.Depth depthOf(FloatMap metres) {
    return new GroundTruth.Depth(metres, Optional.empty());
  }

  private static Prediction depth(PredictionKind kind, FloatMap values) {
    return new Prediction.Depth(kind, values);
  }

  private static Prediction points(FloatMap metres, float scale) {
    float[] values = new float[3 * metres.size().pixels()];
    for (int pixel = 0; pixel < metres.size().pixels(); pixel++) {
      double z = metres.at(pixel);
      int row = pixel / 640;
      values[3 * pixel] = scale * (float) ((pixel % 640 + 0.5 - 320) / 520 * z);
      values[3 * pixel + 1] = scale * (float) ((row + 0.5 - 240) / 520 * z);
      values[3 * pixel + 2] = scale * (float) z;
    }
    return new Prediction.Points(VectorMap.owning(metres.size(), values));
  }

  private static FloatMap full(ImageSize size, float value) {
    float[] values = new float[size.pixels()];
    Arrays.fill(values, value);
    return FloatMap.owning(size, values);
  }

  private static FloatMap random(ImageSize size, long seed, double from, double to) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[size.pixels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(from, to);
    }
    return FloatMap.owning(size, values);
  }

  private static FloatMap steps(ImageSize size) {
    float[] values = new float[size.pixels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 + (i % size.width() / 40 + i / size.width() / 40) % 3;
    }
    return FloatMap.owning(size, values);
  }

  private static FloatMap checkerboard(float near, float far) {
    float[] values = new float[NYU.pixels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i % 640 + i / 640) % 2 == 0 ? near : far;
    }
    return FloatMap.owning(NYU, values);
  }

  private static FloatMap scaled(FloatMap map, float scale) {
    float[] values = map.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= scale;
    }
    return FloatMap.owning(map.size(), values);
  }

  private static FloatMap inverse(FloatMap map) {
    float[] values = map.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 / values[i];
    }
    return FloatMap.owning(map.size(), values);
  }

  private static float[] affine(float[] values) {
    float[] changed = values.clone();
    for (int i = 0; i < changed.length; i++) {
      changed[i] = 5 * changed[i] + 1;
    }
    return changed;
  }
}
