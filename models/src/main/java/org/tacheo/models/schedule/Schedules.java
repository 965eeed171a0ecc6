package org.tacheo.models.schedule;

import org.tacheo.core.SpecException;
import org.tacheo.models.checkpoint.SchedulerConfig;

/** The schedule that settings ask for. */
public final class Schedules {
  private Schedules() {}

  /**
   * A schedule.
   *
   * @param steps to take; trailing spacing takes one more for some numbers, at timestep -1 with
   *     what is left of the sample at the last timestep, as diffusers does
   * @throws SpecException if there are more than the network was trained with, or if the first
   *     would be taken where no timestep is
   */
  public static Schedule of(SchedulerConfig config, int steps) {
    int most =
        config.kind() == SchedulerConfig.Kind.LCM
            ? config.originalInferenceSteps()
            : config.trainTimesteps();
    if (steps < 1 || steps > most) {
      throw new SpecException(
          "denoising-steps: the scheduler of this checkpoint takes 1 to "
              + most
              + ", got "
              + steps);
    }
    return config.kind() == SchedulerConfig.Kind.LCM
        ? new LcmSchedule(config, steps)
        : new DdimSchedule(config, steps);
  }
}
