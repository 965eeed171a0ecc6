package org.tacheo.models.checkpoint;

import java.util.Map;
import java.util.Optional;
import org.tacheo.models.checkpoint.SchedulerConfig.BetaSchedule;
import org.tacheo.models.checkpoint.SchedulerConfig.Kind;
import org.tacheo.models.checkpoint.SchedulerConfig.PredictionType;
import org.tacheo.models.checkpoint.SchedulerConfig.Spacing;

/**
 * Reads the settings of a scheduler. Files of DDPMScheduler and PNDMScheduler are read as those of
 * a DDIMScheduler, defaults too: every pipeline here makes a DDIMScheduler from such a file, which
 * is what {@code DDIMScheduler.from_pretrained} does with it.
 *
 * <p>Source of keys and defaults: {@code schedulers/scheduling_ddim.py} and {@code
 * scheduling_lcm.py} of diffusers 0.40.
 */
final class SchedulerReader {
  private static final String CLASS = "_class_name";

  private static final Map<String, Kind> KINDS =
      Map.of(
          "DDIMScheduler", Kind.DDIM,
          "DDPMScheduler", Kind.DDIM,
          "PNDMScheduler", Kind.DDIM,
          "LCMScheduler", Kind.LCM);

  private static final Map<String, BetaSchedule> BETAS =
      Map.of("linear", BetaSchedule.LINEAR, "scaled_linear", BetaSchedule.SCALED_LINEAR);

  private static final Map<String, PredictionType> PREDICTIONS =
      Map.of(
          "epsilon", PredictionType.EPSILON,
          "sample", PredictionType.SAMPLE,
          "v_prediction", PredictionType.V_PREDICTION);

  private static final Map<String, Spacing> SPACINGS =
      Map.of(
          "leading", Spacing.LEADING,
          "trailing", Spacing.TRAILING,
          "linspace", Spacing.LINSPACE);

  private final ConfigFile file;

  private SchedulerReader(ConfigFile file) {
    this.file = file;
  }

  static SchedulerConfig read(CheckpointFile file) {
    return new SchedulerReader(ConfigFile.read(file)).read();
  }

  /** The kind of a class, if it is read here. */
  static Optional<Kind> kind(String className) {
    return Optional.ofNullable(KINDS.get(className));
  }

  private SchedulerConfig read() {
    if (file.text(CLASS).isEmpty()) {
      throw file.refusal(CLASS, "missing; expected the class of a scheduler");
    }
    Kind kind = file.choice(CLASS, "", KINDS);
    boolean lcm = kind == Kind.LCM;
    file.only("trained_betas", Optional.empty());
    file.only("thresholding", false);
    ignoreWhatDoesNotMatter();
    int steps = file.whole("num_train_timesteps", 1000, 1, 100_000);
    SchedulerConfig config =
        new SchedulerConfig(
            kind,
            steps,
            file.number("beta_start", lcm ? 0.00085 : 0.0001, 0, 1),
            file.number("beta_end", lcm ? 0.012 : 0.02, 0, 1),
            file.choice("beta_schedule", lcm ? "scaled_linear" : "linear", BETAS),
            file.choice("prediction_type", "epsilon", PREDICTIONS),
            file.choice("timestep_spacing", "leading", SPACINGS),
            file.whole("steps_offset", 0, 0, steps - 1),
            file.flag("set_alpha_to_one", true),
            file.flag("rescale_betas_zero_snr", false),
            file.flag("clip_sample", !lcm),
            file.number("clip_sample_range", 1, Float.MIN_NORMAL, Float.MAX_VALUE),
            file.whole("original_inference_steps", Math.min(50, steps), 1, steps),
            file.number("timestep_scaling", 10, Float.MIN_NORMAL, 1e6));
    file.finish();
    return config;
  }

  /** What belongs to thresholding, and what other samplers leave in a file that they share. */
  private void ignoreWhatDoesNotMatter() {
    file.ignore("dynamic_thresholding_ratio", "sample_max_value");
    file.ignore(
        "variance_type",
        "skip_prk_steps",
        "interpolation_type",
        "timestep_type",
        "sigma_min",
        "sigma_max",
        "final_sigmas_type",
        "algorithm_type",
        "solver_order",
        "solver_type",
        "lower_order_final",
        "euler_at_final",
        "lambda_min_clipped",
        "use_karras_sigmas",
        "use_exponential_sigmas",
        "use_beta_sigmas");
  }
}
