package org.tacheo.datasets.split;

import java.util.List;
import java.util.Optional;

/** How one published layout names the files of its samples. */
public interface SplitRule {
  /** The layout, for example {@code nyuv2}. */
  String id();

  /** The name of an image of this layout, with placeholders, for messages. */
  String imagePattern();

  /** The columns of a split list, the image first. */
  List<Column> columns();

  /** The scene of an image; empty if this is not the name of an image of this layout. */
  Optional<String> scene(String member);

  /** Whether a member is an image of the evaluated split. */
  default boolean isEvaluated(String member) {
    return scene(member).isPresent();
  }

  /**
   * The members with the ground truth of an image, in the order of {@link #columns}; what the lists
   * of a layout do not name comes last.
   */
  List<String> groundTruth(String image);

  /**
   * The image that a member holds the first ground truth of; empty if this is not the name of such
   * a member. Needed only to explain an incomplete archive.
   */
  Optional<String> imageOf(String groundTruth);

  /** Whether the published archive holds images without ground truth, and the reverse. */
  default boolean hasUnpairedFiles() {
    return columns().contains(Column.GROUND_TRUTH_OR_NONE);
  }
}
