package org.tacheo.core;

/**
 * An estimator that sees the ground truth: not a result but a reference, such as what an
 * autoencoder leaves of a perfect picture (no strict bound, since another latent than the encoder's
 * may decode better). Boards show it unranked, under its own mark. The one exception to what {@link
 * View} promises, which is why it is a type of its own: only an evaluation hands ground truth over,
 * and only to this.
 */
public interface Oracle extends Estimator {
  /**
   * Predicts for one sample whose ground truth is known.
   *
   * @param truth of the same frame as the view, cropped as the protocol crops it, with the pixels
   *     that the protocol believes; those outside the region that it evaluates are among them
   * @param clock hears how long each stage took
   * @return a prediction of the size of the ground truth
   * @throws UnreadableException if a file that it needs cannot be read now; the run then ends
   * @throws TacheoException if no prediction can be had for this sample; the sample then counts as
   *     failed
   */
  Prediction predict(View view, GroundTruth truth, StageClock clock);

  /**
   * Cannot be done.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  default Prediction predict(View view) {
    throw new UnsupportedOperationException("an oracle predicts from ground truth only");
  }
}
