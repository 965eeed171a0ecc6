package org.tacheo.models.schedule;

import org.tacheo.models.checkpoint.SchedulerConfig;

/** Makes schedules. */
public final class Schedules {
  private Schedules() {}

  /**
   * A schedule as the scheduler of diffusers makes it.
   *
   * @param config the checkpoint's, with the spacing wanted
   * @param steps how many denoising steps, at least 1; trailing spacing takes one more for some
   *     numbers, at timestep -1, as it does there
   * @throws org.tacheo.core.SpecException if the scheduler cannot make so many steps
   * @throws org.tacheo.core.DataException if the checkpoint's scheduler cannot be computed with
   */
  public static Schedule of(SchedulerConfig config, int steps) {
    return switch (config.kind()) {
      case DDIM -> new DdimSchedule(config, steps);
      case LCM -> new LcmSchedule(config, steps);
    };
  }
}
