package org.tacheo.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Problems;
import org.tacheo.core.RgbImage;
import org.tacheo.core.Settings;
import org.tacheo.core.StageClock;
import org.tacheo.models.GoldenArrays;
import org.tacheo.models.GoldenArrays.GoldenArray;
import org.tacheo.models.checkpoint.Checkpoint;
import org.tacheo.models.checkpoint.PipelineInfo;
import org.tacheo.models.checkpoint.SchedulerConfig;
import org.tacheo.models.checkpoint.SchedulerConfig.Kind;
import org.tacheo.models.checkpoint.SchedulerConfig.Spacing;
import org.tacheo.models.ensemble.Uncertainty;
import org.tacheo.models.noise.Arithmetic;
import org.tacheo.models.noise.TorchGenerator;
import org.tacheo.models.runtime.Device;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.runtime.EngineOptions;
import org.tacheo.models.runtime.Tensor;
import org.tacheo.models.schedule.Schedule;
import org.tacheo.models.schedule.Schedules;
import org.tacheo.models.schedule.Step;

/**
 * Complete pipelines on the miniature checkpoint against what the published code makes of the same
 * images and seeds: diffusers 0.40 (tiny/make_tiny.py), and the repositories of Marigold, E2E-FT
 * and Lotus (make_profiles.py).
 */
class PipelineTest {
  /** Four networks in single precision, one after the other. */
  private static final double WITHIN = 1e-4;

  /** One network. */
  private static final double NETWORK = 2e-5;

  /**
   * Vectors as short as 0.024 (where z spans half its range) and 0.076 (E2E-FT) become unit
   * vectors: what single precision leaves of 3e-6 and 9e-6 is 1.2e-4 then.
   */
  private static final double SHORT_VECTORS = 2e-4;

  /** The published optimiser follows the noise of its own finite differences. */
  private static final double ENSEMBLE = 5e-3;

  private static final GoldenArrays GOLDEN = GoldenArrays.read("/tiny/golden.npz");
  private static final GoldenArrays MARIGOLD =
      GoldenArrays.read("/org/tacheo/models/diffusion/marigold.npz");
  private static final GoldenArrays E2E = GoldenArrays.read("/org/tacheo/models/diffusion/e2e.npz");

  private static final GoldenArrays FURTHER =
      GoldenArrays.read("/org/tacheo/models/diffusion/diffusers.npz");
  private static final GoldenArrays LOTUS =
      GoldenArrays.read("/org/tacheo/models/diffusion/lotus.npz");

  private static final PipelineInfo WHOLE = info(true, true);

  private static Engine engine;
  private static Networks networks;
  private static Checkpoint checkpoint;

  @BeforeAll
  static void open() throws URISyntaxException {
    checkpoint = Checkpoint.open(folder("/tiny/marigold-depth-tiny"), "");
    engine = Engine.open(EngineOptions.on(Device.CPU));
    networks = OwnNetworks.of(checkpoint, engine);
  }

  @AfterAll
  static void close() {
    networks.close();
    engine.close();
  }

  @ParameterizedTest
  @CsvSource({
    "depth.zsnr.4, zsnr, 4",
    "depth.zsnr.1, zsnr, 1",
    "depth.trailing.1, trailing, 1",
    "depth.trailing.3, trailing, 3",
    "depth.trailing.4, trailing, 4",
    "depth.leading.4, leading, 4",
    "depth.leading.10, leading, 10",
    "depth.lcm.1, lcm, 1",
    "depth.lcm.4, lcm, 4",
    "normals.zsnr.4, zsnr, 4",
  })
  void equalsDiffusers(String name, String scheduler, int steps) {
    Pipeline.Output output = diffusers(name, scheduler, Map.of("denoising-steps", steps), 64);

    assertClose(output.prediction(), channelsFirst(GOLDEN.get(name + ".prediction")), WITHIN);
    assertThat(output.latents()).hasSize(1);
    assertClose(output.latents().get(0), GOLDEN.get(name + ".latent").floats(), WITHIN);
  }

  @Test
  void equalsDiffusersWhereZSpansHalfItsRange() {
    DiffusionSettings settings = settings("diffusers", "normals", Map.of("denoising-steps", 1));
    Pipeline.Output output =
        plan(settings, scheduler("zsnr"), info(true, false))
            .pipeline(networks, engine, Uncertainty.OMITTED)
            .run(image("image_u8"), 64, new StageClock());

    assertClose(output.prediction(), planes(FURTHER.get("normals.half-z")), SHORT_VECTORS);
  }

  @Test
  void equalsDiffusersWhereDepthIsKnownUpToAScaleAlone() {
    DiffusionSettings settings =
        settings(
            "diffusers",
            "depth",
            Map.of("denoising-steps", 1, "ensemble-size", 3, "ensemble", "reference"));
    Pipeline.Output output =
        plan(settings, scheduler("zsnr"), info(false, true))
            .pipeline(networks, engine, Uncertainty.OMITTED)
            .run(image("image_u8"), 64, new StageClock());

    assertClose(output.prediction(), planes(FURTHER.get("depth.scale")), ENSEMBLE);
  }

  @Test
  void equalsDiffusersAtNativeResolutionWithPadding() {
    Pipeline.Output output =
        run(
            settings("diffusers", "depth", Map.of("denoising-steps", 2)),
            scheduler("trailing"),
            image("image2_u8"),
            0);

    String name = "depth.native.trailing.2";
    assertClose(output.prediction(), channelsFirst(GOLDEN.get(name + ".prediction")), WITHIN);
    assertClose(output.latents().get(0), GOLDEN.get(name + ".latent").floats(), WITHIN);
  }

  @Test
  void equalsDiffusersBeforeTheResultIsResized() {
    Pipeline.Output output =
        diffusers("depth.nomatch.trailing.2", "trailing", Map.of("denoising-steps", 2), 64);

    assertClose(
        output.processed(),
        channelsFirst(GOLDEN.get("depth.nomatch.trailing.2.prediction")),
        WITHIN);
  }

  @Test
  void equalsDiffusersWithBicubicResizing() {
    Map<String, Object> extra = Map.of("denoising-steps", 1, "interpolation", "bicubic");
    Pipeline.Output output = diffusers("depth.bicubic.trailing.1", "trailing", extra, 64);

    assertClose(
        output.prediction(),
        channelsFirst(GOLDEN.get("depth.bicubic.trailing.1.prediction")),
        WITHIN);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void equalsDiffusersWithThreeMembersInAnyBatches(int batch) {
    Map<String, Object> extra =
        Map.of(
            "denoising-steps", 2, "ensemble-size", 3, "ensemble", "reference", "batch-size", batch);
    String name = "depth.batch3.trailing.2";
    Pipeline.Output output = diffusers(name, "trailing", extra, 64);

    assertClose(joined(output.latents()), GOLDEN.get(name + ".latent").floats(), WITHIN);
    assertClose(output.prediction(), channelsFirst(GOLDEN.get(name + ".prediction")), ENSEMBLE);
    assertClose(
        output.uncertainty().orElseThrow(),
        channelsFirst(GOLDEN.get(name + ".uncertainty")),
        ENSEMBLE);
  }

  @Test
  void equalsDiffusersWithThreeMembersOfNormals() {
    Map<String, Object> extra = Map.of("denoising-steps", 2, "ensemble-size", 3);
    String name = "normals.ens3.trailing.2";
    Pipeline.Output output = diffusers(name, "trailing", extra, 64);

    assertClose(output.prediction(), channelsFirst(GOLDEN.get(name + ".prediction")), WITHIN);
    assertClose(
        output.uncertainty().orElseThrow(),
        channelsFirst(GOLDEN.get(name + ".uncertainty")),
        WITHIN);
  }

  @ParameterizedTest
  @CsvSource({
    "depth.native.trailing.1, image2_u8, trailing, 1, 1, 0, bilinear",
    "depth.64.leading.4, image_u8, leading, 4, 1, 64, bilinear",
    "depth.64.leading.1, image_u8, leading, 1, 1, 64, bilinear",
    "depth.48.bicubic.trailing.2, image_u8, trailing, 2, 1, 48, bicubic",
    "depth.100.nearest.trailing.1, image2_u8, trailing, 1, 1, 100, nearest-exact",
    "depth.64.ensemble3.trailing.2, image_u8, trailing, 2, 3, 64, bilinear",
    "normals.64.trailing.2, image_u8, trailing, 2, 1, 64, bilinear",
    "normals.native.trailing.1, image2_u8, trailing, 1, 1, 0, bilinear",
    "normals.64.ensemble3.trailing.1, image_u8, trailing, 1, 3, 64, bilinear",
  })
  void equalsTheMarigoldRepository(
      String name,
      String image,
      String spacing,
      int steps,
      int members,
      int resolution,
      String interpolation) {
    Map<String, Object> extra = new TreeMap<>();
    extra.put("denoising-steps", steps);
    extra.put("ensemble-size", members);
    extra.put("spacing", spacing);
    extra.put("interpolation", interpolation);
    Pipeline.Output output = run("marigold-repo", name, extra, image, resolution);

    assertClose(output.prediction(), planes(MARIGOLD.get(name)), tolerance(name));
  }

  @ParameterizedTest
  @CsvSource({
    "depth.native.zeros.1, image2_u8, zeros, 1, 1, 0, trailing",
    "depth.64.zeros.1, image_u8, zeros, 1, 1, 64, trailing",
    "depth.64.gaussian.3, image_u8, gaussian, 3, 1, 64, trailing",
    "depth.64.pyramid.1, image_u8, pyramid, 1, 1, 64, trailing",
    "depth.64.leading.2, image_u8, gaussian, 2, 1, 64, leading",
    "normals.native.zeros.1, image2_u8, zeros, 1, 1, 0, trailing",
    "normals.64.zeros.1, image_u8, zeros, 1, 1, 64, trailing",
    "normals.64.gaussian.ensemble3.1, image_u8, gaussian, 1, 3, 64, trailing",
  })
  void equalsTheRepositoryOfE2eFt(
      String name,
      String image,
      String noise,
      int steps,
      int members,
      int resolution,
      String spacing) {
    Map<String, Object> extra = new TreeMap<>();
    extra.put("denoising-steps", steps);
    extra.put("ensemble-size", members);
    extra.put("spacing", spacing);
    extra.put("noise", noise);
    Pipeline.Output output = run("e2e-ft-repo", name, extra, image, resolution);

    double within = name.startsWith("normals") ? SHORT_VECTORS : tolerance(name);
    assertClose(output.prediction(), planes(E2E.get(name)), within);
  }

  @ParameterizedTest
  @CsvSource({
    "d.native, lotus-unet-d, image2_u8, 0",
    "d.64, lotus-unet-d, image_u8, 64",
    "g.64, lotus-unet-g, image_u8, 64",
  })
  void equalsTheLotusRepository(
      String name, String unet, String image, int resolution, @TempDir Path folder)
      throws IOException, URISyntaxException {
    Checkpoint lotus = Checkpoint.open(withUnet(folder, unet), "");
    try (Networks own = OwnNetworks.of(lotus, engine)) {
      for (String task : List.of("depth", "normals")) {
        DiffusionSettings settings = settings("lotus-repo", task, Map.of());
        Pipeline pipeline =
            new DiffusionPlan(settings, lotus.info(), 1, 64, lotus.schedulerConfig())
                .pipeline(own, engine, Uncertainty.OMITTED);
        Planes prediction = pipeline.run(image(image), resolution, new StageClock()).prediction();
        assertClose(prediction, planes(LOTUS.get(task + "." + name)), WITHIN);
      }
    }
  }

  private static Path folder(String resource) throws URISyntaxException {
    return Path.of(PipelineTest.class.getResource(resource).toURI());
  }

  /** The miniature checkpoint with another UNet. */
  private static Path withUnet(Path folder, String unet) throws IOException, URISyntaxException {
    Path own = folder(unet);
    try (Stream<Path> files = Files.walk(checkpoint.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path inside = checkpoint.folder().relativize(file);
        Path source = inside.startsWith("unet") ? own.resolve(file.getFileName()) : file;
        Files.createDirectories(folder.resolve(inside).getParent());
        Files.copy(source, folder.resolve(inside));
      }
    }
    return folder;
  }

  @Test
  void preparesEncodesAndDrawsAsDiffusers() {
    Preparer preparer = new Preparer(Profile.Preparation.FLOATS_PADDED, Resampling.BILINEAR);
    Preparer.Prepared prepared = preparer.prepare(image("image_u8"), 64);

    assertClose(prepared.planes().values(), GOLDEN.get("pre.image").floats(), 2e-6);
    Tensor mean = networks.encode(Tensor.of(prepared.planes().values(), 1, 3, 48, 64));
    float[] latent = mean.toArray();
    for (int i = 0; i < latent.length; i++) {
      latent[i] *= 0.18215f;
    }
    assertClose(latent, GOLDEN.get("pre.image_latent").floats(), NETWORK);
    assertThat(new TorchGenerator(2024, Arithmetic.AVX).randn(4 * 6 * 8))
        .isEqualTo(GOLDEN.get("pre.noise").floats());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gauss", "zeros"})
  void takesOneStepAsDiffusers(String noise) {
    float[] sample =
        noise.equals("zeros") ? new float[4 * 6 * 8] : GOLDEN.get("pre.noise").floats();
    Schedule schedule = Schedules.of(scheduler("trailing"), 1);
    float[] output = denoised(GOLDEN.get("pre.image_latent").floats(), sample, 999);
    Step step = schedule.step(0, output, sample, new TorchGenerator(0, Arithmetic.AVX));

    String name = "e2e." + noise;
    assertClose(output, GOLDEN.get(name + ".v").floats(), NETWORK);
    assertClose(step.original(), GOLDEN.get(name + ".x0").floats(), NETWORK);
    assertClose(step.previous(), GOLDEN.get(name + ".prev").floats(), NETWORK);
    float[] latent = step.original().clone();
    for (int i = 0; i < latent.length; i++) {
      latent[i] /= 0.18215f;
    }
    assertClose(
        networks.decode(Tensor.of(latent, 1, 4, 6, 8)).toArray(),
        GOLDEN.get(name + ".dec").floats(),
        WITHIN);
  }

  @Test
  void followsDiffusersStepByStep() {
    Schedule schedule = Schedules.of(scheduler("zsnr"), 4);
    float[] image = GOLDEN.get("pre.image_latent").floats();
    float[] sample = GOLDEN.get("pre.noise").floats();
    for (int i = 0; i < 4; i++) {
      float[] output = denoised(image, sample, schedule.timesteps()[i]);
      sample = schedule.step(i, output, sample, new TorchGenerator(0, Arithmetic.AVX)).previous();
      assertClose(output, GOLDEN.get("trace.zsnr4." + i + ".v").floats(), WITHIN);
      assertClose(sample, GOLDEN.get("trace.zsnr4." + i + ".x").floats(), WITHIN);
    }
  }

  @Test
  void tellsItsStages() {
    StageClock clock = new StageClock();
    pipeline(settings("diffusers", "depth", Map.of("denoising-steps", 1)), scheduler("zsnr"))
        .run(image("image2_u8"), 0, clock);

    assertThat(clock.nanos().keySet())
        .containsExactly("resize", "encode", "denoise", "decode", "ensemble", "resize-back");
  }

  private static float[] denoised(float[] image, float[] sample, int timestep) {
    return networks
        .denoise(Tensor.of(joined(List.of(image, sample)), 1, 8, 6, 8), timestep)
        .toArray();
  }

  private static Pipeline.Output diffusers(
      String name, String scheduler, Map<String, Object> extra, int resolution) {
    String task = name.startsWith("depth") ? "depth" : "normals";
    return plan(settings("diffusers", task, extra), scheduler(scheduler), WHOLE)
        .pipeline(networks, engine, Uncertainty.COMPUTED)
        .run(image("image_u8"), resolution, new StageClock());
  }

  private static Pipeline.Output run(
      String profile, String name, Map<String, Object> extra, String image, int resolution) {
    String task = name.startsWith("depth") ? "depth" : "normals";
    Map<String, Object> all = new TreeMap<>(extra);
    if (task.equals("depth")) {
      all.put("ensemble", "reference");
    }
    DiffusionSettings settings = settings(profile, task, all);
    SchedulerConfig scheduler =
        checkpoint.schedulerConfig().with(settings.spacing().orElse(Spacing.TRAILING));
    return run(settings, scheduler, image(image), resolution);
  }

  private static Pipeline.Output run(
      DiffusionSettings settings, SchedulerConfig scheduler, RgbImage image, int resolution) {
    return pipeline(settings, scheduler).run(image, resolution, new StageClock());
  }

  private static Pipeline pipeline(DiffusionSettings settings, SchedulerConfig scheduler) {
    return plan(settings, scheduler, WHOLE).pipeline(networks, engine, Uncertainty.OMITTED);
  }

  private static DiffusionPlan plan(
      DiffusionSettings settings, SchedulerConfig scheduler, PipelineInfo info) {
    return new DiffusionPlan(
        settings, info, settings.denoisingSteps().orElseThrow(), 64, scheduler);
  }

  private static DiffusionSettings settings(
      String profile, String task, Map<String, Object> extra) {
    Map<String, Object> values = new TreeMap<>(extra);
    values.put("checkpoint", "tiny");
    values.put("profile", profile);
    values.put("task", task);
    values.put("seed", 2024);
    Problems problems = new Problems();
    DiffusionSettings settings = DiffusionSettings.read(new Settings("e", values, problems));
    problems.throwIfAny("test");
    return settings;
  }

  private static SchedulerConfig scheduler(String name) {
    SchedulerConfig own = checkpoint.schedulerConfig();
    return switch (name) {
      case "zsnr" -> own;
      case "leading" -> plain(own, Kind.DDIM, Spacing.LEADING);
      case "trailing" -> plain(own, Kind.DDIM, Spacing.TRAILING);
      case "lcm" -> plain(own, Kind.LCM, Spacing.LEADING);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static SchedulerConfig plain(SchedulerConfig own, Kind kind, Spacing spacing) {
    return new SchedulerConfig(
        kind,
        own.trainTimesteps(),
        own.betaStart(),
        own.betaEnd(),
        own.betaSchedule(),
        own.prediction(),
        spacing,
        own.stepsOffset(),
        own.setAlphaToOne(),
        false,
        own.clipSample(),
        own.clipSampleRange(),
        50,
        10);
  }

  private static RgbImage image(String name) {
    GoldenArray array = GOLDEN.get(name);
    byte[] bytes = new byte[array.values().length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (int) array.values()[i];
    }
    return RgbImage.owning(new ImageSize(array.shape()[0], array.shape()[1]), bytes);
  }

  /** From [1, H, W, C]. */
  private static Planes channelsFirst(GoldenArray array) {
    int channels = array.shape()[3];
    ImageSize size = new ImageSize(array.shape()[1], array.shape()[2]);
    float[] from = array.floats();
    float[] values = new float[from.length];
    for (int i = 0; i < from.length; i++) {
      values[i % channels * size.pixels() + i / channels] = from[i];
    }
    return new Planes(channels, size, values);
  }

  /** From [H, W] or [C, H, W]. */
  private static Planes planes(GoldenArray array) {
    int[] shape = array.shape();
    int channels = shape.length == 2 ? 1 : shape[0];
    ImageSize size = new ImageSize(shape[shape.length - 2], shape[shape.length - 1]);
    return new Planes(channels, size, array.floats());
  }

  private static float[] joined(List<float[]> parts) {
    float[] joined = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, joined, at, part.length);
      at += part.length;
    }
    return joined;
  }

  private static double tolerance(String name) {
    return name.startsWith("depth") && name.contains("ensemble") ? ENSEMBLE : WITHIN;
  }

  private static void assertClose(Planes actual, Planes expected, double within) {
    assertThat(actual.channels()).isEqualTo(expected.channels());
    assertThat(actual.size()).isEqualTo(expected.size());
    assertClose(actual.values(), expected.values(), within);
  }

  private static void assertClose(float[] actual, float[] expected, double within) {
    assertThat(actual).hasSameSizeAs(expected);
    double worst = 0;
    for (int i = 0; i < actual.length; i++) {
      worst = Math.max(worst, Math.abs((double) actual[i] - expected[i]));
      assertThat(Float.isNaN(actual[i])).isFalse();
    }
    assertThat(worst).as("largest difference").isLessThanOrEqualTo(within);
  }

  private static PipelineInfo info(boolean shiftInvariant, boolean fullZRange) {
    return new PipelineInfo(
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(true),
        Optional.of(shiftInvariant),
        Optional.of(fullZRange),
        List.of());
  }
}
