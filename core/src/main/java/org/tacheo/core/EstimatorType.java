package org.tacheo.core;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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

    /**
     * The files that its predictions for these samples rest on: weights, graphs, or the predictions
     * themselves. None by default.
     *
     * @param samples where the reference scripts keep the prediction of each sample, see {@link
     *     View#predictionPath}
     */
    default Content content(Map<SampleId, String> samples) {
      return Content.NONE;
    }

    /**
     * What it needs and cannot find, with where that can be had; empty if all is there. Says
     * nothing about whether what is there is sound.
     */
    default Optional<String> missing() {
      return Optional.empty();
    }

    /**
     * One whose predictions also say how far the members of an ensemble disagree, and are else the
     * same.
     *
     * @throws SpecException if its settings leave it no uncertainty to tell
     */
    default Opener withUncertainty() {
      throw new SpecException(
          "estimators of this type tell none, expected type: diffusion with an ensemble-size of at"
              + " least 2; leave the estimator or the option out");
    }

    /** One that predicts this kind and rests on no file. */
    static Opener of(PredictionKind kind, Supplier<Estimator> source) {
      return of(kind, source, samples -> Content.NONE);
    }

    /** One that predicts this kind and rests on these files for given samples. */
    static Opener of(
        PredictionKind kind,
        Supplier<Estimator> source,
        Function<Map<SampleId, String>, Content> content) {
      return new Opener() {
        @Override
        public PredictionKind kind() {
          return kind;
        }

        @Override
        public Estimator open() {
          return source.get();
        }

        @Override
        public Content content(Map<SampleId, String> samples) {
          return content.apply(samples);
        }
      };
    }
  }

  /** Opens an oracle. Of all openers only these do: who sees ground truth is known unopened. */
  interface OracleOpener extends Opener {
    @Override
    Oracle open();
  }
}
