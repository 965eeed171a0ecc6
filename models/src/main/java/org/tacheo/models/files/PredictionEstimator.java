package org.tacheo.models.files;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.tacheo.core.Estimator;
import org.tacheo.core.Prediction;
import org.tacheo.core.SampleId;
import org.tacheo.core.SpecException;
import org.tacheo.core.View;

/** Predicts what lies in files. */
record PredictionEstimator(PredictionPlaces places, PredictionReader reader, FileContent content)
    implements Estimator {
  @Override
  public Prediction predict(View view) {
    // The reason of a failure is a result: it must not depend on where the files lie.
    return content.read(reader, places.of(view.id(), view.predictionPath()), view.predictionPath());
  }

  @Override
  public void announce(Map<SampleId, String> samples) {
    Map<Path, SampleId> owners = new HashMap<>();
    samples.forEach(
        (id, reference) -> {
          Path file = places.of(id, reference);
          SampleId other = owners.put(file, id);
          if (other != null) {
            throw new SpecException(
                "predictions: "
                    + file
                    + " would serve two samples, "
                    + other.path()
                    + " and "
                    + id.path()
                    + "; use {dir} or {reference} in the pattern");
          }
        });
  }

  @Override
  public boolean readsImage() {
    return false;
  }
}
