package org.tacheo.models.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;
import org.tacheo.models.Vectors;
import org.tacheo.models.checkpoint.SchedulerConfig;
import org.tacheo.models.checkpoint.SchedulerConfig.BetaSchedule;

class AlphaBarsTest {
  private static final Vectors VECTORS = Vectors.of(AlphaBarsTest.class, "schedule.txt");

  @ParameterizedTest
  @EnumSource(BetaSchedule.class)
  void equalDiffusersBitForBit(BetaSchedule schedule) {
    same("alphabar/" + schedule + "/plain", Configs.betas(schedule, false, 1000));
    same("alphabar/" + schedule + "/zsnr", Configs.betas(schedule, true, 1000));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 999})
  void equalDiffusersForOtherCounts(int count) {
    same("alphabar/count/" + count, Configs.betas(BetaSchedule.SCALED_LINEAR, false, count));
  }

  @ParameterizedTest
  @CsvSource({"0, 3f7fc84b", "1, 3f7f9054", "499, 3e8e2ab0", "500, 3e8d7b73", "999, 3b98b3b6"})
  void haveTheBitsOfStableDiffusion(int timestep, String bits) {
    AlphaBars bars = AlphaBars.of(Configs.betas(BetaSchedule.SCALED_LINEAR, false, 1000));
    assertThat(Integer.toHexString(Float.floatToRawIntBits(bars.at(timestep)))).isEqualTo(bits);
  }

  @Test
  void areZeroAtTheLastTimestepWhenRescaled() {
    AlphaBars bars = AlphaBars.of(Configs.betas(BetaSchedule.SCALED_LINEAR, true, 1000));
    assertThat(bars.at(999)).isZero();
    assertThat(bars.at(-1)).isZero();
    assertThat(bars.at(998)).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 100_001})
  void refuseAbsurdCounts(int count) {
    SchedulerConfig config = Configs.betas(BetaSchedule.LINEAR, false, count);
    assertThatThrownBy(() -> AlphaBars.of(config))
        .isInstanceOf(DataException.class)
        .hasMessage("scheduler: expected num_train_timesteps from 1 to 100000, got " + count);
  }

  private static void same(String name, SchedulerConfig config) {
    AlphaBars bars = AlphaBars.of(config);
    float[] values = new float[bars.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = bars.at(i);
    }
    assertThat(VECTORS.written(name, values)).isEqualTo(VECTORS.text(name));
  }
}
