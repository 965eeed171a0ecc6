package org.tacheo.models.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * What {@code model_index.json} says about the pipeline that a checkpoint is meant for. Nothing of
 * it chooses code; old files and those of fine-tuned models say little.
 *
 * @param className such as {@code MarigoldDepthPipeline}; E2E fine-tuned checkpoints name {@code
 *     StableDiffusionPipeline}
 * @param predictionType {@code depth}, {@code normals} or {@code intrinsics}
 * @param defaultDenoisingSteps steps that its authors advise
 * @param defaultProcessingResolution longer edge in pixels that they advise, 0 for that of the
 *     image
 * @param scaleInvariant whether depth is known up to a scale only
 * @param shiftInvariant whether depth is known up to a shift only
 * @param useFullZRange whether the z of normals spans [-1, 1] rather than [0, 1]
 * @param unread names of further settings, which Tacheo does not look at
 */
public record PipelineInfo(
    String className,
    Optional<String> predictionType,
    Optional<Integer> defaultDenoisingSteps,
    Optional<Integer> defaultProcessingResolution,
    Optional<Boolean> scaleInvariant,
    Optional<Boolean> shiftInvariant,
    Optional<Boolean> useFullZRange,
    List<String> unread) {
  /** Copies the list. */
  public PipelineInfo {
    unread = List.copyOf(unread);
  }
}
