package org.tacheo.models.ensemble;

import java.util.Arrays;

/** A scale and a shift for each member, in float32 as they are applied. */
final class Alignment {
  private final float[] scales;
  private final float[] shifts;

  private Alignment(float[] scales, float[] shifts) {
    this.scales = scales;
    this.shifts = shifts;
  }

  /** Scale 1 and shift 0 for each of N members. */
  static Alignment identity(int members) {
    double[] ones = new double[members];
    Arrays.fill(ones, 1);
    return of(ones, members);
  }

  /**
   * From a vector of parameters.
   *
   * @param parameters the scales, then, unless all are 0, the shifts
   */
  static Alignment of(double[] parameters, int members) {
    float[] scales = new float[members];
    float[] shifts = new float[members];
    for (int i = 0; i < parameters.length; i++) {
      if (i < members) {
        scales[i] = (float) parameters[i];
      } else {
        shifts[i - members] = (float) parameters[i];
      }
    }
    return new Alignment(scales, shifts);
  }

  /** Whether every scale and shift is finite. */
  boolean isFinite() {
    for (int i = 0; i < scales.length; i++) {
      if (!Float.isFinite(scales[i]) || !Float.isFinite(shifts[i])) {
        return false;
      }
    }
    return true;
  }

  int members() {
    return scales.length;
  }

  float scale(int member) {
    return scales[member];
  }

  float shift(int member) {
    return shifts[member];
  }

  /** A run of a member, aligned: {@code values * scale + shift}, each operation rounded. */
  void apply(int member, float[] values, int from, int count, float[] into) {
    float scale = scales[member];
    float shift = shifts[member];
    for (int p = 0; p < count; p++) {
      into[p] = values[from + p] * scale + shift;
    }
  }
}
