package org.tacheo.models.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.SpecException;
import org.tacheo.models.GoldenArrays;
import org.tacheo.models.checkpoint.SchedulerConfig;
import org.tacheo.models.checkpoint.SchedulerConfig.BetaSchedule;
import org.tacheo.models.checkpoint.SchedulerConfig.Kind;
import org.tacheo.models.checkpoint.SchedulerConfig.PredictionType;
import org.tacheo.models.checkpoint.SchedulerConfig.Spacing;
import org.tacheo.models.noise.Arithmetic;
import org.tacheo.models.noise.TorchGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Against diffusers 0.40 (make_scheduler_tables.py, make_steps.py), bit for bit, but for tables of
 * zero terminal SNR: those rest on PyTorch's square root, which MKL rounds otherwise on processors
 * of different make. Ours is the correctly rounded one; with it, diffusers' table is ours bit for
 * bit.
 */
class ScheduleTest {
  /** What wrongly rounded square roots move in a table; measured 3.6e-7. */
  private static final double ROOTS = 5e-7;

  private static final JsonNode TABLES = tables();
  private static final GoldenArrays STEPS =
      GoldenArrays.read("/org/tacheo/models/schedule/steps.npz");

  private static JsonNode tables() {
    InputStream stream = ScheduleTest.class.getResourceAsStream("scheduler_tables.json");
    return new JsonMapper().readTree(stream);
  }

  static Stream<String> ddimTables() {
    return TABLES.propertyNames().stream().filter(name -> name.startsWith("ddim/"));
  }

  @ParameterizedTest
  @MethodSource("ddimTables")
  void stepsWhereDdimOfDiffusersDoes(String name) {
    String[] parts = name.split("/", -1);
    SchedulerConfig config =
        config(Kind.DDIM, spacing(parts[2]), PredictionType.V_PREDICTION, parts[1].equals("zsnr"));
    DdimSchedule schedule = new DdimSchedule(config, Integer.parseInt(parts[3]));
    JsonNode table = TABLES.get(name);

    assertThat(schedule.timesteps()).isEqualTo(integers(table.get("timesteps")));
    double within = parts[1].equals("zsnr") ? ROOTS : 0;
    for (int i = 0; i < schedule.timesteps().length; i++) {
      assertThat((double) schedule.alphaBar(i))
          .isCloseTo(
              Float.intBitsToFloat(table.get("alpha_bar_hex").get(i).intValue()), within(within));
      assertThat((double) schedule.alphaBarAfter(i))
          .isCloseTo(table.get("alpha_bar_prev").get(i).doubleValue(), within(within));
    }
  }

  @Test
  void hasTheWholeScheduleOfDiffusers() {
    AlphaBar alphaBar =
        AlphaBar.of(config(Kind.DDIM, Spacing.LEADING, PredictionType.V_PREDICTION, false));

    for (int t = 0; t < 1000; t++) {
      assertThat(alphaBar.at(t))
          .isEqualTo((float) TABLES.get("alphas_cumprod_plain").get(t).doubleValue());
    }
  }

  @Test
  void hasTheScheduleOfZeroTerminalSnrOfDiffusersWithRootsThatAreRightlyRounded() {
    AlphaBar alphaBar =
        AlphaBar.of(config(Kind.DDIM, Spacing.LEADING, PredictionType.V_PREDICTION, true));
    float[] exact = STEPS.get("zsnr.alpha_bar").floats();

    for (int t = 0; t < 1000; t++) {
      assertThat(alphaBar.at(t)).isEqualTo(exact[t]);
      double table = TABLES.get("alphas_cumprod_zsnr").get(t).doubleValue();
      assertThat((double) alphaBar.at(t)).isCloseTo(table, within(ROOTS));
    }
    assertThat(alphaBar.at(999)).isZero();
  }

  @Test
  void hasTheLinearScheduleOfDiffusers() {
    SchedulerConfig scaled = config(Kind.DDIM, Spacing.LEADING, PredictionType.V_PREDICTION, false);
    AlphaBar alphaBar = AlphaBar.of(withBetas(scaled, BetaSchedule.LINEAR));

    float[] expected = STEPS.get("linear.alpha_bar").floats();
    assertThat(IntStream.range(0, 1000).filter(t -> alphaBar.at(t) != expected[t])).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "4", "8"})
  void stepsWhereLcmOfDiffusersDoes(int steps) {
    LcmSchedule schedule = new LcmSchedule(lcm(), steps);
    JsonNode table = TABLES.get("lcm/" + steps);

    assertThat(schedule.timesteps()).isEqualTo(integers(table.get("timesteps")));
    for (int i = 0; i < steps; i++) {
      assertThat(schedule.alphaBar(i))
          .isEqualTo((float) table.get("alpha_bar").get(i).doubleValue());
      // The table is in double precision, a pipeline computes it in single: half a unit apart.
      double skip = table.get("c_skip").get(i).doubleValue();
      assertThat((double) schedule.skip(i)).isCloseTo(skip, within(1.5e-7 * skip));
      assertThat((double) schedule.taken(i))
          .isCloseTo(table.get("c_out").get(i).doubleValue(), within(1.2e-7));
    }
  }

  static Stream<String> steps() {
    return STEPS.names().stream()
        .filter(name -> name.endsWith(".previous"))
        .map(name -> name.replace(".previous", ""))
        .filter(name -> !name.startsWith("lcm"))
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("steps")
  void takesTheStepsOfDiffusers(String name) {
    String[] parts = name.split("\\.", -1);
    boolean zero = parts[0].equals("zsnr");
    SchedulerConfig config =
        zero
            ? config(Kind.DDIM, Spacing.TRAILING, PredictionType.V_PREDICTION, true)
            : clipped(
                config(Kind.DDIM, spacing(parts[2]), prediction(parts[1]), false),
                parts[4].equals("1"));
    Schedule schedule = Schedules.of(config, zero ? 4 : Integer.parseInt(parts[3]));
    Step step =
        schedule.step(
            Integer.parseInt(parts[parts.length - 1]),
            STEPS.get("output").floats(),
            STEPS.get("sample").floats(),
            new TorchGenerator(0, Arithmetic.AVX));

    assertThat(step.original()).isEqualTo(STEPS.get(name + ".original").floats());
    assertThat(step.previous()).isEqualTo(STEPS.get(name + ".previous").floats());
    assertThat(schedule.drawsNoise()).isFalse();
  }

  @Test
  void takesTheStepsOfLcmWithTheNoiseOfItsGenerator() {
    Schedule schedule = Schedules.of(lcm(), 4);
    TorchGenerator generator = new TorchGenerator(2024, Arithmetic.AVX);
    for (int i = 0; i < 4; i++) {
      Step step =
          schedule.step(i, STEPS.get("output").floats(), STEPS.get("sample").floats(), generator);
      assertThat(step.original()).isEqualTo(STEPS.get("lcm." + i + ".original").floats());
      assertThat(step.previous()).isEqualTo(STEPS.get("lcm." + i + ".previous").floats());
    }
    assertThat(schedule.drawsNoise()).isTrue();
    assertThat(Schedules.of(lcm(), 1).drawsNoise()).isFalse();
  }

  static Stream<String> lists() {
    // At timestep 1000, with which 1000 leading steps begin, no step can be taken there either.
    return STEPS.names().stream()
        .filter(name -> name.startsWith("timesteps.") && !name.equals("timesteps.leading.1000"))
        .sorted();
  }

  /** Trailing spacing has one timestep more than asked for with 61, 103, 121, 122 or 201 steps. */
  @ParameterizedTest
  @MethodSource("lists")
  void keepsTheQuirksOfTheListsOfTimesteps(String name) {
    String[] parts = name.split("\\.", -1);
    SchedulerConfig config =
        config(Kind.DDIM, spacing(parts[1]), PredictionType.V_PREDICTION, false);
    int[] expected =
        Arrays.stream(STEPS.get(name).values()).mapToInt(value -> (int) value).toArray();

    assertThat(Schedules.of(config, Integer.parseInt(parts[2])).timesteps()).isEqualTo(expected);
  }

  @Test
  void asksAtTheFirstTimestepInOneLeadingStepAndAtTheLastInATrailingOne() {
    SchedulerConfig leading =
        config(Kind.DDIM, Spacing.LEADING, PredictionType.V_PREDICTION, false);

    assertThat(Schedules.of(leading, 1).timesteps()).containsExactly(1);
    assertThat(Schedules.of(leading.with(Spacing.TRAILING), 1).timesteps()).containsExactly(999);
  }

  @Test
  void refusesMoreStepsThanThereAre() {
    SchedulerConfig ddim = config(Kind.DDIM, Spacing.LEADING, PredictionType.V_PREDICTION, false);

    assertThatThrownBy(() -> Schedules.of(ddim, 1001))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("1 to 1000, got 1001");
    assertThatThrownBy(() -> Schedules.of(lcm(), 51))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("1 to 50, got 51");
  }

  private static SchedulerConfig lcm() {
    return config(Kind.LCM, Spacing.LEADING, PredictionType.V_PREDICTION, false);
  }

  private static SchedulerConfig config(
      Kind kind, Spacing spacing, PredictionType prediction, boolean zeroSnr) {
    return new SchedulerConfig(
        kind,
        1000,
        0.00085,
        0.012,
        BetaSchedule.SCALED_LINEAR,
        prediction,
        spacing,
        1,
        false,
        zeroSnr,
        false,
        1,
        50,
        10);
  }

  private static SchedulerConfig withBetas(SchedulerConfig config, BetaSchedule betas) {
    return new SchedulerConfig(
        config.kind(),
        config.trainTimesteps(),
        config.betaStart(),
        config.betaEnd(),
        betas,
        config.prediction(),
        config.spacing(),
        config.stepsOffset(),
        config.setAlphaToOne(),
        config.zeroSnr(),
        config.clipSample(),
        config.clipSampleRange(),
        config.originalInferenceSteps(),
        config.timestepScaling());
  }

  /** Clips to 0.8 and ends at an alpha of one, or neither. */
  private static SchedulerConfig clipped(SchedulerConfig config, boolean clip) {
    return new SchedulerConfig(
        config.kind(),
        config.trainTimesteps(),
        config.betaStart(),
        config.betaEnd(),
        config.betaSchedule(),
        config.prediction(),
        config.spacing(),
        config.stepsOffset(),
        clip,
        config.zeroSnr(),
        clip,
        0.8,
        config.originalInferenceSteps(),
        config.timestepScaling());
  }

  private static Spacing spacing(String name) {
    return Spacing.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static PredictionType prediction(String name) {
    return PredictionType.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static int[] integers(JsonNode list) {
    return list.valueStream().mapToInt(JsonNode::intValue).toArray();
  }
}
