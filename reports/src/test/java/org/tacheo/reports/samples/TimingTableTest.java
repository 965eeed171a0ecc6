package org.tacheo.reports.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tacheo.eval.result.Timing;

final class TimingTableTest {
  @Test
  void listsPredictionsFromFastToSlow() {
    Timing timing =
        new Timing(
            9,
            Map.of("threads", "2"),
            List.of(),
            List.of(
                sample("slow", "rooms", "1", Map.of("predict", 300.0, "predict.wait", 99.875)),
                sample("slow", "rooms", "2", Map.of("predict", 210.0, "predict.denoise", 190.0)),
                sample("slow", "rooms", "3", Map.of("predict", 190.0)),
                sample("fast", "rooms", "1", Map.of("predict", 2.0)),
                sample("slow", "halls", "1", Map.of("predict", 201.0)),
                sample("never", "halls", "1", Map.of("decode", 9.0))));

    assertThat(TimingTable.of(timing).lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "Wall-clock time of one prediction without waiting for others, milliseconds",
            "threads: 2",
            "dataset estimator images median 90 %",
            "halls slow 1 201.00 201.00",
            "rooms fast 1 2.00 2.00",
            "rooms slow 3 200.12 210.00");
  }

  private static Timing.Sample sample(
      String estimator, String dataset, String id, Map<String, Double> milliseconds) {
    return new Timing.Sample(estimator, dataset, id, milliseconds);
  }
}
