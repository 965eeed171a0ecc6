package org.tacheo.models.diffusion;

import org.tacheo.core.NormalsConvention;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Settings;
import org.tacheo.core.Task;

/**
 * What a suite says about one ceiling; the words are those of diffusion estimators.
 *
 * @param checkpoint as it is looked for
 * @param variant of its weights, {@code fp16} or nothing
 * @param kind affine-invariant depth, or normals
 * @param resolutions for each dataset
 * @param convention the frame of the normals that the checkpoint draws
 */
record VaeCeilingSettings(
    String checkpoint,
    String variant,
    PredictionKind kind,
    Resolutions resolutions,
    NormalsConvention convention) {
  static VaeCeilingSettings read(Settings settings) {
    Task task = DiffusionSettings.task(settings);
    return new VaeCeilingSettings(
        settings.location("checkpoint"),
        DiffusionSettings.variant(settings),
        task == Task.NORMALS ? PredictionKind.NORMALS : PredictionKind.AFFINE_INVARIANT_DEPTH,
        DiffusionSettings.resolutions(settings, Profile.DIFFUSERS),
        DiffusionSettings.convention(settings, task, Profile.DIFFUSERS));
  }
}
