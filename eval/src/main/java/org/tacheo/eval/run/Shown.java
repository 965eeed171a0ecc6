package org.tacheo.eval.run;

import java.util.Optional;
import org.tacheo.core.Estimator;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.Oracle;
import org.tacheo.core.Prediction;
import org.tacheo.core.StageClock;
import org.tacheo.core.View;
import org.tacheo.eval.protocol.Prepared;

/**
 * What one estimator is shown of a sample. Equal ones need to be predicted for only once.
 *
 * @param truth for an oracle alone
 */
record Shown(View view, Optional<GroundTruth> truth) {
  /** What everybody sees. */
  static Shown of(View view) {
    return new Shown(view, Optional.empty());
  }

  /** What this estimator sees: the ground truth only if its type says that it does. */
  static Shown to(Estimator estimator, View view, Prepared prepared) {
    return estimator instanceof Oracle
        ? new Shown(view, Optional.of(prepared.groundTruth()))
        : of(view);
  }

  Prediction predictedBy(Estimator estimator, StageClock stages) {
    return estimator instanceof Oracle oracle
        ? oracle.predict(view, truth.orElseThrow(), stages)
        : estimator.predict(view, stages);
  }
}
