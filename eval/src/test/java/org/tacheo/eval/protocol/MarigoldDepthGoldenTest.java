package org.tacheo.eval.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.tacheo.eval.protocol.GoldenFrames.depth;
import static org.tacheo.eval.protocol.GoldenFrames.map;
import static org.tacheo.eval.protocol.GoldenFrames.noise;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Region;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.metric.DepthMetric;
import org.tacheo.eval.protocol.DepthRules.Cut;
import org.tacheo.eval.result.Outcome;

/**
 * The values were made by the reference evaluator's own functions (Marigold at b1dffaa, torch 2.13
 * on CPU, NumPy 2.4.6). Tolerances: counts exact; scale and shift to one ulp of float32; metrics to
 * 1e-6 relative, since the reference sums in float32.
 */
class MarigoldDepthGoldenTest {
  private static final ImageSize NYU = new ImageSize(480, 640);
  private static final ImageSize KITTI = new ImageSize(375, 1242);
  private static final ImageSize DIODE = new ImageSize(768, 1024);
  private static final ImageSize ETH3D = new ImageSize(4032, 6048);
  private static final Cut WHOLE = new Cut.Whole();

  @Test
  void nyuLikeFrame() {
    assertScored(
        DepthProtocol.MARIGOLD
            .prepare("nyuv2", nyuGroundTruth())
            .score(nyuPrediction(), Alignment.LEAST_SQUARES),
        216873,
        11.438756942749023,
        0.23440387845039368,
        0.15965886414051056,
        0.10604368150234222,
        0.5636281371116638,
        0.38140061497688293,
        0.07257352769374847,
        0.8152190446853638,
        0.9326702952384949,
        0.9694198966026306,
        43.147953033447266,
        38.12424087524414);
  }

  @Test
  void nyuLikeFrameWithoutTheCrop() {
    DepthRules rules =
        new DepthRules(
            1e-3f, 10, 1e-3f, 10, WHOLE, WHOLE, OptionalInt.empty(), DepthRules.Disparity.POSITIVE);
    Outcome.Scored scored =
        scored(prepare(rules, nyuGroundTruth()).score(nyuPrediction(), Alignment.LEAST_SQUARES));
    assertFit(scored, 279273, 11.434185981750488, 0.23612962663173676);
    assertMetric(scored, "abs_rel", 0.1591029316186905);
    assertMetric(scored, "delta1", 0.81610107421875);
    assertMetric(scored, "silog", 37.8379020690918);
  }

  @Test
  void nyuLikeFrameAlignedInDisparity() {
    float[] values = new float[NYU.pixels()];
    for (int y = 0; y < NYU.height(); y++) {
      for (int x = 0; x < NYU.width(); x++) {
        values[y * NYU.width() + x] =
            (float) (1 / (nyuFull(x, y) / 1000.0) + noise(x, y) / 50000.0);
      }
    }
    Outcome.Scored scored =
        scored(
            DepthProtocol.MARIGOLD
                .prepare("nyuv2", nyuGroundTruth())
                .score(FloatMap.owning(NYU, values), Alignment.LEAST_SQUARES_DISPARITY));
    assertFit(scored, 216873, 0.9987274408340454, 0.0004171044274698943);
    assertMetric(scored, "abs_rel", 0.04900035262107849);
    assertMetric(scored, "sq_rel", 0.027977129444479942);
    assertMetric(scored, "rmse", 0.4563885033130646);
    assertMetric(scored, "rmse_log", 0.06306394189596176);
    assertMetric(scored, "log10", 0.021247683092951775);
    assertMetric(scored, "delta1", 1.0);
    assertMetric(scored, "i_rmse", 0.01141616515815258);
    assertMetric(scored, "silog", 6.306390285491943);
  }

  @Test
  void kittiLikeFrame() {
    Region crop = DepthProtocol.MARIGOLD.crop("kitti", KITTI);
    assertThat(crop).isEqualTo(new Region(23, 375, 13, 1229));
    assertScored(
        DepthProtocol.MARIGOLD
            .prepare("kitti", depth(kittiGroundTruth()))
            .score(kittiPrediction().crop(crop), Alignment.LEAST_SQUARES),
        21895,
        116.35826110839844,
        0.30701613426208496,
        0.11138045787811279,
        0.28752273321151733,
        2.225240468978882,
        0.8077759742736816,
        0.06918599456548691,
        0.8675496578216553,
        0.9460150599479675,
        0.972687840461731,
        6156.958984375,
        80.57862854003906);
  }

  @Test
  void kittiLikeFrameUnderTheGargMask() {
    Cut crop = new Cut.BottomCentre(352, 1216);
    DepthRules garg =
        new DepthRules(
            1e-5f,
            80,
            1e-5f,
            80,
            crop,
            new Cut.Fixed(new Region(143, 349, 43, 1172)),
            OptionalInt.empty(),
            DepthRules.Disparity.POSITIVE);
    Outcome.Scored scored =
        scored(
            prepare(garg, depth(kittiGroundTruth()).crop(crop.in(KITTI)))
                .score(kittiPrediction().crop(crop.in(KITTI)), Alignment.LEAST_SQUARES));
    assertFit(scored, 22197, 116.35436248779297, 0.27239924669265747);
    assertMetric(scored, "abs_rel", 0.12642450630664825);
    assertMetric(scored, "delta1", 0.8452042937278748);
  }

  @Test
  void diodeLikeFrame() {
    FloatMap metres = map(DIODE, MarigoldDepthGoldenTest::diodeFull, 1000);
    FloatMap prediction = map(DIODE, (x, y) -> diodeFull(x, y) + noise(x, y), 70000);
    GroundTruth.Depth groundTruth = depth(metres, (x, y) -> (x * y + x + 3 * y) % 5);
    assertScored(
        DepthProtocol.MARIGOLD
            .prepare("diode", groundTruth)
            .score(prediction, Alignment.LEAST_SQUARES),
        660510,
        69.91547393798828,
        0.036086857318878174,
        0.03413259610533714,
        0.022522803395986557,
        0.5767712593078613,
        0.07353028655052185,
        0.014847011305391788,
        0.9783273339271545,
        0.9939789175987244,
        0.9985662698745728,
        0.05163317918777466,
        7.352596282958984);
  }

  @Test
  void eth3dLikeFrame() {
    assertScored(
        DepthProtocol.MARIGOLD
            .prepare("eth3d", eth3dGroundTruth())
            .score(eth3dPrediction(), Alignment.LEAST_SQUARES),
        22509725,
        31.858196258544922,
        0.0709504559636116,
        0.0570712573826313,
        0.038071975111961365,
        0.5763569474220276,
        0.11127026379108429,
        0.02508465386927128,
        0.9556100964546204,
        0.988699197769165,
        0.9965255856513977,
        0.12194564193487167,
        11.12518310546875);
  }

  @Test
  void eth3dLikeFrameFittedOnAllPixels() {
    DepthRules rules =
        new DepthRules(
            1e-5f,
            Float.POSITIVE_INFINITY,
            1e-5f,
            Float.POSITIVE_INFINITY,
            WHOLE,
            WHOLE,
            OptionalInt.empty(),
            DepthRules.Disparity.POSITIVE);
    Outcome.Scored scored =
        scored(
            prepare(rules, eth3dGroundTruth()).score(eth3dPrediction(), Alignment.LEAST_SQUARES));
    assertFit(scored, 22509725, 31.858129501342773, 0.07098810374736786);
    assertMetric(scored, "abs_rel", 0.05707127973437309);
  }

  private static int nyuFull(int x, int y) {
    return 500 + (37 * x + 91 * y) % 9000;
  }

  private static GroundTruth.Depth nyuGroundTruth() {
    return depth(map(NYU, (x, y) -> (x + y) % 11 == 0 ? 0 : nyuFull(x, y), 1000));
  }

  private static FloatMap nyuPrediction() {
    return map(NYU, (x, y) -> nyuFull(x, y) + noise(x, y), 12000);
  }

  private static int kittiFull(int x, int y) {
    return 512 + (13 * x + 57 * y) % 25000;
  }

  private static FloatMap kittiGroundTruth() {
    return map(KITTI, (x, y) -> (3 * x + 5 * y) % 7 == 0 ? kittiFull(x, y) : 0, 256);
  }

  private static FloatMap kittiPrediction() {
    return map(KITTI, (x, y) -> kittiFull(x, y) + noise(x, y), 30000);
  }

  private static int diodeFull(int x, int y) {
    return 800 + (211 * x + 17 * y) % 60000;
  }

  private static int eth3dFull(int x, int y) {
    return 1000 + (29 * x + 41 * y) % 30000;
  }

  private static GroundTruth.Depth eth3dGroundTruth() {
    return depth(map(ETH3D, (x, y) -> (x + 2 * y) % 13 == 0 ? 0 : eth3dFull(x, y), 1000));
  }

  private static FloatMap eth3dPrediction() {
    return map(ETH3D, (x, y) -> eth3dFull(x, y) + noise(x, y), 32000);
  }

  private static void assertScored(
      Outcome outcome, long valid, double scale, double shift, double... metrics) {
    Outcome.Scored scored = scored(outcome);
    assertFit(scored, valid, scale, shift);
    assertThat(scored.metrics().keySet())
        .containsExactly(
            "abs_rel",
            "sq_rel",
            "rmse",
            "rmse_log",
            "log10",
            "delta1",
            "delta2",
            "delta3",
            "i_rmse",
            "silog");
    List<String> ids = List.copyOf(scored.metrics().keySet());
    for (int i = 0; i < metrics.length; i++) {
      assertMetric(scored, ids.get(i), metrics[i]);
    }
  }

  private static Outcome.Scored scored(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Scored.class);
    return (Outcome.Scored) outcome;
  }

  private static void assertFit(Outcome.Scored scored, long valid, double scale, double shift) {
    assertThat(scored.validPixels()).isEqualTo(valid);
    assertThat((float) scored.fit().orElseThrow().scale())
        .as("scale")
        .isEqualTo((float) scale, within(Math.ulp((float) scale)));
    assertThat((float) scored.fit().orElseThrow().shift())
        .as("shift")
        .isEqualTo((float) shift, within(Math.ulp((float) shift)));
  }

  private static void assertMetric(Outcome.Scored scored, String id, double expected) {
    assertThat(scored.metrics().get(id)).as(id).isEqualTo(expected, within(1e-6 * expected));
  }

  private static PreparedDepth prepare(DepthRules rules, GroundTruth.Depth groundTruth) {
    return new PreparedDepth(DepthMetric.MARIGOLD, MaskedDepth.of(rules, groundTruth));
  }
}
