package org.tacheo.models.noise;

/**
 * The generator MT19937, which PyTorch and Python share but seed differently.
 *
 * <p>Source: Matsumoto and Nishimura 1998, "Mersenne Twister: a 623-dimensionally equidistributed
 * uniform pseudo-random number generator", with the initialisations of 2002.
 */
final class MersenneTwister {
  private static final int LENGTH = 624;
  private static final int MIDDLE = 397;
  private static final int TWIST = 0x9908b0df;
  private static final int KEYED_SEED = 19650218;

  private final int[] state = new int[LENGTH];
  private int next = LENGTH;

  private MersenneTwister(int seed) {
    state[0] = seed;
    for (int i = 1; i < LENGTH; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** Seeded by one word, as PyTorch does. */
  static MersenneTwister seeded(int seed) {
    return new MersenneTwister(seed);
  }

  /** Seeded by a key of at least one word, as Python does. */
  static MersenneTwister keyed(int... key) {
    MersenneTwister twister = new MersenneTwister(KEYED_SEED);
    twister.mix(key);
    return twister;
  }

  private void mix(int[] key) {
    int i = 1;
    for (int k = 0; k < Math.max(LENGTH, key.length); k++) {
      int j = k % key.length;
      state[i] = (state[i] ^ (scrambled(i - 1) * 1664525)) + key[j] + j;
      i = advanced(i);
    }
    for (int k = 1; k < LENGTH; k++) {
      state[i] = (state[i] ^ (scrambled(i - 1) * 1566083941)) - i;
      i = advanced(i);
    }
    state[0] = 0x80000000;
  }

  private int scrambled(int i) {
    return state[i] ^ (state[i] >>> 30);
  }

  private int advanced(int i) {
    if (i + 1 < LENGTH) {
      return i + 1;
    }
    state[0] = state[LENGTH - 1];
    return 1;
  }

  /** The next 32 bits. */
  int nextInt() {
    if (next == LENGTH) {
      twist();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private void twist() {
    int i = 0;
    for (; i < LENGTH - MIDDLE; i++) {
      state[i] = state[i + MIDDLE] ^ twisted(state[i], state[i + 1]);
    }
    for (; i < LENGTH - 1; i++) {
      state[i] = state[i + MIDDLE - LENGTH] ^ twisted(state[i], state[i + 1]);
    }
    state[i] = state[MIDDLE - 1] ^ twisted(state[i], state[0]);
    next = 0;
  }

  private static int twisted(int high, int low) {
    return (((high & 0x80000000) | (low & 0x7fffffff)) >>> 1) ^ (-(low & 1) & TWIST);
  }
}
