package org.tacheo.models.checkpoint;

/**
 * The settings of a CLIPTextModel that move a number.
 *
 * @param hiddenSize width of the embedding
 * @param intermediateSize width inside the perceptrons
 * @param layers how many
 * @param heads attention heads
 * @param positions longest text in tokens
 * @param vocabulary how many tokens there are
 * @param normEps epsilon of the layer norms
 * @param activation of the perceptrons
 */
public record TextConfig(
    int hiddenSize,
    int intermediateSize,
    int layers,
    int heads,
    int positions,
    int vocabulary,
    double normEps,
    Activation activation) {
  /** What lies between the two layers of a perceptron. */
  public enum Activation {
    /** x times the normal distribution function of x. */
    GELU,
    /** x times the logistic function of 1.702 x. */
    QUICK_GELU
  }
}
