package org.tacheo.models.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.tacheo.models.ensemble.Ensembles.PUBLISHED;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against SciPy; see {@code make_published.py}. */
class WolfeSearchTest {
  /** First step, factor, power and SciPy's step. */
  static Stream<double[]> searches() {
    double[] table = PUBLISHED.get("wolfe").values();
    return Stream.iterate(0, at -> at < table.length, at -> at + 4)
        .map(at -> Arrays.copyOfRange(table, at, at + 4));
  }

  @ParameterizedTest
  @MethodSource("searches")
  void endsWhereSciPyDoes(double[] search) {
    Differentiable power = power(search[1], search[2]);
    Line line = new Line(power, new double[1], new double[] {1}, 0, new double[] {-1});
    OptionalDouble step = new WolfeSearch(line).nocedalWright(search[0]);
    if (Double.isNaN(search[3])) {
      assertThat(step).isEmpty();
    } else {
      // Ten interpolations at most, each good to some 1e-14.
      assertThat(step.orElseThrow()).isCloseTo(search[3], within(1e-10 * search[3]));
    }
  }

  private static Differentiable power(double factor, double power) {
    return new Differentiable() {
      @Override
      public double value(double[] at) {
        return -at[0] + factor * Math.pow(at[0], power);
      }

      @Override
      public double[] gradient(double[] at, double value) {
        return new double[] {-1 + factor * power * Math.pow(at[0], power - 1)};
      }
    };
  }
}
