package org.tacheo.eval.run;

import java.util.Map;
import org.tacheo.core.Estimator;
import org.tacheo.eval.suite.Suite;

/** What estimators remark on all that they predicted in this process. */
final class Remarks {
  private Remarks() {}

  /** Tells it in the order of the suite, whichever estimator was opened first. */
  static void tell(Suite suite, Map<String, Estimator> open, Progress progress) {
    for (Suite.Entry entry : suite.estimators()) {
      Estimator estimator = open.get(entry.name());
      if (estimator != null) {
        estimator.remarks().forEach(remark -> progress.remark(entry.name(), remark));
      }
    }
  }
}
