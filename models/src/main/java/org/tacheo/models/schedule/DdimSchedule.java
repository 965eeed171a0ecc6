package org.tacheo.models.schedule;

import java.util.Locale;
import org.tacheo.core.SpecException;
import org.tacheo.models.checkpoint.SchedulerConfig;
import org.tacheo.models.noise.TorchGenerator;

/**
 * Deterministic steps (Song et al. 2021, arXiv:2010.02502, equation 12 with eta 0), as {@code
 * scheduling_ddim.py} of diffusers takes them.
 */
final class DdimSchedule implements Schedule {
  private final AlphaBar alphaBar;
  private final OriginalSample originals;
  private final int[] timesteps;
  private final int stride;

  DdimSchedule(SchedulerConfig config, int steps) {
    this.alphaBar = AlphaBar.of(config);
    this.originals = new OriginalSample(config);
    this.timesteps = timesteps(config, steps);
    this.stride = config.trainTimesteps() / steps;
  }

  private static int[] timesteps(SchedulerConfig config, int steps) {
    int all = config.trainTimesteps();
    int[] timesteps =
        switch (config.spacing()) {
          case LEADING -> leading(all / steps, steps, config.stepsOffset());
          case TRAILING -> trailing(all, (double) all / steps);
          case LINSPACE -> linspace(all - 1, steps);
        };
    int first = timesteps[0];
    if (first < 0 || first >= all) {
      throw new SpecException(
          String.format(
              Locale.ROOT,
              "denoising-steps: %d with %s spacing begin at timestep %d, expected 0 to %d; take fewer",
              steps,
              config.spacing().name().toLowerCase(Locale.ROOT),
              first,
              all - 1));
    }
    return timesteps;
  }

  private static int[] leading(int stride, int steps, int offset) {
    int[] timesteps = new int[steps];
    for (int i = 0; i < steps; i++) {
      timesteps[i] = (steps - 1 - i) * stride + offset;
    }
    return timesteps;
  }

  /**
   * NumPy's arange stops where rounding lets it, for some strides one value late: at -1. Its values
   * lie apart by the difference of the first two.
   */
  private static int[] trailing(int all, double stride) {
    int[] timesteps = new int[(int) Math.ceil(all / stride)];
    double difference = all - (all - stride);
    for (int i = 0; i < timesteps.length; i++) {
      timesteps[i] = (int) Math.rint(all - i * difference) - 1;
    }
    return timesteps;
  }

  private static int[] linspace(int last, int steps) {
    int[] timesteps = new int[steps];
    double stride = steps == 1 ? 0 : (double) last / (steps - 1);
    for (int i = 1; i < steps; i++) {
      timesteps[steps - 1 - i] = (int) Math.rint(i == steps - 1 ? last : i * stride);
    }
    return timesteps;
  }

  @Override
  public int[] timesteps() {
    return timesteps.clone();
  }

  @Override
  public boolean drawsNoise() {
    return false;
  }

  /** How much of the clean sample is left after a step: a stride further, not at the next one. */
  float alphaBarAfter(int index) {
    return alphaBar.after(timesteps[index] - stride);
  }

  float alphaBar(int index) {
    return alphaBar.at(timesteps[index]);
  }

  @Override
  public Step step(int index, float[] output, float[] sample, TorchGenerator generator) {
    float before = alphaBar(index);
    float after = alphaBarAfter(index);
    float[] original = originals.of(output, sample, before);
    float[] noise = originals.noise(output, sample, before);
    float clean = OriginalSample.root(after);
    float noisy = OriginalSample.root(1 - after);
    float[] previous = new float[sample.length];
    for (int i = 0; i < previous.length; i++) {
      previous[i] = clean * original[i] + noisy * noise[i];
    }
    return new Step(previous, original);
  }
}
