package org.tacheo.models.schedule;

import org.tacheo.models.checkpoint.SchedulerConfig;

/**
 * The bounds of samples without noise.
 *
 * @param range the largest magnitude, infinite where samples are not clipped
 */
record Clip(float range) {
  static Clip of(SchedulerConfig config) {
    return new Clip(
        config.clipSample() ? (float) config.clipSampleRange() : Float.POSITIVE_INFINITY);
  }

  /** The value within the bounds; NaN stays NaN. */
  float of(float value) {
    return Math.min(Math.max(value, -range), range);
  }
}
