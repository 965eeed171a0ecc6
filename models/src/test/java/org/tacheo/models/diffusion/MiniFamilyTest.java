package org.tacheo.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Problems;
import org.tacheo.core.RgbImage;
import org.tacheo.core.Settings;
import org.tacheo.core.StageClock;
import org.tacheo.models.GoldenArrays;
import org.tacheo.models.GoldenArrays.GoldenArray;
import org.tacheo.models.checkpoint.Checkpoint;
import org.tacheo.models.ensemble.Uncertainty;
import org.tacheo.models.graph.Precision;
import org.tacheo.models.runtime.Device;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.runtime.EngineOptions;

/** The trained mini family against diffusers, same image and seed (make_mini.py). */
final class MiniFamilyTest {
  /**
   * Of depth, which spans 0 to 1, or of a normal's component: fifty times what either side rounds;
   * normals that were drawn from noise are short before they are scaled to 1, and err most.
   */
  private static final double WITHIN = 1e-4;

  private static Engine engine;

  @BeforeAll
  static void open() {
    engine = Engine.open(EngineOptions.on(Device.CPU));
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource({
    "depth, marigold.trailing.1, mini-marigold-depth, trailing, 1, gaussian",
    "depth, marigold.leading.1, mini-marigold-depth, leading, 1, gaussian",
    "depth, marigold.trailing.4, mini-marigold-depth, trailing, 4, gaussian",
    "depth, marigold.leading.50, mini-marigold-depth, leading, 50, gaussian",
    "depth, e2e.marigold, mini-marigold-e2e-ft-depth, trailing, 1, zeros",
    "depth, e2e.sd, mini-sd-e2e-ft-depth, trailing, 1, zeros",
    "normals, marigold.trailing.1, mini-marigold-normals, trailing, 1, gaussian",
    "normals, marigold.leading.1, mini-marigold-normals, leading, 1, gaussian",
    "normals, marigold.trailing.4, mini-marigold-normals, trailing, 4, gaussian",
    "normals, marigold.leading.50, mini-marigold-normals, leading, 50, gaussian",
    "normals, e2e.marigold, mini-marigold-e2e-ft-normals, trailing, 1, zeros",
    "normals, e2e.sd, mini-sd-e2e-ft-normals, trailing, 1, zeros",
  })
  void equalsDiffusers(
      String task, String name, String folder, String spacing, int steps, String noise) {
    GoldenArrays golden = GoldenArrays.read("/org/tacheo/models/diffusion/mini-" + task + ".npz");
    Checkpoint checkpoint = Checkpoint.open(Path.of("..", "checkpoints", folder), "");
    Map<String, Object> entries = new TreeMap<>();
    entries.put("checkpoint", folder);
    entries.put("task", task);
    entries.put("profile", "diffusers");
    entries.put("denoising-steps", steps);
    entries.put("spacing", spacing);
    entries.put("noise", noise);
    DiffusionSettings settings =
        DiffusionSettings.read(new Settings(name, entries, new Problems()));
    try (Networks networks = OwnNetworks.of(checkpoint, engine)) {
      Planes prediction =
          DiffusionPlan.of(settings, checkpoint, Precision.FP32)
              .pipeline(networks, engine, Uncertainty.OMITTED)
              .run(image(golden.get("image")), 128, new StageClock())
              .prediction();
      assertThat(worst(prediction.values(), golden.get(name).floats()))
          .as("largest difference")
          .isLessThan(WITHIN);
    }
  }

  private static RgbImage image(GoldenArray array) {
    byte[] bytes = new byte[array.values().length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) array.values()[i];
    }
    return RgbImage.owning(new ImageSize(array.shape()[0], array.shape()[1]), bytes);
  }

  private static double worst(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    return IntStream.range(0, actual.length)
        .mapToDouble(i -> Math.abs((double) actual[i] - expected[i]))
        .reduce(0, (a, b) -> b <= a ? a : b);
  }
}
