package org.tacheo.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tacheo.models.checkpoint.Checkpoint;
import org.tacheo.models.checkpoint.ElementType;
import org.tacheo.models.checkpoint.PipelineInfo;
import org.tacheo.models.checkpoint.SchedulerConfig;
import org.tacheo.models.checkpoint.TextConfig;
import org.tacheo.models.checkpoint.UNetConfig;
import org.tacheo.models.checkpoint.VaeConfig;
import org.tacheo.models.checkpoint.Weights;

/** What a checkpoint is, in words. */
record CheckpointText(Checkpoint checkpoint) {
  /** On one line: size, type and scheduler. */
  String summary() {
    return pipeline()
        + ", "
        + weights(checkpoint.unet())
        + ", "
        + checkpoint.schedulerConfig().kind()
        + " "
        + lower(checkpoint.schedulerConfig().spacing());
  }

  /** A line for each component. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("pipeline:     " + pipeline());
    lines.add("unet:         " + unet(checkpoint.unetConfig()));
    lines.add("              " + weights(checkpoint.unet()));
    lines.add("vae:          " + vae(checkpoint.vaeConfig()));
    lines.add("              " + weights(checkpoint.vae()));
    lines.add("text encoder: " + text(checkpoint.textConfig()));
    lines.add("              " + weights(checkpoint.text()));
    lines.add("empty prompt: " + joined(LongStream.of(checkpoint.emptyPrompt()).boxed().toList()));
    lines.add("scheduler:    " + scheduler(checkpoint.schedulerConfig()));
    unread(checkpoint.info()).ifPresent(lines::add);
    return lines;
  }

  /** The settings of the index that nothing here looks at; empty if there are none. */
  static Optional<String> unread(PipelineInfo info) {
    return info.unread().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "not looked at: " + String.join(", ", info.unread()) + " of model_index.json");
  }

  private String pipeline() {
    PipelineInfo info = checkpoint.info();
    List<String> words = new ArrayList<>(List.of(info.className()));
    info.predictionType().ifPresent(words::add);
    info.defaultDenoisingSteps().ifPresent(steps -> words.add("default " + steps + " steps"));
    info.defaultProcessingResolution()
        .ifPresent(pixels -> words.add("default processing resolution " + pixels));
    said("scale-invariant", info.scaleInvariant()).ifPresent(words::add);
    said("shift-invariant", info.shiftInvariant()).ifPresent(words::add);
    said("full z range", info.useFullZRange()).ifPresent(words::add);
    return String.join(", ", words);
  }

  private static Optional<String> said(String what, Optional<Boolean> value) {
    return value.map(holds -> (holds ? "" : "not ") + what);
  }

  private static String unet(UNetConfig config) {
    return "UNet2DConditionModel, "
        + config.inChannels()
        + " to "
        + config.outChannels()
        + " channels, levels of "
        + joined(config.blockOutChannels())
        + ", heads "
        + joined(config.heads())
        + ", text "
        + config.crossAttentionDim()
        + " wide"
        + (config.classEmbeddingInput() > 0
            ? ", class embedding of " + config.classEmbeddingInput()
            : "");
  }

  private static String vae(VaeConfig config) {
    return "AutoencoderKL, "
        + config.inChannels()
        + " to "
        + config.latentChannels()
        + " to "
        + config.outChannels()
        + " channels, levels of "
        + joined(config.blockOutChannels())
        + ", scaling factor "
        + config.scalingFactor();
  }

  private static String text(TextConfig config) {
    return "CLIPTextModel, "
        + config.layers()
        + " layers, "
        + config.hiddenSize()
        + " wide, "
        + config.heads()
        + " heads, "
        + lower(config.activation());
  }

  private static String scheduler(SchedulerConfig config) {
    return config.kind()
        + ", predicts "
        + lower(config.prediction())
        + ", "
        + lower(config.spacing())
        + " spacing of "
        + config.trainTimesteps()
        + " steps, offset "
        + config.stepsOffset()
        + ", betas "
        + config.betaStart()
        + " to "
        + config.betaEnd()
        + " "
        + lower(config.betaSchedule())
        + (config.zeroSnr() ? ", zero terminal SNR" : "")
        + (config.setAlphaToOne() ? ", final alpha 1" : ", final alpha of the first step");
  }

  private static String weights(Weights weights) {
    return String.format(
        Locale.ROOT,
        "%,d parameters, %s",
        weights.parameters(),
        weights.types().stream().map(ElementType::name).collect(Collectors.joining(" and ")));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String joined(List<?> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }
}
