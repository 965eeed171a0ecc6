package org.tacheo.core;

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
  @FunctionalInterface
  interface Opener {
    /**
     * Opens the estimator.
     *
     * @throws TacheoException if what it needs is missing or corrupt
     */
    Estimator open();
  }
}
