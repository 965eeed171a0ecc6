package org.tacheo.models.schedule;

import org.tacheo.core.SpecException;
import org.tacheo.models.checkpoint.SchedulerConfig;

/** At which timesteps steps are taken, as NumPy computes them for diffusers. */
final class Timesteps {
  private Timesteps() {}

  /** Those of a DDIM, in the order in which they are taken. */
  static int[] of(SchedulerConfig config, int steps) {
    int count = config.trainTimesteps();
    int[] timesteps =
        switch (config.spacing()) {
          case LEADING -> leading(count, steps, config.stepsOffset());
          case TRAILING -> trailing(count, steps);
          case LINSPACE -> linspace(count, steps);
        };
    for (int timestep : timesteps) {
      if (timestep < -1 || timestep >= count) {
        throw new SpecException(
            steps
                + " denoising steps with "
                + config.spacing()
                + " spacing need timestep "
                + timestep
                + ", expected at most "
                + (count - 1)
                + "; choose fewer steps or another spacing");
      }
    }
    return timesteps;
  }

  private static int[] leading(int count, int steps, int offset) {
    int[] timesteps = new int[steps];
    for (int i = 0; i < steps; i++) {
      timesteps[i] = (steps - 1 - i) * (count / steps) + offset;
    }
    return timesteps;
  }

  /** For some numbers of steps, such as 61, rounding leaves room for one more step, at -1. */
  private static int[] trailing(int count, int steps) {
    double stride = (double) count / steps;
    // NumPy takes the difference of the first two elements for the rest.
    double rounded = count - (count - stride);
    int[] timesteps = new int[(int) Math.ceil(count / stride)];
    for (int i = 0; i < timesteps.length; i++) {
      timesteps[i] = (int) Math.rint(count - i * rounded) - 1;
    }
    return timesteps;
  }

  private static int[] linspace(int count, int steps) {
    int[] timesteps = new int[steps];
    double stride = steps == 1 ? 0 : (count - 1) / (double) (steps - 1);
    for (int i = 0; i < steps; i++) {
      timesteps[steps - 1 - i] = (int) Math.rint(i * stride);
    }
    return timesteps;
  }

  /** Those of an LCM: some of those from which it was distilled. */
  static int[] consistency(SchedulerConfig config, int steps) {
    int distilled = config.originalInferenceSteps();
    int stride = config.trainTimesteps() / distilled;
    double skipped = (double) distilled / steps;
    int[] timesteps = new int[steps];
    for (int i = 0; i < steps; i++) {
      int place = distilled - (int) Math.floor(i * skipped);
      timesteps[i] = place * stride - 1;
    }
    return timesteps;
  }
}
