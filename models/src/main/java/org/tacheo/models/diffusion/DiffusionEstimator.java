package org.tacheo.models.diffusion;

import java.util.List;
import org.tacheo.core.Estimator;
import org.tacheo.core.Prediction;
import org.tacheo.core.RgbImage;
import org.tacheo.core.StageClock;
import org.tacheo.core.TacheoException;
import org.tacheo.core.View;
import org.tacheo.models.runtime.MemoryExhaustedException;

/** Predicts with one pipeline; other estimators may have to wait for processors meanwhile. */
final class DiffusionEstimator implements Estimator {
  private final Pipeline pipeline;
  private final DiffusionSettings settings;
  private final int defaultResolution;
  private final Turns turns;
  private final Runnable release;
  private final Fallbacks fallbacks = new Fallbacks();

  /**
   * An estimator.
   *
   * @param turns that the networks run in, shared by all estimators of a process
   * @param release gives the networks back
   */
  DiffusionEstimator(
      Pipeline pipeline,
      DiffusionSettings settings,
      int defaultResolution,
      Turns turns,
      Runnable release) {
    this.pipeline = pipeline;
    this.settings = settings;
    this.defaultResolution = defaultResolution;
    this.turns = turns;
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
    Decoded decoded = new Decoded(output.prediction(), output.uncertainty());
    decoded.requireFinite();
    fallbacks.add(view.id(), output.solution());
    return decoded.prediction(settings.kind(), settings.convention());
  }

  @Override
  public List<String> remarks() {
    return fallbacks.remarks();
  }

  private Pipeline.Output output(View view, int resolution, StageClock clock) {
    RgbImage image = view.image();
    try {
      return turns.take(clock, () -> pipeline.run(image, resolution, clock));
    } catch (MemoryExhaustedException tooLarge) {
      throw new TacheoException(
          tooLarge.getMessage() + "; " + pipeline.remedy(image.size(), resolution), tooLarge);
    }
  }

  @Override
  public void close() {
    release.run();
  }
}
