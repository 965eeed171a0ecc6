package org.tacheo.eval.run;

import java.util.Optional;
import java.util.function.Supplier;
import org.tacheo.core.DataException;
import org.tacheo.core.Dataset;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.Region;
import org.tacheo.core.SampleId;
import org.tacheo.core.View;
import org.tacheo.eval.protocol.Protocol;

/** What the protocols show of the samples of a dataset. */
record Views(Dataset dataset) {
  /**
   * The part of a sample that a protocol shows.
   *
   * @throws DataException naming the sample, if it is too small
   */
  Region crop(SampleId id, Protocol protocol, GroundTruth groundTruth) {
    String layout = dataset.card().layout();
    return located(id, () -> protocol.crop(layout, groundTruth.size()));
  }

  /**
   * A sample cropped, and its camera with it.
   *
   * @param uncropped the camera of the whole image, if there is one
   */
  View of(SampleId id, Region crop, Optional<Intrinsics> uncropped) {
    Optional<Intrinsics> camera =
        uncropped.map(
            full ->
                new Intrinsics(
                    full.fx(), full.fy(), full.cx() - crop.left(), full.cy() - crop.top()));
    return new View(id, dataset.predictionPath(id), () -> dataset.image(id).crop(crop), camera);
  }

  static <T> T located(SampleId id, Supplier<T> step) {
    try {
      return step.get();
    } catch (DataException bad) {
      throw new DataException(id + ": " + bad.getMessage(), bad);
    }
  }
}
