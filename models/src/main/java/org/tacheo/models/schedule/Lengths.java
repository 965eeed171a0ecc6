package org.tacheo.models.schedule;

/** Checks that arrays go together. */
final class Lengths {
  private Lengths() {}

  static int same(float[] output, float[] sample) {
    if (output.length != sample.length) {
      throw new IllegalArgumentException(
          "the network gave " + output.length + " values for " + sample.length);
    }
    return sample.length;
  }
}
