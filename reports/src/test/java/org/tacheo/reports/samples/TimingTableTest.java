package org.tacheo.reports.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tacheo.eval.result.Timing;
import org.tacheo.eval.result.Timing.Stage;

final class TimingTableTest {
  @Test
  void listsPredictionsFromFastToSlow() {
    Timing timing =
        new Timing(
            9,
            Map.of("threads", "2"),
            List.of(
                new Stage("rooms", "", "decode", 3, 30, 10, 11),
                new Stage("rooms", "slow", "predict", 3, 600, 200.125, 210),
                new Stage("rooms", "slow", "predict.denoise", 3, 500, 190, 200),
                new Stage("rooms", "fast", "predict", 3, 6, 2, 3),
                new Stage("streets", "slow", "predict", 4, 800, 201, 211)),
            List.of());

    assertThat(TimingTable.of(timing).lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "Wall-clock time of one prediction, milliseconds",
            "threads: 2",
            "dataset estimator images median 90 %",
            "rooms fast 3 2.00 3.00",
            "rooms slow 3 200.12 210.00",
            "streets slow 4 201.00 211.00");
  }
}
