package org.tacheo.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tacheo.core.DataException;
import org.tacheo.core.Estimator;
import org.tacheo.core.EstimatorType.Opener;
import org.tacheo.core.Problems;
import org.tacheo.core.Settings;
import org.tacheo.core.SpecException;
import org.tacheo.models.checkpoint.CheckpointPlaces;
import org.tacheo.models.graph.Precision;
import org.tacheo.models.runtime.Device;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.runtime.EngineOptions;

/** Checkpoints that do not suit what a suite asks of them. */
class DiffusionTypeTest {
  private static Engine engine;

  private final AtomicInteger asked = new AtomicInteger();

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    engine = Engine.open(EngineOptions.on(Device.CPU));
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @BeforeEach
  void copyTheMiniature() throws IOException, URISyntaxException {
    Path tiny = resource("/tiny/marigold-depth-tiny");
    try (Stream<Path> files = Files.walk(tiny)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = folder.resolve(tiny.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(DiffusionTypeTest.class.getResource(name).toURI());
  }

  private void takeUnet(String name) throws IOException, URISyntaxException {
    for (String file : List.of("config.json", "diffusion_pytorch_model.safetensors")) {
      Path target = folder.resolve("unet").resolve(file);
      Files.delete(target);
      Files.copy(resource(name).resolve(file), target);
    }
  }

  private void edit(String file, String from, String to) throws IOException {
    Path path = folder.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
  }

  private Opener opener(String profile, Precision precision, Map<String, Object> extra) {
    CheckpointPlaces places = new CheckpointPlaces(Optional.empty(), List.of());
    DiffusionType type =
        new DiffusionType(places, this::engine, precision, Optional.empty(), content -> "");
    Map<String, Object> values = new TreeMap<>(extra);
    values.put("checkpoint", folder.toString());
    values.put("profile", profile);
    values.put("task", "depth");
    Problems problems = new Problems();
    Opener opener = type.read(new Settings("e", values, problems));
    problems.throwIfAny("test");
    return opener;
  }

  private Engine engine() {
    asked.incrementAndGet();
    return engine;
  }

  @Test
  void refusesAnAutoencoderThatHalvesAnotherNumberOfTimes() throws IOException {
    edit(
        "vae/config.json",
        "\"DownEncoderBlock2D\",\n    \"DownEncoderBlock2D\",\n    \"DownEncoderBlock2D\",",
        "\"DownEncoderBlock2D\",\n    \"DownEncoderBlock2D\",");
    edit(
        "vae/config.json",
        "\"UpDecoderBlock2D\",\n    \"UpDecoderBlock2D\",\n    \"UpDecoderBlock2D\",",
        "\"UpDecoderBlock2D\",\n    \"UpDecoderBlock2D\",");
    edit("vae/config.json", "8,\n    16,\n    16,\n    16", "8,\n    16,\n    16");

    assertThatThrownBy(() -> opener("diffusers", Precision.FP32, Map.of()).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("vae/config.json: block_out_channels has 3 levels, expected 4")
        .hasMessageNotContaining("\n");
    assertThat(asked).as("nothing was loaded").hasValue(0);
  }

  @Test
  void refusesAnotherProfileForLotusBeforeItIsLoaded() throws IOException, URISyntaxException {
    takeUnet("lotus-unet-g");

    assertThatThrownBy(() -> opener("diffusers", Precision.FP32, Map.of()).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("takes 4 class labels, expected 0 for profile diffusers")
        .hasMessageEndingWith("set profile: lotus-repo");
    assertThat(asked).hasValue(0);
  }

  @Test
  void refusesTheProfileOfLotusForOthers() {
    assertThatThrownBy(() -> opener("lotus-repo", Precision.FP32, Map.of()).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("takes 0 class labels, expected 4 for profile lotus-repo")
        .hasMessageEndingWith("it is no Lotus checkpoint");
    assertThat(asked).hasValue(0);
  }

  @Test
  void refusesHalfPrecisionWhereAttentionOverflowsInIt() throws IOException {
    edit("unet/config.json", "\"upcast_attention\": false", "\"upcast_attention\": true");

    assertThatThrownBy(() -> opener("diffusers", Precision.FP16, Map.of()).open())
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("unet/config.json: upcast_attention")
        .hasMessageEndingWith("--precision fp32");
    try (Estimator single = opener("diffusers", Precision.FP32, Map.of()).open()) {
      assertThat(single).isNotNull();
    }
  }

  @Test
  void refusesAnAbsurdResolutionOfTheCheckpointUnlessTheSuiteNamesOne() throws IOException {
    edit(
        "model_index.json",
        "\"default_processing_resolution\": 64",
        "\"default_processing_resolution\": 50000");

    assertThatThrownBy(() -> opener("diffusers", Precision.FP32, Map.of()).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("model_index.json: default_processing_resolution")
        .hasMessageContaining("longer edge of 50000 pixels, expected at most 4096; set")
        .hasMessageNotContaining("\n");
    assertThat(asked).as("nothing was loaded").hasValue(0);
    Map<String, Object> own = Map.of("processing-resolution", 64);
    try (Estimator estimator = opener("diffusers", Precision.FP32, own).open()) {
      assertThat(estimator).isNotNull();
    }
  }

  /** LCM draws noise between its steps, DDIM does not. */
  @Test
  void refusesMembersThatWouldAllBeEqualUnlessStepsDrawNoise() throws IOException {
    Map<String, Object> equal =
        Map.of("noise", "zeros", "ensemble-size", 2, "batch-size", 1, "denoising-steps", 2);
    assertThatThrownBy(() -> opener("diffusers", Precision.FP32, equal).open())
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(": ensemble-size: expected 1 with noise: zeros, since all members")
        .hasMessageNotContaining("\n");
    assertThat(asked).as("nothing was loaded").hasValue(0);

    edit("model_index.json", "DDIMScheduler", "LCMScheduler");
    edit("scheduler/scheduler_config.json", "DDIMScheduler", "LCMScheduler");
    try (Estimator estimator = opener("diffusers", Precision.FP32, equal).open()) {
      assertThat(estimator).isNotNull();
    }
    Map<String, Object> one = new TreeMap<>(equal);
    one.remove("denoising-steps");
    edit("model_index.json", "\"default_denoising_steps\": 4", "\"default_denoising_steps\": 1");
    assertThatThrownBy(() -> opener("diffusers", Precision.FP32, one).open())
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("all members would be equal");
  }

  @Test
  void closesNetworksThatItCannotUse() throws IOException {
    edit("model_index.json", "\"scale_invariant\": true", "\"scale_invariant\": false");
    Opener opener =
        opener(
            "diffusers",
            Precision.FP32,
            Map.of("ensemble", "reference", "ensemble-size", 2, "batch-size", 1));

    for (int attempt = 1; attempt <= 2; attempt++) {
      assertThatThrownBy(opener::open)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("shift_invariant without scale_invariant");
      // Once to load them and once for the pipeline: what had been kept would not load again.
      assertThat(asked).hasValue(2 * attempt);
    }
  }
}
