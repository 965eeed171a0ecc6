package org.tacheo.core;

import java.util.function.Supplier;

/** A family of estimators that a suite can name by {@code type}. */
public interface EstimatorType {
  /** The name that a suite writes, for example {@code constant}. */
  String typeName();

  /** One sentence for {@code --help} and the documentation. */
  String description();

  /**
   * Reads the settings of one estimator, reporting every problem to {@link Settings#problems()};
   * opens nothing.
   *
   * @return what opens the estimator once the whole suite is known to be sound
   */
  Opener read(Settings settings);

  /** Opens an estimator whose settings were read before. */
  interface Opener {
    /** What it will predict. */
    PredictionKind kind();

    /**
     * Opens the estimator.
     *
     * @throws TacheoException if what it needs is missing or corrupt
     */
    Estimator open();

    /** One that predicts this kind. */
    static Opener of(PredictionKind kind, Supplier<Estimator> source) {
      return new Opener() {
        @Override
        public PredictionKind kind() {
          return kind;
        }

        @Override
        public Estimator open() {
          return source.get();
        }
      };
    }
  }
}
