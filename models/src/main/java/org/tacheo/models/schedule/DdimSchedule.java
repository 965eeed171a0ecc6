package org.tacheo.models.schedule;

import org.tacheo.core.SpecException;
import org.tacheo.models.checkpoint.SchedulerConfig;
import org.tacheo.models.noise.TorchGenerator;

/**
 * Denoising without randomness.
 *
 * <p>Source: Song et al. 2021, "Denoising diffusion implicit models", arXiv:2010.02502, equation 12
 * with eta = 0; agrees bit for bit with DDIMScheduler of diffusers 0.42.1, see SchedulesTest. Where
 * that divides 0 by 0 for the variance that eta = 0 cancels (all betas are 1), its next sample is
 * NaN; here it is what equation 12 says.
 */
final class DdimSchedule implements Schedule {
  private final SchedulerConfig config;
  private final AlphaBars alphaBars;
  private final int[] timesteps;
  private final int stride;
  private final Clip clip;

  DdimSchedule(SchedulerConfig config, int steps) {
    this.config = config;
    this.alphaBars = AlphaBars.of(config);
    if (steps < 1 || steps > alphaBars.count()) {
      throw new SpecException(
          "denoising steps: expected 1 to " + alphaBars.count() + ", got " + steps);
    }
    this.timesteps = Timesteps.of(config, steps);
    this.stride = alphaBars.count() / steps;
    this.clip = Clip.of(config);
  }

  @Override
  public int[] timesteps() {
    return timesteps.clone();
  }

  @Override
  public Step step(int index, float[] output, float[] sample, TorchGenerator generator) {
    int timestep = timesteps[index];
    Original at = new Original(config.prediction(), alphaBars.at(timestep));
    // Not the next timestep of the list, which may be another one: diffusers takes this one, too.
    float after = alphaBars.after(timestep - stride);
    float signal = (float) Math.sqrt(after);
    float noise = (float) Math.sqrt(1 - after);
    float[] original = new float[Lengths.same(output, sample)];
    float[] previous = new float[original.length];
    for (int i = 0; i < original.length; i++) {
      original[i] = clip.of(at.sample(output[i], sample[i]));
      previous[i] = signal * original[i] + noise * at.noise(output[i], sample[i]);
    }
    return new Step(previous, original);
  }
}
