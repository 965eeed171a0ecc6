package org.tacheo.models.schedule;

import org.tacheo.models.noise.TorchGenerator;

/** Denoising in a number of steps. Immutable. */
public interface Schedule {
  /** At which timestep each step calls the network, a new array. */
  int[] timesteps();

  /**
   * One step.
   *
   * @param index of the step, from 0
   * @param output of the network at this step's timestep
   * @param sample that the network was given, as long as its output
   * @param generator from which an LCM draws noise in one call for all values, but not in its last
   *     step; a DDIM draws nothing
   * @throws IllegalArgumentException if output and sample are not equally long
   */
  Step step(int index, float[] output, float[] sample, TorchGenerator generator);
}
