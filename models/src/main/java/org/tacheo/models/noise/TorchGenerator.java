package org.tacheo.models.noise;

/**
 * PyTorch's CPU generator, number for number: what {@code torch.randn} and {@code torch.rand} give
 * in a sequence of calls with single precision. Not safe for use by several threads.
 *
 * <p>Source: ATen's {@code CPUGeneratorImpl} and its distributions; agrees bit for bit with PyTorch
 * 2.13 in both arithmetics, see TorchGeneratorTest.
 */
public final class TorchGenerator {
  private final MersenneTwister twister;
  private final Arithmetic arithmetic;
  private double spare;
  private boolean hasSpare;

  /**
   * As after {@code torch.manual_seed(seed)}.
   *
   * @param seed of which only the lower 32 bits matter, as in PyTorch
   */
  public TorchGenerator(long seed, Arithmetic arithmetic) {
    this.twister = MersenneTwister.seeded((int) seed);
    this.arithmetic = arithmetic;
  }

  /** The next {@code n} values of {@code torch.rand}, uniform in [0, 1). */
  public float[] rand(int n) {
    float[] values = new float[n];
    uniform(values, 0, n);
    return values;
  }

  /**
   * The next {@code n} values of {@code torch.randn}, of a normal distribution with mean 0 and
   * deviation 1. What they are depends on the size of the call: two calls do not give what one call
   * of their joint size gives, if that is below 16 or no multiple of 16.
   */
  public float[] randn(int n) {
    float[] values = new float[n];
    if (n >= Arithmetic.BLOCK) {
      blocks(values);
    } else {
      for (int i = 0; i < n; i++) {
        values[i] = (float) single();
      }
    }
    return values;
  }

  private void blocks(float[] values) {
    int n = values.length;
    uniform(values, 0, n);
    for (int from = 0; from <= n - Arithmetic.BLOCK; from += Arithmetic.BLOCK) {
      arithmetic.transform(values, from);
    }
    if (n % Arithmetic.BLOCK != 0) {
      // The last block is drawn anew, over a part of the one before it.
      uniform(values, n - Arithmetic.BLOCK, n);
      arithmetic.transform(values, n - Arithmetic.BLOCK);
    }
  }

  private void uniform(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      values[i] = (twister.nextInt() & 0xffffff) * 0x1p-24f;
    }
  }

  /** Small draws come in pairs, of which the second is kept for the next small draw. */
  private double single() {
    if (hasSpare) {
      hasSpare = false;
      return spare;
    }
    double angle = 2 * Math.PI * uniform53();
    double radius = Math.sqrt(-2 * StrictMath.log1p(-uniform53()));
    spare = radius * StrictMath.sin(angle);
    hasSpare = true;
    return radius * StrictMath.cos(angle);
  }

  private double uniform53() {
    long high = (long) twister.nextInt() << 32;
    long bits = high | Integer.toUnsignedLong(twister.nextInt());
    return (bits & ((1L << 53) - 1)) * 0x1p-53;
  }
}
