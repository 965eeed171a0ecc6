package org.tacheo.models.schedule;

import org.tacheo.core.DataException;
import org.tacheo.models.checkpoint.SchedulerConfig;

/**
 * The share of the sample, in variance, that is left at each timestep: the product of 1 - beta up
 * to it, {@code alphas_cumprod} of diffusers.
 *
 * <p>Computed in single precision as PyTorch's AVX builds do, products accumulated in double
 * precision; agrees bit for bit, see AlphaBarsTest, if the square roots of its MKL round to
 * nearest. They do not on all processors: then its rescaled values differ by 4e-7 at most. The
 * rescaling to no signal at the last timestep is algorithm 1 of Lin et al. 2024, "Common diffusion
 * noise schedules and sample steps are flawed", arXiv:2305.08891.
 */
final class AlphaBars {
  private static final int MOST = 100_000;

  private final float[] values;
  private final float beyond;

  private AlphaBars(float[] values, float beyond) {
    this.values = values;
    this.beyond = beyond;
  }

  static AlphaBars of(SchedulerConfig config) {
    int count = config.trainTimesteps();
    if (count < 1 || count > MOST) {
      throw new DataException(
          "scheduler: expected num_train_timesteps from 1 to " + MOST + ", got " + count);
    }
    float[] betas = betas(config);
    float[] values = products(betas);
    if (config.zeroSnr()) {
      values = products(rescaled(values));
    }
    return new AlphaBars(values, config.setAlphaToOne() ? 1 : values[0]);
  }

  /** How many timesteps there are. */
  int count() {
    return values.length;
  }

  /** At a timestep; -1 is the last one, as an index of PyTorch. */
  float at(int timestep) {
    return values[timestep < 0 ? timestep + values.length : timestep];
  }

  /** At the timestep where a step leads, which may be none: below 0. */
  float after(int timestep) {
    return timestep < 0 ? beyond : values[timestep];
  }

  private static float[] betas(SchedulerConfig config) {
    return switch (config.betaSchedule()) {
      case LINEAR ->
          line((float) config.betaStart(), (float) config.betaEnd(), config.trainTimesteps());
      case SCALED_LINEAR -> {
        float from = (float) Math.sqrt(config.betaStart());
        float to = (float) Math.sqrt(config.betaEnd());
        float[] roots = line(from, to, config.trainTimesteps());
        for (int i = 0; i < roots.length; i++) {
          roots[i] *= roots[i];
        }
        yield roots;
      }
    };
  }

  /** {@code torch.linspace}, which counts from both ends. */
  private static float[] line(float from, float to, int count) {
    float[] line = new float[count];
    line[0] = from;
    float step = (to - from) / (count - 1);
    for (int i = 1; i < count; i++) {
      line[i] = i < count / 2 ? Math.fma(step, i, from) : Math.fma(-step, count - 1 - i, to);
    }
    return line;
  }

  private static float[] products(float[] betas) {
    float[] products = new float[betas.length];
    double product = 1;
    for (int i = 0; i < betas.length; i++) {
      product *= 1 - betas[i];
      products[i] = (float) product;
    }
    return products;
  }

  /** Betas whose last product is zero and whose first stays. */
  private static float[] rescaled(float[] products) {
    float first = (float) Math.sqrt(products[0]);
    float last = (float) Math.sqrt(products[products.length - 1]);
    float factor = first / (first - last);
    float[] betas = new float[products.length];
    float before = 1;
    for (int i = 0; i < products.length; i++) {
      float root = ((float) Math.sqrt(products[i]) - last) * factor;
      float square = root * root;
      betas[i] = 1 - square / before;
      before = square;
    }
    return betas;
  }
}
