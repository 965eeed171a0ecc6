package org.tacheo.eval.protocol;

import java.util.Map;
import java.util.Optional;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Prediction;
import org.tacheo.core.Region;
import org.tacheo.core.VectorMap;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.metric.AngularErrors;
import org.tacheo.eval.metric.AngularErrors.Norms;
import org.tacheo.eval.metric.MarigoldNormals;
import org.tacheo.eval.metric.NormalsMetric;
import org.tacheo.eval.metric.PixelErrors;
import org.tacheo.eval.result.Outcome;

/** The normals of one sample under a protocol. */
final class PreparedNormals implements Prepared {
  private static final String AXES = "xyz";

  private final GroundTruth.Normals groundTruth;
  private final VectorMap vectors;
  private final PixelSet valid;
  private final Aggregation aggregation;

  PreparedNormals(GroundTruth.Normals groundTruth, Aggregation aggregation) {
    this.groundTruth = groundTruth;
    this.vectors = groundTruth.vectors();
    this.valid = PixelSet.of(vectors.size(), Region.all(vectors.size()), groundTruth.valid()::at);
    this.aggregation = aggregation;
  }

  @Override
  public ImageSize size() {
    return vectors.size();
  }

  @Override
  public int validPixels() {
    return valid.count();
  }

  @Override
  public GroundTruth groundTruth() {
    return groundTruth;
  }

  /**
   * {@inheritDoc}
   *
   * @return {@link Outcome.Failed} if the size differs, no pixel is valid, or a vector on a valid
   *     pixel, of prediction or ground truth, is not finite
   * @throws IllegalArgumentException if it is not of normals, or is to be aligned
   */
  @Override
  public Scoring score(Prediction prediction, Alignment alignment) {
    if (!(prediction instanceof Prediction.Normals normals)) {
      throw new IllegalArgumentException(prediction.kind().id() + " are not normals");
    }
    if (alignment != Alignment.NONE) {
      throw new IllegalArgumentException("normals have no alignment, got " + alignment.id());
    }
    return score(normals.vectors());
  }

  private Scoring score(VectorMap prediction) {
    if (!prediction.size().equals(size())) {
      return Scoring.failed(
          "prediction is "
              + prediction.size()
              + ", expected "
              + size()
              + "; predictions must have the size of the ground truth");
    }
    if (valid.count() == 0) {
      return Scoring.failed("no valid pixel in the ground truth");
    }
    AngularErrors errors = AngularErrors.of(prediction, vectors, valid, norms());
    if (!errors.finite()) {
      return Scoring.failed(firstNotFinite(prediction));
    }
    return switch (aggregation) {
      case POOLED_OVER_PIXELS -> pooled(errors.sorted());
      case MEAN_OVER_SAMPLES -> Scoring.of(scored(MarigoldNormals.all(errors)));
    };
  }

  private Norms norms() {
    return switch (aggregation) {
      case POOLED_OVER_PIXELS -> Norms.FUSED;
      case MEAN_OVER_SAMPLES -> Norms.SEPARATE;
    };
  }

  private Scoring pooled(PixelErrors errors) {
    return new Scoring(scored(NormalsMetric.all(errors.summary())), Optional.of(errors));
  }

  private Outcome scored(Map<String, Double> metrics) {
    return new Outcome.Scored(valid.count(), Optional.empty(), metrics);
  }

  // Finite vectors give an angle: a norm that overflows leaves a cosine of 0.
  private String firstNotFinite(VectorMap prediction) {
    for (int pixel = valid.next(0); pixel >= 0; pixel = valid.next(pixel + 1)) {
      for (int axis = 0; axis < AXES.length(); axis++) {
        if (!Float.isFinite(vectors.at(pixel, axis))) {
          return notFinite("ground truth", vectors, pixel, axis);
        }
        if (!Float.isFinite(prediction.at(pixel, axis))) {
          return notFinite("prediction", prediction, pixel, axis);
        }
      }
    }
    throw new AssertionError("every vector is finite");
  }

  private static String notFinite(String what, VectorMap map, int pixel, int axis) {
    int width = map.size().width();
    return what
        + " has "
        + AXES.charAt(axis)
        + " = "
        + map.at(pixel, axis)
        + " at row "
        + pixel / width
        + ", column "
        + pixel % width
        + ", a valid pixel; expected a finite number";
  }
}
