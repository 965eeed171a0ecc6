package org.tacheo.eval.protocol;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.VectorMap;
import org.tacheo.eval.align.AffineFit;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.align.LeastSquares;
import org.tacheo.eval.align.MaskedNearest;
import org.tacheo.eval.align.MogeAlignment;
import org.tacheo.eval.metric.MogeMetrics;
import org.tacheo.eval.result.Outcome;

/** The depth of one sample under MoGe's evaluation. */
final class PreparedMoge implements Prepared {
  private final MaskedDepth groundTruth;
  private final Optional<Intrinsics> camera;
  private final int[] samples;

  /**
   * The camera is that of the cropped frame. Without one the categories of points have no value,
   * and of points only the depth is scored.
   */
  PreparedMoge(MaskedDepth groundTruth, Optional<Intrinsics> camera) {
    this.groundTruth = groundTruth;
    this.camera = camera;
    this.samples = MaskedNearest.pixels(groundTruth.size(), groundTruth.valid());
  }

  @Override
  public ImageSize size() {
    return groundTruth.size();
  }

  @Override
  public int validPixels() {
    return groundTruth.valid().count();
  }

  @Override
  public GroundTruth groundTruth() {
    return groundTruth.believed();
  }

  /**
   * {@inheritDoc}
   *
   * @return {@link Outcome.Failed} for the reasons of {@link MaskedDepth#problem}, for a prediction
   *     that is not finite on a valid pixel, that is not positive on one where its inverse is asked
   *     for, or whose metric overflows
   * @throws IllegalArgumentException if it is not of depth, or given another alignment
   */
  @Override
  public Scoring score(Prediction prediction, Alignment alignment) {
    if (alignment != Alignment.PER_CATEGORY) {
      throw new IllegalArgumentException("moge aligns by category, got " + alignment.id());
    }
    FloatMap depth = DepthOf.prediction(prediction);
    Optional<String> problem =
        groundTruth
            .problem(depth.size())
            .or(() -> DepthOf.firstNotFinite(depth, groundTruth.valid()))
            .or(() -> inverseProblem(prediction.kind(), depth));
    if (problem.isPresent()) {
      return Scoring.failed(problem.get());
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (MogeCategory category : MogeCategory.values()) {
      if (category.serves(prediction.kind()) && (camera.isPresent() || !category.needsCamera())) {
        MogeMetrics values = metrics(category, prediction, depth);
        metrics.put(category.rel().id(), values.rel());
        metrics.put(category.delta1().id(), values.delta1());
      }
    }
    for (Map.Entry<String, Double> metric : metrics.entrySet()) {
      if (!Double.isFinite(metric.getValue())) {
        return Scoring.failed(
            metric.getKey() + " is " + metric.getValue() + ": the aligned prediction overflows");
      }
    }
    return Scoring.of(new Outcome.Scored(validPixels(), Optional.empty(), metrics));
  }

  private Optional<String> inverseProblem(PredictionKind kind, FloatMap depth) {
    if (kind == PredictionKind.AFFINE_INVARIANT_DISPARITY
        || !MogeCategory.DISPARITY_AFFINE_INVARIANT.serves(kind)) {
      return Optional.empty();
    }
    PixelSet valid = groundTruth.valid();
    for (int pixel = valid.next(0); pixel >= 0; pixel = valid.next(pixel + 1)) {
      if (!(depth.at(pixel) > 0)) {
        return Optional.of(
            "prediction is "
                + depth.at(pixel)
                + DepthOf.place(depth, pixel)
                + ", a valid pixel; "
                + kind.id()
                + " must be positive, for its inverse is scored as well");
      }
    }
    return Optional.empty();
  }

  private MogeMetrics metrics(MogeCategory category, Prediction prediction, FloatMap depth) {
    FloatMap metres = groundTruth.metres();
    return switch (category) {
      case DEPTH_METRIC -> ofDepth(depth);
      case DEPTH_SCALE_INVARIANT ->
          ofDepth(
              aligned(depth, new AffineFit(MogeAlignment.depthScale(depth, metres, samples), 0)));
      case DEPTH_AFFINE_INVARIANT ->
          ofDepth(aligned(depth, MogeAlignment.depthAffine(depth, metres, samples)));
      case DISPARITY_AFFINE_INVARIANT -> ofDepth(byDisparity(prediction.kind(), depth));
      case POINTS_SCALE_INVARIANT -> {
        VectorMap points = points(prediction);
        VectorMap truth = truePoints();
        yield MogeMetrics.ofPoints(
            MogeAlignment.pointScale(points, truth, samples).apply(points),
            truth,
            groundTruth.valid());
      }
      case POINTS_AFFINE_INVARIANT -> {
        VectorMap points = points(prediction);
        VectorMap truth = truePoints();
        yield MogeMetrics.ofPoints(
            MogeAlignment.pointAffine(points, truth, samples).apply(points),
            truth,
            groundTruth.valid());
      }
    };
  }

  private MogeMetrics ofDepth(FloatMap aligned) {
    return MogeMetrics.ofDepth(aligned, groundTruth.metres(), groundTruth.valid());
  }

  private static FloatMap aligned(FloatMap depth, AffineFit fit) {
    float[] values = depth.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = fit.apply(values[i]);
    }
    return FloatMap.owning(depth.size(), values);
  }

  /** Least squares over all valid pixels; aligned disparity at least 1 / the greatest depth. */
  private FloatMap byDisparity(PredictionKind kind, FloatMap map) {
    float[] values = map.toArray();
    if (kind != PredictionKind.AFFINE_INVARIANT_DISPARITY) {
      for (int i = 0; i < values.length; i++) {
        values[i] = 1 / values[i];
      }
    }
    FloatMap disparity = FloatMap.of(map.size(), values);
    AffineFit fit = LeastSquares.fit(disparity, groundTruth.disparity(), groundTruth.valid());
    float floor = (float) (1 / (double) greatest());
    for (int i = 0; i < values.length; i++) {
      float aligned = fit.apply(values[i]);
      values[i] = 1 / (aligned < floor ? floor : aligned);
    }
    return FloatMap.owning(map.size(), values);
  }

  private float greatest() {
    float greatest = 0;
    PixelSet valid = groundTruth.valid();
    for (int pixel = valid.next(0); pixel >= 0; pixel = valid.next(pixel + 1)) {
      greatest = Math.max(greatest, groundTruth.metres().at(pixel));
    }
    return greatest;
  }

  private static VectorMap points(Prediction prediction) {
    if (prediction instanceof Prediction.Points points) {
      return points.points();
    }
    throw new IllegalArgumentException(prediction.kind().id() + " are not points");
  }

  /** Ground truth as points of the camera, OpenCV axes, through the centres of the pixels. */
  private VectorMap truePoints() {
    Intrinsics pinhole = camera.orElseThrow();
    int width = size().width();
    float[] values = new float[3 * size().pixels()];
    for (int pixel = 0; pixel < size().pixels(); pixel++) {
      double z = groundTruth.metres().at(pixel);
      int row = pixel / width;
      values[3 * pixel] = (float) ((pixel % width + 0.5 - pinhole.cx()) / pinhole.fx() * z);
      values[3 * pixel + 1] = (float) ((row + 0.5 - pinhole.cy()) / pinhole.fy() * z);
      values[3 * pixel + 2] = (float) z;
    }
    return VectorMap.owning(size(), values);
  }
}
