package org.tacheo.models.schedule;

import org.tacheo.models.checkpoint.SchedulerConfig;

/** The clean sample, and the noise, that the output of a network stands for. */
final class OriginalSample {
  private final SchedulerConfig config;

  OriginalSample(SchedulerConfig config) {
    this.config = config;
  }

  /** The clean sample, clipped if the scheduler's settings say so. */
  float[] of(float[] output, float[] sample, float alphaBar) {
    if (output.length != sample.length) {
      throw new IllegalArgumentException(
          "the network gave " + output.length + " values for " + sample.length);
    }
    float[] original = unclipped(output, sample, root(alphaBar), root(1 - alphaBar));
    if (config.clipSample()) {
      float range = (float) config.clipSampleRange();
      for (int i = 0; i < original.length; i++) {
        original[i] = Math.min(Math.max(original[i], -range), range);
      }
    }
    return original;
  }

  private float[] unclipped(float[] output, float[] sample, float clean, float noisy) {
    float[] original = new float[output.length];
    for (int i = 0; i < original.length; i++) {
      original[i] =
          switch (config.prediction()) {
            case V_PREDICTION -> clean * sample[i] - noisy * output[i];
            case EPSILON -> (sample[i] - noisy * output[i]) / clean;
            case SAMPLE -> output[i];
          };
    }
    return original;
  }

  /** The noise; clipping the sample does not change it. */
  float[] noise(float[] output, float[] sample, float alphaBar) {
    float clean = root(alphaBar);
    float noisy = root(1 - alphaBar);
    float[] noise = new float[output.length];
    for (int i = 0; i < noise.length; i++) {
      noise[i] =
          switch (config.prediction()) {
            case V_PREDICTION -> clean * output[i] + noisy * sample[i];
            case EPSILON -> output[i];
            case SAMPLE -> (sample[i] - clean * output[i]) / noisy;
          };
    }
    return noise;
  }

  static float root(float value) {
    return (float) Math.sqrt(value);
  }
}
