package org.tacheo.models.schedule;

import org.tacheo.models.checkpoint.SchedulerConfig;
import org.tacheo.models.noise.TorchGenerator;

/**
 * Steps of a latent consistency model (Luo et al. 2023, arXiv:2310.04378, section 4.3), as {@code
 * scheduling_lcm.py} of diffusers takes them: each but the last adds noise anew.
 */
final class LcmSchedule implements Schedule {
  /** The square of sigma_data. */
  private static final float VARIANCE = 0.25f;

  private final AlphaBar alphaBar;
  private final OriginalSample originals;
  private final int[] timesteps;
  private final float scaling;

  LcmSchedule(SchedulerConfig config, int steps) {
    this.alphaBar = AlphaBar.of(config);
    this.originals = new OriginalSample(config);
    this.scaling = (float) config.timestepScaling();
    this.timesteps = timesteps(config, steps);
  }

  private static int[] timesteps(SchedulerConfig config, int steps) {
    int grid = config.originalInferenceSteps();
    int stride = config.trainTimesteps() / grid;
    int[] timesteps = new int[steps];
    for (int i = 0; i < steps; i++) {
      int index = (int) Math.floor(i * ((double) grid / steps));
      timesteps[i] = (grid - index) * stride - 1;
    }
    return timesteps;
  }

  @Override
  public int[] timesteps() {
    return timesteps.clone();
  }

  @Override
  public boolean drawsNoise() {
    return timesteps.length > 1;
  }

  float alphaBar(int index) {
    return alphaBar.at(timesteps[index]);
  }

  /** How much of the sample is kept. */
  float skip(int index) {
    float scaled = timesteps[index] * scaling;
    return VARIANCE / (scaled * scaled + VARIANCE);
  }

  /** How much of the predicted clean sample is taken. */
  float taken(int index) {
    float scaled = timesteps[index] * scaling;
    return scaled / OriginalSample.root(scaled * scaled + VARIANCE);
  }

  @Override
  public Step step(int index, float[] output, float[] sample, TorchGenerator generator) {
    float[] original = originals.of(output, sample, alphaBar(index));
    float taken = taken(index);
    float skip = skip(index);
    float[] denoised = new float[sample.length];
    for (int i = 0; i < denoised.length; i++) {
      denoised[i] = taken * original[i] + skip * sample[i];
    }
    boolean last = index == timesteps.length - 1;
    return new Step(last ? denoised.clone() : noised(index, denoised, generator), denoised);
  }

  private float[] noised(int index, float[] denoised, TorchGenerator generator) {
    float after = alphaBar.after(timesteps[index + 1]);
    float clean = OriginalSample.root(after);
    float noisy = OriginalSample.root(1 - after);
    float[] noise = generator.randn(denoised.length);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = clean * denoised[i] + noisy * noise[i];
    }
    return noise;
  }
}
