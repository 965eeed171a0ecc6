package org.tacheo.models.diffusion;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.tacheo.core.Estimator;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.StageClock;
import org.tacheo.core.TacheoException;
import org.tacheo.core.VectorMap;
import org.tacheo.core.View;
import org.tacheo.models.runtime.MemoryExhaustedException;

/** Predicts with one pipeline, one image at a time: each may use all processors. */
final class DiffusionEstimator implements Estimator {
  private final Pipeline pipeline;
  private final DiffusionSettings settings;
  private final int defaultResolution;
  private final Lock turn;
  private final Runnable release;
  private final Fallbacks fallbacks = new Fallbacks();

  /**
   * An estimator.
   *
   * @param turn held while the networks run, shared by all estimators of a process
   * @param release gives the networks back
   */
  DiffusionEstimator(
      Pipeline pipeline,
      DiffusionSettings settings,
      int defaultResolution,
      Lock turn,
      Runnable release) {
    this.pipeline = pipeline;
    this.settings = settings;
    this.defaultResolution = defaultResolution;
    this.turn = turn;
    this.release = release;
  }

  @Override
  public Prediction predict(View view) {
    return predict(view, new StageClock());
  }

  @Override
  public Prediction predict(View view, StageClock clock) {
    int resolution = settings.resolutions().of(view.id().dataset(), defaultResolution);
    Pipeline.Output output = output(view, resolution, clock);
    requireFinite(output.prediction());
    fallbacks.add(view.id(), output.solution());
    return prediction(
        output.prediction(),
        output.uncertainty().map(map -> FloatMap.owning(map.size(), map.values())));
  }

  @Override
  public List<String> remarks() {
    return fallbacks.remarks();
  }

  private Pipeline.Output output(View view, int resolution, StageClock clock) {
    view.image();
    turn.lock();
    try {
      return pipeline.run(view.image(), resolution, clock);
    } catch (MemoryExhaustedException tooLarge) {
      throw new TacheoException(
          tooLarge.getMessage() + "; " + pipeline.remedy(view.image().size(), resolution),
          tooLarge);
    } finally {
      turn.unlock();
    }
  }

  private static void requireFinite(Planes planes) {
    float[] values = planes.values();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        int pixel = i % planes.size().pixels();
        throw new TacheoException(
            "predicted "
                + values[i]
                + " at row "
                + pixel / planes.size().width()
                + ", column "
                + pixel % planes.size().width()
                + ", expected finite numbers; most likely they overflow on the way: in half precision"
                + " try --precision fp32, else a weight may be damaged: run \"tacheo models verify\""
                + " on the checkpoint, and if it is sound compare the SHA-256 of its files with the"
                + " published ones");
      }
    }
  }

  private Prediction prediction(Planes planes, Optional<FloatMap> uncertainty) {
    ImageSize size = planes.size();
    if (settings.kind() != PredictionKind.NORMALS) {
      return new Prediction.Depth(
          settings.kind(), FloatMap.owning(size, planes.values()), uncertainty);
    }
    int pixels = size.pixels();
    float[] vectors = new float[3 * pixels];
    for (int pixel = 0; pixel < pixels; pixel++) {
      vectors[3 * pixel] = planes.values()[pixel];
      vectors[3 * pixel + 1] = planes.values()[pixels + pixel];
      vectors[3 * pixel + 2] = planes.values()[2 * pixels + pixel];
    }
    return new Prediction.Normals(
        settings.convention().flip(VectorMap.owning(size, vectors)), uncertainty);
  }

  @Override
  public void close() {
    release.run();
  }
}
