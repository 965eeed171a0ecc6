package org.tacheo.models.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tacheo.models.checkpoint.SchedulerConfig.Kind;
import tools.jackson.databind.JsonNode;

/** Reads {@code model_index.json}: components as {@code [library, class]}, and some settings. */
final class PipelineReader {
  private static final String UNUSED = "is not built";

  /** The classes of the components that make up every pipeline here. */
  private static final Map<String, List<String>> COMPONENTS =
      Map.of(
          "unet", List.of("UNet2DConditionModel"),
          "vae", List.of("AutoencoderKL"),
          "text_encoder", List.of("CLIPTextModel"),
          "tokenizer", List.of("CLIPTokenizer", "CLIPTokenizerFast"));

  /** Its components have familiar class names and do other things. */
  private static final String GEOWIZARD = "DepthNormalEstimationPipeline";

  /** What looks at pictures that come out, which are none here. */
  private static final List<String> IDLE = List.of("safety_checker", "feature_extractor");

  private final ConfigFile file;

  private PipelineReader(ConfigFile file) {
    this.file = file;
  }

  /**
   * Reads it.
   *
   * @param scheduler the kind that the scheduler's own file says
   */
  static PipelineInfo read(CheckpointFile file, Kind scheduler) {
    return new PipelineReader(ConfigFile.read(file)).read(scheduler);
  }

  private PipelineInfo read(Kind scheduler) {
    String className = file.text("_class_name").orElse("");
    requireBuilt(className);
    COMPONENTS.forEach(this::requireComponent);
    requireScheduler(scheduler);
    IDLE.forEach(file::value);
    Optional<String> prediction = file.text("prediction_type");
    Optional<Integer> steps = file.whole("default_denoising_steps", 1, 1000);
    Optional<Integer> resolution = file.whole("default_processing_resolution", 0, 1 << 16);
    Optional<Boolean> scale = file.flag("scale_invariant");
    Optional<Boolean> shift = file.flag("shift_invariant");
    Optional<Boolean> fullZ = file.flag("use_full_z_range");
    file.ignore("requires_safety_checker");
    List<String> unread = new ArrayList<>();
    for (String key : file.rest()) {
      if (file.value(key).filter(PipelineReader::isComponent).isPresent()) {
        requireNoComponent(key, className);
      } else {
        unread.add(key);
      }
    }
    return new PipelineInfo(className, prediction, steps, resolution, scale, shift, fullZ, unread);
  }

  private void requireBuilt(String className) {
    if (className.equals(GEOWIZARD)) {
      throw file.refusal(
          "_class_name",
          className + ": GeoWizard, whose attention joins depth and normals, " + UNUSED);
    }
  }

  private void requireComponent(String name, List<String> expected) {
    String got =
        className(name)
            .orElseThrow(() -> file.refusal(name, "not there; expected " + expected.get(0)));
    if (!expected.contains(got)) {
      throw file.refusal(name, got + " " + UNUSED + "; expected " + expected.get(0));
    }
  }

  private void requireScheduler(Kind inItsFile) {
    String got =
        className("scheduler")
            .orElseThrow(() -> file.refusal("scheduler", "not there; expected DDIMScheduler"));
    Optional<Kind> kind = SchedulerReader.kind(got);
    if (kind.isEmpty()) {
      throw file.refusal("scheduler", got + " " + UNUSED + "; expected a DDIM or LCM scheduler");
    }
    if (kind.get() != inItsFile) {
      throw file.refusal("scheduler", got + ", but scheduler_config.json is of another class");
    }
  }

  /** A further part, such as a ControlNet, would change the result. */
  private void requireNoComponent(String key, String pipeline) {
    String type = className(key).orElse("");
    if (!type.isEmpty()) {
      throw file.refusal(key, type + ", a part of " + pipeline + ", " + UNUSED);
    }
  }

  private static boolean isComponent(JsonNode node) {
    return node.isArray()
        && node.size() == 2
        && node.valueStream().allMatch(each -> each.isString() || each.isNull());
  }

  /** The class of a component, empty for {@code [null, null]}. */
  private Optional<String> className(String name) {
    JsonNode node = file.value(name).orElse(null);
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (!isComponent(node)) {
      throw file.refusal(name, "expected a library and a class, got " + Json.shown(node));
    }
    return Optional.of(node.required(1)).filter(JsonNode::isString).map(JsonNode::stringValue);
  }
}
