package org.tacheo.eval.run;

import java.util.Optional;
import org.tacheo.core.Prediction;
import org.tacheo.core.SampleId;
import org.tacheo.core.StageClock;
import org.tacheo.core.TacheoException;
import org.tacheo.core.UnreadableException;
import org.tacheo.eval.identity.SeenFiles;

/** A prediction, or why there is none. */
record Attempt(Optional<Prediction> prediction, String reason) {
  /**
   * Tries to predict. Content that is no prediction is a failure of the sample, as is a file that
   * was never there; a file that cannot be read now, or no longer be found, ends the run.
   */
  static Attempt of(SampleWork.Named named, Shown shown, StageClock stages, SeenFiles seen) {
    SampleId id = shown.view().id();
    try {
      return new Attempt(Optional.of(shown.predictedBy(named.estimator(), stages)), "");
    } catch (UnreadableException passing) {
      seen.requireUnchanged(named.name(), id.toString());
      if (!passing.missing() || seen.had(named.name(), id.toString())) {
        throw passing;
      }
      return failed(String.valueOf(passing.getMessage()));
    } catch (TacheoException reason) {
      return failed(String.valueOf(reason.getMessage()));
    }
  }

  static Attempt failed(String reason) {
    return new Attempt(Optional.empty(), reason);
  }
}
