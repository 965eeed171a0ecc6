package org.tacheo.models.diffusion;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.tacheo.core.NormalsConvention;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Settings;
import org.tacheo.core.Task;
import org.tacheo.models.checkpoint.SchedulerConfig.Spacing;
import org.tacheo.models.noise.Arithmetic;
import org.tacheo.models.noise.NoiseKind;

/**
 * What a suite says about one diffusion estimator.
 *
 * @param checkpoint as it is looked for
 * @param variant of its weights, {@code fp16} or nothing
 * @param kind what is predicted
 * @param profile which published code to follow
 * @param denoisingSteps empty for what the checkpoint says
 * @param ensembleSize members
 * @param ensemble how they are made into one
 * @param reduction what aligned members of depth are reduced by
 * @param spacing of the timesteps; empty for what the checkpoint says
 * @param source of the noise
 * @param resolutions for each dataset
 * @param resampling of images and predictions
 * @param batchSize members at once, 0 to decide by memory
 * @param convention the frame of predicted normals
 */
record DiffusionSettings(
    String checkpoint,
    String variant,
    PredictionKind kind,
    Profile profile,
    OptionalInt denoisingSteps,
    int ensembleSize,
    String ensemble,
    String reduction,
    Optional<Spacing> spacing,
    Denoiser.Source source,
    Resolutions resolutions,
    Resampling resampling,
    int batchSize,
    NormalsConvention convention) {
  /** The one method that has no uncertainty. */
  static final String GEOWIZARD = "geowizard";

  /** Why members that begin alike are refused where no step draws noise. */
  static final String EQUAL_MEMBERS =
      "ensemble-size: expected 1 with noise: zeros, since all members would be equal; set it to 1,"
          + " or noise to gaussian or pyramid";

  private static final int MOST_STEPS = 1000;
  private static final int MOST_MEMBERS = 100;
  private static final long SEED = 1234;
  private static final String OF_CHECKPOINT = "checkpoint";

  static DiffusionSettings read(Settings settings) {
    Profile profile = Profile.of(required(settings, "profile", Profile.ids()));
    Task task = task(settings);
    DiffusionSettings read = read(settings, task, profile);
    if (read.denoisingSteps().equals(OptionalInt.of(1)) && read.hasEqualStarts()) {
      settings.problems().add(settings.where() + "." + EQUAL_MEMBERS);
    }
    return read;
  }

  /** Whether several members begin alike: only noise between the steps could make them differ. */
  boolean hasEqualStarts() {
    return ensembleSize > 1 && source.kind() == NoiseKind.ZEROS;
  }

  private static DiffusionSettings read(Settings settings, Task task, Profile profile) {
    return new DiffusionSettings(
        settings.location("checkpoint"),
        variant(settings),
        kind(settings, task),
        profile,
        steps(settings, profile),
        (int) settings.whole("ensemble-size", 1, 1, MOST_MEMBERS),
        settings.choice("ensemble", ensembles(task, profile)),
        task == Task.DEPTH ? settings.choice("reduction", List.of("median", "mean")) : "",
        spacing(settings, profile),
        source(settings, profile),
        resolutions(settings, profile),
        Resampling.of(settings.choice("interpolation", Resampling.ids())),
        (int) settings.whole("batch-size", 0, 0, MOST_MEMBERS),
        convention(settings, task, profile));
  }

  /** Empty for the weights as they are. */
  static String variant(Settings settings) {
    return settings.choice("variant", List.of("none", "fp16")).replace("none", "");
  }

  static Task task(Settings settings) {
    return required(settings, "task", List.of("depth", "normals")).equals("depth")
        ? Task.DEPTH
        : Task.NORMALS;
  }

  private static String required(Settings settings, String key, List<String> words) {
    if (settings.has(key)) {
      return settings.choice(key, words);
    }
    settings.text(key);
    return words.get(0);
  }

  private static PredictionKind kind(Settings settings, Task task) {
    if (task == Task.NORMALS) {
      return PredictionKind.NORMALS;
    }
    return PredictionKind.of(
        settings.choice(
            "kind",
            List.of(
                PredictionKind.AFFINE_INVARIANT_DEPTH.id(),
                PredictionKind.AFFINE_INVARIANT_DISPARITY.id(),
                PredictionKind.SCALE_INVARIANT_DEPTH.id())));
  }

  private static OptionalInt steps(Settings settings, Profile profile) {
    if (settings.has("denoising-steps")) {
      int steps = (int) settings.whole("denoising-steps", 1, 1, MOST_STEPS);
      if (profile == Profile.LOTUS_REPO && steps != 1) {
        problem(settings, "denoising-steps", "1 for " + profile.id(), "" + steps);
      }
      return OptionalInt.of(steps);
    }
    if (profile == Profile.E2E_FT_REPO || profile == Profile.LOTUS_REPO) {
      return OptionalInt.of((int) settings.whole("denoising-steps", 1, 1, MOST_STEPS));
    }
    settings.state("denoising-steps", OF_CHECKPOINT);
    return OptionalInt.empty();
  }

  /** The first is the default. */
  private static List<String> ensembles(Task task, Profile profile) {
    if (task == Task.DEPTH) {
      return List.of("closed-form", "reference");
    }
    return profile == Profile.E2E_FT_REPO
        ? List.of(GEOWIZARD, "closest", "mean")
        : List.of("closest", "mean", GEOWIZARD);
  }

  private static Optional<Spacing> spacing(Settings settings, Profile profile) {
    List<String> words =
        profile == Profile.E2E_FT_REPO
            ? List.of("trailing", "leading", "linspace", OF_CHECKPOINT)
            : List.of(OF_CHECKPOINT, "leading", "trailing", "linspace");
    return switch (settings.choice("spacing", words)) {
      case "leading" -> Optional.of(Spacing.LEADING);
      case "trailing" -> Optional.of(Spacing.TRAILING);
      case "linspace" -> Optional.of(Spacing.LINSPACE);
      default -> Optional.empty();
    };
  }

  /** The pipelines of diffusers take whole latents only. */
  static Resolutions resolutions(Settings settings, Profile profile) {
    Resolutions resolutions = Resolutions.read(settings);
    if (profile == Profile.DIFFUSERS) {
      Stream.concat(resolutions.others().stream(), resolutions.named().values().stream())
          .filter(pixels -> pixels % Preparer.LATENT != 0)
          .findFirst()
          .ifPresent(
              odd ->
                  problem(
                      settings,
                      "processing-resolution",
                      "a multiple of 8 for profile diffusers",
                      odd.toString()));
    }
    return resolutions;
  }

  private static Denoiser.Source source(Settings settings, Profile profile) {
    List<String> words =
        profile == Profile.E2E_FT_REPO
            ? List.of("zeros", "gaussian", "pyramid")
            : List.of("gaussian", "pyramid", "zeros");
    NoiseKind kind =
        switch (settings.choice("noise", words)) {
          case "zeros" -> NoiseKind.ZEROS;
          case "pyramid" -> NoiseKind.PYRAMID;
          default -> NoiseKind.GAUSSIAN;
        };
    Arithmetic arithmetic =
        settings.choice("noise-arithmetic", List.of("avx", "default")).equals("avx")
            ? Arithmetic.AVX
            : Arithmetic.DEFAULT;
    long seed = settings.whole("seed", SEED, 0, Long.MAX_VALUE);
    return new Denoiser.Source(kind, seed, arithmetic);
  }

  static NormalsConvention convention(Settings settings, Task task, Profile profile) {
    if (task == Task.DEPTH) {
      return NormalsConvention.OPENGL;
    }
    String own = profile.convention().id();
    String id = settings.text("normals-convention", own);
    if (!NormalsConvention.ids().contains(id)) {
      String known = "one of " + String.join(", ", NormalsConvention.ids());
      problem(settings, "normals-convention", known, id);
      return profile.convention();
    }
    return NormalsConvention.of(id);
  }

  private static void problem(Settings settings, String key, String expected, String got) {
    settings
        .problems()
        .add(settings.where() + "." + key + ": expected " + expected + ", got \"" + got + "\"");
  }
}
