package org.tacheo.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.core.NormalsConvention;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Problems;
import org.tacheo.core.Settings;
import org.tacheo.core.SpecException;
import org.tacheo.models.checkpoint.SchedulerConfig.Spacing;
import org.tacheo.models.noise.Arithmetic;
import org.tacheo.models.noise.NoiseKind;

class DiffusionSettingsTest {
  private static final Map<String, Object> LEAST =
      Map.of("checkpoint", "a/b", "task", "depth", "profile", "diffusers");

  @Test
  void leavesToTheCheckpointWhatIsNotWritten() {
    DiffusionSettings settings = read(LEAST);

    assertThat(settings.denoisingSteps()).isEmpty();
    assertThat(settings.spacing()).isEmpty();
    assertThat(settings.resolutions().of("nyuv2", 768)).isEqualTo(768);
    assertThat(settings.ensembleSize()).isEqualTo(1);
    assertThat(settings.ensemble()).isEqualTo("closed-form");
    assertThat(settings.source())
        .isEqualTo(new Denoiser.Source(NoiseKind.GAUSSIAN, 1234, Arithmetic.AVX));
    assertThat(settings.kind()).isEqualTo(PredictionKind.AFFINE_INVARIANT_DEPTH);
  }

  @Test
  void takesOneStepFromZerosOnTheFixedScheduleForE2eFt() {
    DiffusionSettings settings = read(with("profile", "e2e-ft-repo", "task", "normals"));

    assertThat(settings.denoisingSteps()).isEqualTo(OptionalInt.of(1));
    assertThat(settings.spacing()).isEqualTo(Optional.of(Spacing.TRAILING));
    assertThat(settings.source().kind()).isEqualTo(NoiseKind.ZEROS);
    assertThat(settings.ensemble()).isEqualTo("geowizard");
    assertThat(settings.convention()).isEqualTo(NormalsConvention.DSINE);
    assertThat(settings.kind()).isEqualTo(PredictionKind.NORMALS);
  }

  @Test
  void readsEverySetting() {
    Map<String, Object> written = new TreeMap<>(LEAST);
    written.put("variant", "fp16");
    written.put("kind", "affine-invariant-disparity");
    written.put("denoising-steps", 50);
    written.put("ensemble-size", 10);
    written.put("ensemble", "reference");
    written.put("reduction", "mean");
    written.put("spacing", "leading");
    written.put("noise", "pyramid");
    written.put("noise-arithmetic", "default");
    written.put("seed", 7L);
    written.put("interpolation", "bicubic");
    written.put("batch-size", 5);
    written.put("processing-resolution.others", "native");
    written.put("processing-resolution.eth3d", 752);
    DiffusionSettings settings = read(written);

    assertThat(settings.variant()).isEqualTo("fp16");
    assertThat(settings.kind()).isEqualTo(PredictionKind.AFFINE_INVARIANT_DISPARITY);
    assertThat(settings.denoisingSteps()).isEqualTo(OptionalInt.of(50));
    assertThat(settings.ensembleSize()).isEqualTo(10);
    assertThat(settings.ensemble()).isEqualTo("reference");
    assertThat(settings.reduction()).isEqualTo("mean");
    assertThat(settings.spacing()).isEqualTo(Optional.of(Spacing.LEADING));
    assertThat(settings.source())
        .isEqualTo(new Denoiser.Source(NoiseKind.PYRAMID, 7, Arithmetic.DEFAULT));
    assertThat(settings.resampling()).isEqualTo(Resampling.BICUBIC);
    assertThat(settings.batchSize()).isEqualTo(5);
    assertThat(settings.resolutions().of("nyuv2", 768)).isZero();
    assertThat(settings.resolutions().of("eth3d", 768)).isEqualTo(752);
  }

  @ParameterizedTest
  @CsvSource({
    "profile, marigold, 'expected one of diffusers, marigold-repo, e2e-ft-repo, lotus-repo'",
    "task, both, 'expected one of depth, normals'",
    "denoising-steps, 0, expected a whole number from 1 to 1000",
    "ensemble-size, 0, expected a whole number from 1 to 100",
    "seed, -1, expected a whole number from 0",
    "noise, white, 'expected one of gaussian, pyramid, zeros'",
    "processing-resolution, large, 'expected native, checkpoint or a number of pixels'",
    "processing-resolution.eth3d, large, 'expected native, checkpoint or a number of pixels'",
    "processing-resolution, 8192, 'from 1 to 4096, got \"8192\"; images would be processed with'",
    "processing-resolution.eth3d, 4104, 'from 1 to 4096, got \"4104\"; images would be processed'",
    "processing-resolution, 65, expected a multiple of 8 for profile diffusers",
    "kind, metric-depth, expected one of affine-invariant-depth",
  })
  void refusesWhatItDoesNotKnow(String key, String value, String message) {
    Object given = value.matches("-?[0-9]+") ? Long.valueOf(value) : value;

    assertThatThrownBy(() -> read(with(key, given)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(message)
        .hasMessageContaining(value);
  }

  @ParameterizedTest
  @CsvSource({"checkpoint", "task", "profile"})
  void wantsToBeToldWhatToRun(String key) {
    Map<String, Object> written = new TreeMap<>(LEAST);
    written.remove(key);

    assertThatThrownBy(() -> read(written))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("e." + key);
  }

  @Test
  void refusesTheFrameOfNormalsForDepth() {
    assertThatThrownBy(() -> read(with("normals-convention", "dsine")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("normals-convention");
  }

  @Test
  void refusesSeveralStepsOfANetworkWithoutSchedule() {
    assertThatThrownBy(() -> read(with("profile", "lotus-repo", "denoising-steps", 2)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("expected 1 for lotus-repo");
  }

  @Test
  void refusesMembersThatWouldAllBeEqual() {
    Map<String, Object> equal = with("ensemble-size", 2, "noise", "zeros", "denoising-steps", 1);
    assertThatThrownBy(() -> read(equal))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(
            "e.ensemble-size: expected 1 with noise: zeros, since all members would be equal; ");
    assertThatThrownBy(() -> read(with("profile", "e2e-ft-repo", "ensemble-size", 2)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("all members would be equal");
    for (String key : List.of("noise", "denoising-steps", "ensemble-size")) {
      Map<String, Object> fine = new TreeMap<>(equal);
      fine.remove(key);
      assertThat(read(fine)).as("without %s", key).isNotNull();
    }
  }

  private static Map<String, Object> with(Object... pairs) {
    Map<String, Object> written = new TreeMap<>(LEAST);
    for (int i = 0; i < pairs.length; i += 2) {
      written.put((String) pairs[i], pairs[i + 1]);
    }
    return written;
  }

  private static DiffusionSettings read(Map<String, Object> values) {
    Problems problems = new Problems();
    Settings settings = new Settings("e", values, problems);
    DiffusionSettings read = DiffusionSettings.read(settings);
    settings.finish();
    problems.throwIfAny("suite");
    return read;
  }
}
