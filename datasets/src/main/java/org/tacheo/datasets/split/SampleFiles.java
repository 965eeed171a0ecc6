package org.tacheo.datasets.split;

import java.util.List;

/**
 * The members that make up one sample.
 *
 * @param scene the scene that the image was taken in
 * @param image member with the RGB image
 * @param groundTruth members with ground truth, and the camera where the layout has it, in the
 *     order of the layout
 */
public record SampleFiles(String scene, String image, List<String> groundTruth) {
  /** Copies the list. */
  public SampleFiles {
    groundTruth = List.copyOf(groundTruth);
  }
}
