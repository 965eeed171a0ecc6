package org.tacheo.models.onnx;

import java.util.List;

/**
 * The input that takes the picture, with values {@code (byte / divideBy - mean) / std}.
 *
 * @param name as the network says it
 * @param layout order of its axes
 * @param colours order of its channels
 * @param divideBy what bytes are divided by
 * @param mean of red, green and blue, whatever the order of the channels
 * @param std of red, green and blue
 */
record ImageInput(
    String name,
    Layout layout,
    Colours colours,
    double divideBy,
    List<Double> mean,
    List<Double> std) {
  /** The order of channels. */
  enum Colours {
    /** Red first. */
    RGB,
    /** Blue first, as OpenCV reads files. */
    BGR
  }

  ImageInput {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
  }

  /** Which of red, green and blue, 0 to 2, a channel of the network is. */
  int colour(int channel) {
    return colours == Colours.RGB ? channel : 2 - channel;
  }
}
