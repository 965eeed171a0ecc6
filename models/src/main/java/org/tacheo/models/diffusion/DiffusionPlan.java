package org.tacheo.models.diffusion;

import org.tacheo.core.DataException;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.SpecException;
import org.tacheo.models.checkpoint.Checkpoint;
import org.tacheo.models.checkpoint.PipelineInfo;
import org.tacheo.models.checkpoint.SchedulerConfig;
import org.tacheo.models.checkpoint.UNetConfig;
import org.tacheo.models.ensemble.Uncertainty;
import org.tacheo.models.graph.Precision;
import org.tacheo.models.runtime.Device;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.schedule.Schedule;
import org.tacheo.models.schedule.Schedules;

/**
 * The settings of a suite with what they leave to the checkpoint filled in.
 *
 * @param steps of denoising
 * @param resolution of the longer edge where the suite names none
 * @param scheduler with the spacing that the suite wants
 */
record DiffusionPlan(
    DiffusionSettings settings,
    PipelineInfo info,
    int steps,
    int resolution,
    SchedulerConfig scheduler) {
  /** Of all published checkpoints; those of E2E-FT do not name one. */
  private static final int RESOLUTION = 768;

  private static final int LEVELS = 4;

  /**
   * A plan.
   *
   * @throws SpecException if the checkpoint leaves open what the suite leaves to it, or cannot do
   *     what the suite wants
   * @throws DataException if the checkpoint is not understood
   */
  static DiffusionPlan of(DiffusionSettings settings, Checkpoint checkpoint, Precision precision) {
    PipelineInfo info = checkpoint.info();
    requireTask(settings.kind(), checkpoint);
    requireLevels(checkpoint);
    requireChannels(settings, checkpoint);
    requireLabels(settings, checkpoint);
    requireRange(checkpoint, precision);
    requireResolution(settings.resolutions(), checkpoint);
    SchedulerConfig scheduler = checkpoint.schedulerConfig();
    DiffusionPlan plan =
        new DiffusionPlan(
            settings,
            info,
            settings.denoisingSteps().orElseGet(() -> steps(info, checkpoint)),
            resolution(info),
            settings.spacing().map(scheduler::with).orElse(scheduler));
    plan.requireDifferentMembers(checkpoint);
    return plan;
  }

  /** Some schedules draw noise between steps, so that members that begin alike end differently. */
  private void requireDifferentMembers(Checkpoint checkpoint) {
    if (settings.hasEqualStarts() && !schedule().drawsNoise()) {
      throw new SpecException(checkpoint.name() + ": " + DiffusionSettings.EQUAL_MEMBERS);
    }
  }

  private Schedule schedule() {
    return Schedules.of(scheduler, steps);
  }

  /** Of the longer edge, where the suite names none. */
  static int resolution(PipelineInfo info) {
    return info.defaultProcessingResolution().orElse(RESOLUTION);
  }

  private static int steps(PipelineInfo info, Checkpoint checkpoint) {
    return info.defaultDenoisingSteps()
        .orElseThrow(
            () ->
                new SpecException(
                    checkpoint.name()
                        + ": model_index.json has no default_denoising_steps; set denoising-steps"
                        + " in the suite"));
  }

  /** Only newer checkpoints say what they were trained for. */
  static void requireTask(PredictionKind kind, Checkpoint checkpoint) {
    String wanted = kind == PredictionKind.NORMALS ? "normals" : "depth";
    checkpoint
        .info()
        .predictionType()
        .filter(trained -> !trained.equals(wanted))
        .ifPresent(
            trained -> {
              throw new SpecException(
                  checkpoint.name()
                      + ": was trained to predict "
                      + trained
                      + ", the suite asks for task: "
                      + wanted);
            });
  }

  /** All around the VAE counts on 8 pixels for one of the latent each way. */
  static void requireLevels(Checkpoint checkpoint) {
    int levels = checkpoint.vaeConfig().blockOutChannels().size();
    if (levels != LEVELS) {
      throw new DataException(
          checkpoint.name()
              + ": vae/config.json: block_out_channels has "
              + levels
              + " levels, expected "
              + LEVELS
              + ", which halve a picture three times; other autoencoders are not supported");
    }
  }

  /** Attention is computed in the precision of the network. */
  private static void requireRange(Checkpoint checkpoint, Precision precision) {
    if (precision == Precision.FP16 && checkpoint.unetConfig().upcastAttention()) {
      throw new SpecException(
          checkpoint.name()
              + ": unet/config.json: upcast_attention says that its attention overflows in half"
              + " precision; run it with --precision fp32");
    }
  }

  static void requireResolution(Resolutions resolutions, Checkpoint checkpoint) {
    checkpoint
        .info()
        .defaultProcessingResolution()
        .filter(edge -> resolutions.others().isEmpty() && edge > Resolutions.MOST)
        .ifPresent(
            edge -> {
              throw new DataException(
                  checkpoint.name()
                      + ": model_index.json: default_processing_resolution "
                      + Resolutions.tooLarge(edge));
            });
  }

  /** Lotus tells its network by class labels what it is for; no other profile has any to give. */
  private static void requireLabels(DiffusionSettings settings, Checkpoint checkpoint) {
    int labels = checkpoint.unetConfig().classEmbeddingInput();
    boolean lotus = settings.profile() == Profile.LOTUS_REPO;
    int expected = lotus ? LotusTask.LABELS : 0;
    if (labels != expected) {
      throw new DataException(
          String.format(
              "%s: its UNet takes %d class labels, expected %d for profile %s; %s",
              checkpoint.name(),
              labels,
              expected,
              settings.profile().id(),
              labels == LotusTask.LABELS
                  ? "set profile: " + Profile.LOTUS_REPO.id()
                  : lotus ? "it is no Lotus checkpoint" : "this kind is not supported"));
    }
  }

  private static void requireChannels(DiffusionSettings settings, Checkpoint checkpoint) {
    UNetConfig unet = checkpoint.unetConfig();
    int latent = checkpoint.vaeConfig().latentChannels();
    boolean withImage = unet.inChannels() == 2 * latent;
    boolean imageAlone = unet.inChannels() == latent && settings.profile() == Profile.LOTUS_REPO;
    if (unet.outChannels() != latent || (!withImage && !imageAlone)) {
      throw new DataException(
          String.format(
              "%s: its UNet takes %d channels and yields %d, expected %d and %d for profile %s; it"
                  + " is no estimator of depth or normals of this kind",
              checkpoint.name(),
              unet.inChannels(),
              unet.outChannels(),
              2 * latent,
              latent,
              settings.profile().id()));
    }
  }

  /**
   * How the members of an ensemble are parted: by memory on a processor. On a card one by one,
   * since there the number at once may move a number, and nobody has said how much memory it has.
   */
  private Batches batches(Networks networks, Engine engine) {
    boolean card = engine.device().kind() == Device.Kind.CUDA;
    return new Batches(
        settings.ensembleSize(),
        settings.batchSize(),
        card ? 0 : engine.memoryOfOneRun(),
        networks.unetConfig(),
        networks.vaeConfig());
  }

  /** The pipeline over networks that are open. */
  Pipeline pipeline(Networks networks, Engine engine, Uncertainty uncertainty) {
    return new Pipeline(
        networks,
        settings.profile(),
        new Preparer(settings.profile().preparation(), settings.resampling()),
        new Denoiser(networks, schedule(), settings.profile(), steps, settings.source()),
        Endings.of(settings, info, engine.options().resolvedThreads(), uncertainty),
        batches(networks, engine));
  }
}
