package org.tacheo.models.schedule;

import org.tacheo.core.DataException;
import org.tacheo.core.SpecException;
import org.tacheo.models.checkpoint.SchedulerConfig;
import org.tacheo.models.noise.TorchGenerator;

/**
 * Denoising with a latent consistency model: each step expects the sample without noise, and all
 * but the last add new noise to it.
 *
 * <p>Source: Luo et al. 2023, "Latent consistency models", arXiv:2310.04378; agrees bit for bit
 * with LCMScheduler of diffusers 0.42.1 when it is stepped with the timesteps that it made itself
 * (with numbers it computes the boundary conditions in double precision), see SchedulesTest.
 */
final class LcmSchedule implements Schedule {
  private static final float HALF_SQUARED = 0.25f;

  private final SchedulerConfig config;
  private final AlphaBars alphaBars;
  private final int[] timesteps;
  private final Clip clip;

  LcmSchedule(SchedulerConfig config, int steps) {
    this.config = config;
    this.alphaBars = AlphaBars.of(config);
    int distilled = config.originalInferenceSteps();
    if (distilled < 1 || distilled > alphaBars.count()) {
      throw new DataException(
          "scheduler: expected original_inference_steps from 1 to "
              + alphaBars.count()
              + ", got "
              + distilled);
    }
    if (steps < 1 || steps > distilled) {
      throw new SpecException(
          "denoising steps: expected 1 to "
              + distilled
              + ", from which this LCM was distilled, got "
              + steps);
    }
    this.timesteps = Timesteps.consistency(config, steps);
    this.clip = Clip.of(config);
  }

  @Override
  public int[] timesteps() {
    return timesteps.clone();
  }

  @Override
  public Step step(int index, float[] output, float[] sample, TorchGenerator generator) {
    float[] original = original(timesteps[index], output, sample);
    if (index == timesteps.length - 1) {
      return new Step(original.clone(), original);
    }
    float after = alphaBars.after(timesteps[index + 1]);
    float signal = (float) Math.sqrt(after);
    float noise = (float) Math.sqrt(1 - after);
    float[] previous = generator.randn(original.length);
    for (int i = 0; i < previous.length; i++) {
      previous[i] = signal * original[i] + noise * previous[i];
    }
    return new Step(previous, original);
  }

  private float[] original(int timestep, float[] output, float[] sample) {
    Original at = new Original(config.prediction(), alphaBars.at(timestep));
    float scaled = timestep * (float) config.timestepScaling();
    float sum = scaled * scaled + HALF_SQUARED;
    float skip = HALF_SQUARED / sum;
    float out = scaled / (float) Math.sqrt(sum);
    float[] original = new float[Lengths.same(output, sample)];
    for (int i = 0; i < original.length; i++) {
      original[i] = out * clip.of(at.sample(output[i], sample[i])) + skip * sample[i];
    }
    return original;
  }
}
