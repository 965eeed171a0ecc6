package org.tacheo.models.checkpoint;

/**
 * A tensor with an element that is no finite number.
 *
 * @param tensor which
 * @param index of the first such element, in C order
 * @param value NaN or an infinity
 */
public record NotFinite(StoredTensor tensor, long index, float value) {
  /** Which tensor, its shape, the value and where it is. */
  @Override
  public String toString() {
    return "tensor "
        + tensor.name()
        + " "
        + tensor.shape()
        + " is "
        + value
        + " at index "
        + index
        + ", expected finite numbers";
  }
}
