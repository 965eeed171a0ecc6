package org.tacheo.models.schedule;

import org.tacheo.models.noise.TorchGenerator;

/** Which timesteps a network is asked at, and what becomes of its answers. */
public interface Schedule {
  /** The timesteps, first to last. */
  int[] timesteps();

  /**
   * Takes one step, in single precision and in the order of operations of diffusers.
   *
   * @param index of the timestep
   * @param output of the network
   * @param sample that the network saw, as long
   * @param generator asked for noise, in one call for all values, if {@link #drawsNoise()} and this
   *     is not the last step
   * @throws IllegalArgumentException if output and sample are not equally long
   */
  Step step(int index, float[] output, float[] sample, TorchGenerator generator);

  /** Whether a step may ask the generator for noise. */
  boolean drawsNoise();
}
