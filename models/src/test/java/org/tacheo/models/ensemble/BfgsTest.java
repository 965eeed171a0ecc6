package org.tacheo.models.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.tacheo.models.ensemble.Ensembles.PUBLISHED;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against SciPy; see {@code make_published.py}. */
class BfgsTest {
  private static final double[] START = {-1.2, 1.0, 0.5, -0.3};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 40})
  void goesWhereSciPyGoes(int iterations) {
    compare("bfgs.smooth." + iterations, new Valley(), iterations);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 40})
  void stumblesWhereSciPyStumbles(int iterations) {
    Valley valley = new Valley();
    Differentiable stairs =
        new Differentiable() {
          @Override
          public double value(double[] at) {
            return Math.floor(64 * valley.value(at)) / 64;
          }

          @Override
          public double[] gradient(double[] at, double value) {
            return valley.gradient(at, value);
          }
        };
    compare("bfgs.stepped." + iterations, stairs, iterations);
  }

  @Test
  void staysWhereThereIsNoSlope() {
    Bfgs found = Bfgs.minimise(new Valley(), new double[] {1, 1, 1}, 1e-6, 10);
    assertThat(found.iterations()).isZero();
    assertThat(found.point()).containsExactly(1, 1, 1);
  }

  @Test
  void givesUpOnWhatIsNotANumber() {
    Differentiable nowhere =
        new Differentiable() {
          @Override
          public double value(double[] at) {
            return at[0] == 1 ? 1 : Double.NaN;
          }

          @Override
          public double[] gradient(double[] at, double value) {
            return new double[] {value};
          }
        };
    assertThat(Bfgs.minimise(nowhere, new double[] {1}, 1e-6, 10).point()).containsExactly(1);
  }

  private static void compare(String key, Differentiable function, int iterations) {
    Bfgs found = Bfgs.minimise(function, START, 1e-6, iterations);
    assertThat((double) found.iterations()).isEqualTo(PUBLISHED.get(key + ".nit").values()[0]);
    // Forty iterations make 1e-10 of the last bits of their sums; a wrong rule makes 1e-3.
    double[] expected = PUBLISHED.get(key + ".x").values();
    for (int i = 0; i < expected.length; i++) {
      assertThat(found.point()[i]).isCloseTo(expected[i], within(1e-8));
    }
    assertThat(found.value()).isCloseTo(PUBLISHED.get(key + ".fun").values()[0], within(1e-8));
  }

  /** Rosenbrock's function. */
  private static final class Valley implements Differentiable {
    @Override
    public double value(double[] at) {
      double sum = 0;
      for (int i = 0; i + 1 < at.length; i++) {
        double rise = at[i + 1] - at[i] * at[i];
        sum += 100 * rise * rise + (1 - at[i]) * (1 - at[i]);
      }
      return sum;
    }

    @Override
    public double[] gradient(double[] at, double value) {
      double[] gradient = new double[at.length];
      for (int i = 0; i + 1 < at.length; i++) {
        double rise = at[i + 1] - at[i] * at[i];
        gradient[i] += -400 * at[i] * rise - 2 * (1 - at[i]);
        gradient[i + 1] += 200 * rise;
      }
      return gradient;
    }
  }
}
