package org.tacheo.datasets.synthetic;

/**
 * A stream of pseudo-random numbers: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). Ours, and not
 * one of the JDK's generators, because bytes must not move when a JDK changes an algorithm.
 */
final class Dice {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  /** The stream with this number that belongs to this seed. */
  static Dice of(long seed, long stream) {
    return new Dice(mix(seed + GAMMA * mix(stream + GAMMA)));
  }

  /** A well-mixed number made of a seed and a stream number. */
  static long seed(long seed, long stream) {
    return of(seed, stream).next();
  }

  long next() {
    state += GAMMA;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  double real() {
    return (next() >>> 11) * 0x1p-53;
  }

  /** Uniform in [low, high). */
  double between(double low, double high) {
    return low + (high - low) * real();
  }

  /** Between -extent and extent, values near 0 more likely (triangular). */
  double around(double extent) {
    double first = real();
    return extent * (first - real());
  }

  /** Uniform in 0 to bound - 1. */
  int below(int bound) {
    return (int) (real() * bound);
  }

  /** Uniform in low to high, both inclusive. */
  int count(int low, int high) {
    return low + below(high - low + 1);
  }

  boolean chance(double probability) {
    return real() < probability;
  }

  /** One of these, all equally likely. */
  @SafeVarargs
  final <T> T pick(T... choices) {
    return choices[below(choices.length)];
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
