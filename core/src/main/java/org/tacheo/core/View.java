package org.tacheo.core;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an estimator may see of a sample: its name, its image and its camera; never its ground
 * truth, which is given to an {@link Oracle} alone. The image is decoded when it is first asked
 * for.
 */
public final class View {
  private final SampleId id;
  private final String predictionPath;
  private final Supplier<RgbImage> source;
  private final Optional<Intrinsics> intrinsics;
  private Optional<RgbImage> image = Optional.empty();

  /**
   * A view of one sample.
   *
   * @param predictionPath where the reference scripts keep the prediction of this sample, relative
   *     to a prediction folder
   * @param source decodes the image, [H, W, 3], cropped as the protocol wants it
   */
  public View(
      SampleId id,
      String predictionPath,
      Supplier<RgbImage> source,
      Optional<Intrinsics> intrinsics) {
    this.id = id;
    this.predictionPath = predictionPath;
    this.source = source;
    this.intrinsics = intrinsics;
  }

  /** The name of the sample. */
  public SampleId id() {
    return id;
  }

  /**
   * Where the reference scripts keep the prediction of this sample, relative to a prediction
   * folder.
   */
  public String predictionPath() {
    return predictionPath;
  }

  /**
   * The image, [H, W, 3].
   *
   * @throws DataException if it cannot be decoded
   */
  public synchronized RgbImage image() {
    if (image.isEmpty()) {
      image = Optional.of(source.get());
    }
    return image.get();
  }

  /** The camera, where the dataset knows it. */
  public Optional<Intrinsics> intrinsics() {
    return intrinsics;
  }
}
