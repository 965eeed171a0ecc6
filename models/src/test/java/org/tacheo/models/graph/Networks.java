package org.tacheo.models.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;
import org.tacheo.models.runtime.Device;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.runtime.EngineOptions;
import org.tacheo.models.runtime.Session;
import org.tacheo.models.runtime.Tensor;

/** Runs graphs and compares what comes out. */
final class Networks {
  private Networks() {}

  static Tensors run(byte[] model, Map<String, Tensor> inputs) {
    try (Engine engine = Engine.open(EngineOptions.on(Device.CPU));
        Session session = engine.open(model, "network")) {
      return new Tensors(session.run(inputs));
    }
  }

  /** Compares the values that differ most. */
  static void assertClose(Tensor actual, Tensor expected, float tolerance) {
    assertThat(actual.shape()).containsExactly(expected.shape());
    int worst =
        IntStream.range(0, actual.size())
            .boxed()
            .max(Comparator.comparingDouble(i -> difference(actual, expected, i)))
            .orElseThrow();
    assertThat(actual.values().get(worst))
        .isCloseTo(expected.values().get(worst), within(tolerance));
  }

  private static float difference(Tensor a, Tensor b, int i) {
    float difference = Math.abs(a.values().get(i) - b.values().get(i));
    return Float.isNaN(difference) ? Float.POSITIVE_INFINITY : difference;
  }
}
