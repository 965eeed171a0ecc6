package org.tacheo.core;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A split of a dataset, opened for reading. Safe for use by several threads at once. */
public interface Dataset extends AutoCloseable {
  /** What this dataset is. */
  DatasetCard card();

  /** What was found of the split. */
  SplitState split();

  /**
   * SHA-256 of the archive's index, lower-case hex: one line {@code name TAB size LF} for each
   * member that is a file, sorted by name.
   */
  String archiveDigest();

  /**
   * What these samples are made of: their images, ground truth, masks and cameras, and nothing else
   * of the archive. Two archives, or an archive and a folder, with the same samples are alike.
   */
  Content content(Collection<SampleId> samples);

  /** The samples, in the order of {@link SampleId}. */
  List<SampleId> ids();

  /**
   * Where the reference scripts keep the prediction of a sample, relative to a prediction folder,
   * for example {@code test/kitchen_0004/pred_0001.npy}.
   */
  String predictionPath(SampleId id);

  /**
   * Decodes the image of a sample, [H, W, 3], uncropped.
   *
   * @throws DataException if it is missing or corrupt
   */
  RgbImage image(SampleId id);

  /**
   * Decodes the ground truth of a sample, uncropped, unmasked.
   *
   * @throws DataException if it is missing, corrupt, or of the wrong size or type
   */
  GroundTruth groundTruth(SampleId id);

  /** The camera of a sample, where the layout has it. */
  Optional<Intrinsics> intrinsics(SampleId id);

  /** Closes the archive. */
  @Override
  void close();
}
