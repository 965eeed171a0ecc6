package org.tacheo.models.checkpoint;

/**
 * The settings of a scheduler that move a number.
 *
 * @param kind which scheduler
 * @param trainTimesteps steps of the schedule that the network was trained with
 * @param betaStart first variance
 * @param betaEnd last variance
 * @param betaSchedule what lies between
 * @param prediction what the network's output means
 * @param spacing which timesteps are chosen
 * @param stepsOffset added to each timestep of leading spacing
 * @param setAlphaToOne whether the step beyond the last is free of noise
 * @param zeroSnr whether the betas are rescaled so that the last step is noise alone
 * @param clipSample whether predicted samples are clipped
 * @param clipSampleRange to what
 * @param originalInferenceSteps of an LCM: steps that it was distilled from
 * @param timestepScaling of an LCM: what timesteps are multiplied by in its boundary conditions
 */
public record SchedulerConfig(
    Kind kind,
    int trainTimesteps,
    double betaStart,
    double betaEnd,
    BetaSchedule betaSchedule,
    PredictionType prediction,
    Spacing spacing,
    int stepsOffset,
    boolean setAlphaToOne,
    boolean zeroSnr,
    boolean clipSample,
    double clipSampleRange,
    int originalInferenceSteps,
    double timestepScaling) {
  /** Which scheduler. */
  public enum Kind {
    /** DDIMScheduler; a DDPMScheduler of which only the schedule is used counts as one. */
    DDIM,
    /** LCMScheduler. */
    LCM
  }

  /** How the variance grows. */
  public enum BetaSchedule {
    /** Linearly. */
    LINEAR,
    /** Its square root grows linearly. */
    SCALED_LINEAR
  }

  /** What the network's output means. */
  public enum PredictionType {
    /** The noise. */
    EPSILON,
    /** The sample. */
    SAMPLE,
    /** The velocity. */
    V_PREDICTION
  }

  /** Which timesteps are chosen. */
  public enum Spacing {
    /** Counted from the first: one step is taken at timestep 1, where noise is not expected. */
    LEADING,
    /** Counted from the last. */
    TRAILING,
    /** From the first to the last. */
    LINSPACE
  }

  /** The same with another spacing. */
  public SchedulerConfig with(Spacing other) {
    return new SchedulerConfig(
        kind,
        trainTimesteps,
        betaStart,
        betaEnd,
        betaSchedule,
        prediction,
        other,
        stepsOffset,
        setAlphaToOne,
        zeroSnr,
        clipSample,
        clipSampleRange,
        originalInferenceSteps,
        timestepScaling);
  }
}
