package org.tacheo.models.schedule;

import org.tacheo.models.checkpoint.SchedulerConfig.PredictionType;

/**
 * What the output of a network says about the sample without noise and about the noise, in the
 * order of operations of diffusers: each is rounded to single precision.
 */
final class Original {
  private final PredictionType type;
  private final float signal;
  private final float noise;

  /**
   * At a timestep.
   *
   * @param alphaBar the share of the sample that is left there, in variance
   */
  Original(PredictionType type, float alphaBar) {
    this.type = type;
    this.signal = (float) Math.sqrt(alphaBar);
    this.noise = (float) Math.sqrt(1 - alphaBar);
  }

  /** The sample without noise. */
  float sample(float output, float sample) {
    return switch (type) {
      case EPSILON -> (sample - noise * output) / signal;
      case SAMPLE -> output;
      case V_PREDICTION -> signal * sample - noise * output;
    };
  }

  /** The noise. */
  float noise(float output, float sample) {
    return switch (type) {
      case EPSILON -> output;
      case SAMPLE -> (sample - signal * output) / noise;
      case V_PREDICTION -> signal * output + noise * sample;
    };
  }
}
