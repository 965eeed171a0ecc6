package org.tacheo.datasets.split;

import java.util.List;

/**
 * The members that make up one sample.
 *
 * @param scene the scene that the image was taken in
 * @param image member with the RGB image
 * @param groundTruth members with ground truth, in the order of the columns of a split list
 */
public record SampleFiles(String scene, String image, List<String> groundTruth) {
  /** Copies the list. */
  public SampleFiles {
    groundTruth = List.copyOf(groundTruth);
  }
}
