package org.tacheo.datasets.normals;

import java.util.Optional;

/**
 * A set of images with normals. Both layouts name an image {@code <folder>/<stem>_img.png}, and put
 * the other files of the sample beside it.
 */
public enum NormalsSet {
  /** NYU Depth v2. Nothing in its names tells which images show the same room. */
  NYUV2("nyuv2", Optional.of("test")),
  /** ScanNet: a folder for each scan. */
  SCANNET("scannet", Optional.empty()),
  /** iBims-1: every image is a place of its own. */
  IBIMS("ibims", Optional.of("ibims")),
  /** MPI Sintel: a folder for each sequence. */
  SINTEL("sintel", Optional.empty());

  private final String folder;
  private final Optional<String> split;

  NormalsSet(String folder, Optional<String> split) {
    this.folder = folder;
    this.split = split;
  }

  /** The folder of the set in its archive. */
  String folder() {
    return folder;
  }

  /** The folder inside with all evaluated images; empty if there is one for each scene. */
  Optional<String> split() {
    return split;
  }
}
