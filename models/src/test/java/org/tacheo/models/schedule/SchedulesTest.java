package org.tacheo.models.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.SpecException;
import org.tacheo.models.Vectors;
import org.tacheo.models.checkpoint.SchedulerConfig.Spacing;
import org.tacheo.models.noise.Arithmetic;
import org.tacheo.models.noise.TorchGenerator;

class SchedulesTest {
  private static final Vectors VECTORS = Vectors.of(SchedulesTest.class, "schedule.txt");
  private static final int ELEMENTS = 18;
  private static final String LCM = "LCM/V_PREDICTION/LEADING/plain/first/0";

  static Stream<String> consistency() {
    return VECTORS.names("timesteps/LCM/");
  }

  /** Names of runs: those of their steps without the index. */
  static Stream<String> runs() {
    return VECTORS.names("step/").map(name -> name.substring(0, name.lastIndexOf('/'))).distinct();
  }

  @ParameterizedTest
  @MethodSource("consistency")
  void takeTheTimestepsOfDiffusersForAllNumbersOfLcmSteps(String name) {
    int steps = Integer.parseInt(name.substring(name.lastIndexOf('/') + 1));
    assertThat(text(Schedules.of(Configs.step(LCM), steps))).isEqualTo(VECTORS.text(name));
  }

  @ParameterizedTest
  @EnumSource(Spacing.class)
  void takeTheTimestepsOfDiffusersForAllNumbersOfSteps(Spacing spacing) {
    String text =
        IntStream.rangeClosed(1, 1000)
            .filter(steps -> spacing != Spacing.LEADING || steps < 1000)
            .mapToObj(steps -> text(Schedules.of(Configs.of(spacing), steps)) + "\n")
            .collect(Collectors.joining());
    assertThat(Vectors.sha256(text.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(VECTORS.text("all-timesteps/" + spacing));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void equalDiffusersBitForBit(String run) {
    String[] parts = run.split("/", -1);
    String name = String.join("/", Arrays.copyOfRange(parts, 1, 7));
    Schedule schedule = Schedules.of(Configs.step(name), Integer.parseInt(parts[7]));
    TorchGenerator generator = new TorchGenerator(5, Arithmetic.AVX);
    float[] sample = wave(0);
    int compared = 0;
    for (int index = 0; index < schedule.timesteps().length; index++) {
      Step step = schedule.step(index, wave(1000 * (index + 1)), sample, generator);
      if (VECTORS.has(run + "/" + index)) {
        float[] both = Arrays.copyOf(step.previous(), 2 * ELEMENTS);
        System.arraycopy(step.original(), 0, both, ELEMENTS, ELEMENTS);
        assertThat(VECTORS.written(run + "/" + index, both))
            .isEqualTo(VECTORS.text(run + "/" + index));
        compared++;
      }
      sample = step.previous();
    }
    assertThat(compared).isPositive();
  }

  @Test
  void takeOneMoreTrailingStepWhereNumPyDoes() {
    assertThat(Schedules.of(Configs.of(Spacing.TRAILING), 61).timesteps()).hasSize(62).endsWith(-1);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "1001"})
  void refuseMoreStepsThanThereAreTimesteps(int steps) {
    assertThatThrownBy(() -> Schedules.of(Configs.of(Spacing.TRAILING), steps))
        .isInstanceOf(SpecException.class)
        .hasMessageEndingWith("takes 1 to 1000, got " + steps);
  }

  @Test
  void refuseATimestepBeyondTheLast() {
    assertThatThrownBy(() -> Schedules.of(Configs.of(Spacing.LEADING), 1000))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("begin at timestep 1000, expected 0 to 999");
  }

  @Test
  void refuseAnOutputOfAnotherLength() {
    Schedule schedule = Schedules.of(Configs.of(Spacing.TRAILING), 1);
    TorchGenerator generator = new TorchGenerator(0, Arithmetic.AVX);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> schedule.step(0, new float[3], new float[4], generator));
  }

  private static String text(Schedule schedule) {
    return Arrays.stream(schedule.timesteps())
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(","));
  }

  /** A Weyl sequence in [-2, 2). */
  private static float[] wave(int offset) {
    float[] wave = new float[ELEMENTS];
    for (int i = 0; i < ELEMENTS; i++) {
      wave[i] = (((offset + i) * 40503L) % 65536) / 16384f - 2;
    }
    return wave;
  }
}
