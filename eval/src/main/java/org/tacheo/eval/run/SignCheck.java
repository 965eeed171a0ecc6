package org.tacheo.eval.run;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tacheo.core.Dataset;
import org.tacheo.core.Estimator;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.Mask;
import org.tacheo.core.NormalsConvention;
import org.tacheo.core.PixelSet;
import org.tacheo.core.Prediction;
import org.tacheo.core.Region;
import org.tacheo.core.SampleId;
import org.tacheo.core.TacheoException;
import org.tacheo.core.VectorMap;
import org.tacheo.core.View;
import org.tacheo.eval.metric.SignErrors;
import org.tacheo.eval.metric.SignErrors.Flip;

/**
 * Looks whether normals would fit markedly better with other signs, which means that they were read
 * in a frame that is not theirs. Takes at most 32 samples, evenly spaced over the dataset, and
 * needs no run: what it finds is a warning, not a result.
 */
public final class SignCheck {
  private static final int SAMPLES = 32;

  /** Mean of |x|, and of |y|: near 0.5 where -1 .. 1 was brought to 0 .. 1. */
  private static final double LEAST_OF_ENCODED = 0.1;

  private SignCheck() {}

  /**
   * What to tell a user whose normals look as if they stood in another frame, or were encoded.
   *
   * @param dataset of normals
   * @param ids the samples that were evaluated, at least one
   * @param read the frame in which the predictions were read
   */
  public static Optional<String> of(
      Dataset dataset, List<SampleId> ids, Estimator estimator, NormalsConvention read) {
    return warning(errors(dataset, ids, estimator), read)
        .or(() -> prediction(dataset, ids.get(0), estimator).flatMap(SignCheck::encoded));
  }

  /**
   * The errors of the predictions with each choice of signs. Samples without a usable prediction
   * are passed over.
   *
   * @param dataset of normals
   * @param ids the samples that were evaluated
   */
  static SignErrors errors(Dataset dataset, List<SampleId> ids, Estimator estimator) {
    int stride = Math.max(1, (ids.size() + SAMPLES - 1) / SAMPLES);
    SignErrors errors = SignErrors.NONE;
    for (int i = 0; i < ids.size(); i += stride) {
      errors = errors.plus(errors(dataset, ids.get(i), estimator));
    }
    return errors;
  }

  /**
   * What to tell a user whose predictions would fit markedly better with other signs.
   *
   * @param read the frame in which the predictions were read
   */
  static Optional<String> warning(SignErrors errors, NormalsConvention read) {
    return errors.markedlyBetter().map(flip -> text(errors, flip, read));
  }

  /**
   * What to tell a user whose vectors look encoded, as pictures of normals are: none of their
   * components changes its sign, though x and y are far from 0.
   *
   * @param vectors [H, W, 3], a prediction, in any frame
   */
  static Optional<String> encoded(VectorMap vectors) {
    int pixels = vectors.size().pixels();
    for (int axis = 0; axis < 2; axis++) {
      double sum = 0;
      double magnitude = 0;
      for (int pixel = 0; pixel < pixels; pixel++) {
        sum += vectors.at(pixel, axis);
        magnitude += Math.abs(vectors.at(pixel, axis));
      }
      if (Math.abs(sum) < magnitude || magnitude < LEAST_OF_ENCODED * pixels) {
        return Optional.empty();
      }
    }
    return Optional.of(
        "neither x nor y of the predicted normals changes its sign: they look encoded, as"
            + " (n + 1) / 2 or as bytes; decode them to -1 .. 1 first");
  }

  private static SignErrors errors(Dataset dataset, SampleId id, Estimator estimator) {
    Optional<VectorMap> predicted = prediction(dataset, id, estimator);
    if (predicted.isPresent()
        && dataset.groundTruth(id) instanceof GroundTruth.Normals truth
        && predicted.get().size().equals(truth.size())) {
      Mask valid = truth.valid();
      SignErrors found =
          SignErrors.of(
              predicted.get(),
              truth.vectors(),
              PixelSet.of(truth.size(), Region.all(truth.size()), valid::at));
      return Double.isNaN(found.mean(Flip.NOTHING)) ? SignErrors.NONE : found;
    }
    return SignErrors.NONE;
  }

  private static Optional<VectorMap> prediction(Dataset dataset, SampleId id, Estimator estimator) {
    View view =
        new View(id, dataset.predictionPath(id), () -> dataset.image(id), dataset.intrinsics(id));
    try {
      return estimator.predict(view) instanceof Prediction.Normals normals
          ? Optional.of(normals.vectors())
          : Optional.empty();
    } catch (TacheoException unusable) {
      return Optional.empty(); // the run itself says why
    }
  }

  private static String text(SignErrors errors, Flip flip, NormalsConvention read) {
    return "the predicted normals fit markedly better with "
        + flip
        + " negated: mean error "
        + degrees(errors.mean(flip))
        + " instead of "
        + degrees(errors.mean(Flip.NOTHING))
        + " degrees over "
        + errors.count()
        + " pixels; they were read as "
        + read.id()
        + explaining(flip, read)
            .map(other -> ", try --normals-convention " + other.id())
            .orElse(", and no known convention explains that: check how they were written");
  }

  /** The convention that differs from the one that was used by just these signs. */
  private static Optional<NormalsConvention> explaining(Flip flip, NormalsConvention read) {
    List<Integer> signs =
        List.of(
            read.signs().get(0) * (flip.x() ? -1 : 1),
            read.signs().get(1) * (flip.y() ? -1 : 1),
            read.signs().get(2) * (flip.z() ? -1 : 1));
    return Arrays.stream(NormalsConvention.values())
        .filter(convention -> convention.signs().equals(signs))
        .findFirst();
  }

  private static String degrees(double value) {
    return new BigDecimal(value).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
  }
}
