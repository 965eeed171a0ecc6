package org.tacheo.models.schedule;

import org.tacheo.models.checkpoint.SchedulerConfig;
import org.tacheo.models.checkpoint.SchedulerConfig.BetaSchedule;
import org.tacheo.models.checkpoint.SchedulerConfig.Kind;
import org.tacheo.models.checkpoint.SchedulerConfig.PredictionType;
import org.tacheo.models.checkpoint.SchedulerConfig.Spacing;

/** Configurations with the betas of Stable Diffusion. */
final class Configs {
  private Configs() {}

  static SchedulerConfig of(Spacing spacing) {
    return step("DDIM/V_PREDICTION/" + spacing + "/plain/first/0");
  }

  /** As the generator of the reference values names them. */
  static SchedulerConfig step(String name) {
    String[] parts = name.split("/", -1);
    double clip = Double.parseDouble(parts[5]);
    return new SchedulerConfig(
        Kind.valueOf(parts[0]),
        1000,
        0.00085,
        0.012,
        BetaSchedule.SCALED_LINEAR,
        PredictionType.valueOf(parts[1]),
        Spacing.valueOf(parts[2]),
        1,
        parts[4].equals("one"),
        parts[3].equals("zsnr"),
        clip > 0,
        clip,
        50,
        10);
  }
}
