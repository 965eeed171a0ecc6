package org.tacheo.models.schedule;

import org.tacheo.models.checkpoint.SchedulerConfig;
import org.tacheo.models.checkpoint.SchedulerConfig.BetaSchedule;

/**
 * How much of the clean sample is left at each timestep: the running product of 1 - beta, bit for
 * bit as PyTorch computes it on x86 processors with fused multiply-add.
 *
 * <p>Source: Ho et al. 2020, arXiv:2006.11239, section 2; rescaling to zero terminal SNR: Lin et
 * al. 2023, arXiv:2305.08891, algorithm 1; diffusers {@code scheduling_ddim.py}.
 */
final class AlphaBar {
  private final float[] values;
  private final float beyond;

  private AlphaBar(float[] values, float beyond) {
    this.values = values;
    this.beyond = beyond;
  }

  static AlphaBar of(SchedulerConfig config) {
    float[] betas = betas(config);
    float[] values = product(betas);
    if (config.zeroSnr()) {
      values = product(rescaled(values));
    }
    return new AlphaBar(values, config.setAlphaToOne() ? 1 : values[0]);
  }

  /** At a timestep; -1 is the last one, as an index of PyTorch. */
  float at(int timestep) {
    return values[timestep < 0 ? timestep + values.length : timestep];
  }

  /** Where a step leads; below 0, where no timestep is, what the scheduler's settings say. */
  float after(int timestep) {
    return timestep < 0 ? beyond : values[timestep];
  }

  private static float[] betas(SchedulerConfig config) {
    int count = config.trainTimesteps();
    if (config.betaSchedule() == BetaSchedule.LINEAR) {
      return spaced((float) config.betaStart(), (float) config.betaEnd(), count);
    }
    float start = (float) Math.sqrt(config.betaStart());
    float end = (float) Math.sqrt(config.betaEnd());
    float[] betas = spaced(start, end, count);
    for (int i = 0; i < count; i++) {
      betas[i] *= betas[i];
    }
    return betas;
  }

  /** As torch.linspace: the second half is counted from the end. */
  private static float[] spaced(float start, float end, int count) {
    float[] values = new float[count];
    float step = count == 1 ? 0 : (end - start) / (count - 1);
    for (int i = 0; i < count; i++) {
      values[i] = i < count / 2 ? Math.fma(step, i, start) : Math.fma(-step, count - 1 - i, end);
    }
    return values;
  }

  /** The sum goes on in double precision, each value is rounded. */
  private static float[] product(float[] betas) {
    float[] values = new float[betas.length];
    double product = 1;
    for (int i = 0; i < betas.length; i++) {
      product *= 1 - betas[i];
      values[i] = (float) product;
    }
    return values;
  }

  /** Betas that leave nothing of the sample at the last timestep. */
  private static float[] rescaled(float[] alphaBar) {
    int count = alphaBar.length;
    float[] roots = new float[count];
    for (int i = 0; i < count; i++) {
      roots[i] = (float) Math.sqrt(alphaBar[i]);
    }
    float first = roots[0];
    float last = roots[count - 1];
    float stretch = first / (first - last);
    for (int i = 0; i < count; i++) {
      float root = (roots[i] - last) * stretch;
      roots[i] = root * root;
    }
    float[] betas = new float[count];
    betas[0] = 1 - roots[0];
    for (int i = 1; i < count; i++) {
      betas[i] = 1 - roots[i] / roots[i - 1];
    }
    return betas;
  }
}
