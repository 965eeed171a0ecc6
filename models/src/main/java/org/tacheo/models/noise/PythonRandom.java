package org.tacheo.models.noise;

/**
 * Python's {@code random.Random} seeded by an integer, number for number. Not safe for use by
 * several threads.
 *
 * <p>Source: CPython's {@code random} module (seeding by an integer, {@code random()} of 53 bits);
 * agrees bit for bit with CPython 3.11, see PythonRandomTest.
 */
public final class PythonRandom {
  private final MersenneTwister twister;

  /** As after {@code random.seed(seed)}; as there, only the seed's magnitude matters. */
  public PythonRandom(long seed) {
    long magnitude = Math.abs(seed);
    int low = (int) magnitude;
    int high = (int) (magnitude >>> 32);
    twister = high == 0 ? MersenneTwister.keyed(low) : MersenneTwister.keyed(low, high);
  }

  /** The next value of {@code random.random()}, in [0, 1). */
  public double random() {
    int high = twister.nextInt() >>> 5;
    int low = twister.nextInt() >>> 6;
    return (high * 0x1p26 + low) * 0x1p-53;
  }

  /** The next value of {@code random.uniform(from, to)}. */
  public double uniform(double from, double to) {
    return from + (to - from) * random();
  }
}
