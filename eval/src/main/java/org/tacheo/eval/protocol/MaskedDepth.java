package org.tacheo.eval.protocol;

import java.util.Optional;
import java.util.function.IntPredicate;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;
import org.tacheo.core.PixelSet;

/**
 * Ground-truth depth, cropped, with the pixels that count.
 *
 * @param rules that say so
 * @param cropped as the dataset has it
 * @param valid the pixels that count
 * @param impossible how many of them have a depth that is none
 */
record MaskedDepth(DepthRules rules, GroundTruth.Depth cropped, PixelSet valid, int impossible) {

  /**
   * Crops and masks.
   *
   * @param whole uncropped
   * @throws DataException if the frame is too small
   */
  static MaskedDepth of(DepthRules rules, GroundTruth.Depth whole) {
    GroundTruth.Depth cropped = whole.crop(rules.crop().in(whole.size()));
    FloatMap metres = cropped.metres();
    PixelSet valid =
        PixelSet.of(metres.size(), rules.evaluated().in(metres.size()), believable(rules, cropped));
    // A range admits no impossible depth; only a mask can.
    int impossible = cropped.valid().isPresent() ? countImpossible(metres, valid) : 0;
    return new MaskedDepth(rules, cropped, valid, impossible);
  }

  /** [H, W]. */
  FloatMap metres() {
    return cropped.metres();
  }

  ImageSize size() {
    return metres().size();
  }

  /**
   * The whole frame with the pixels that the mask of the dataset or else the range lets through.
   */
  GroundTruth.Depth believed() {
    IntPredicate believable = believable(rules, cropped);
    boolean[] mask = new boolean[size().pixels()];
    for (int pixel = 0; pixel < mask.length; pixel++) {
      mask[pixel] = believable.test(pixel);
    }
    return new GroundTruth.Depth(metres(), Optional.of(Mask.owning(size(), mask)));
  }

  /** Why no prediction of this size can be scored, if so. */
  Optional<String> problem(ImageSize prediction) {
    if (!prediction.equals(size())) {
      return Optional.of(
          "prediction is "
              + prediction
              + ", expected "
              + size()
              + "; predictions must have the size of the ground truth"
              + cropHint());
    }
    if (valid.count() == 0) {
      return Optional.of("no valid pixel in the ground truth");
    }
    if (impossible > 0) {
      return Optional.of(
          "ground truth is not positive and finite on "
              + impossible
              + " of "
              + valid.count()
              + " pixels that the dataset's own mask declares valid");
    }
    return Optional.empty();
  }

  /** The inverse on the pixels that count, in float32; 0 elsewhere. */
  FloatMap disparity() {
    FloatMap metres = metres();
    float[] values = new float[metres.size().pixels()];
    for (int pixel = valid.next(0); pixel >= 0; pixel = valid.next(pixel + 1)) {
      values[pixel] = 1 / metres.at(pixel);
    }
    return FloatMap.owning(metres.size(), values);
  }

  private String cropHint() {
    return rules.crop() instanceof DepthRules.Cut.Whole
        ? ""
        : " after the protocol's crop (" + rules.crop() + ")";
  }

  private static IntPredicate believable(DepthRules rules, GroundTruth.Depth cropped) {
    Optional<Mask> mask = cropped.valid();
    return mask.isPresent()
        ? mask.get()::at
        : within(cropped.metres(), rules.validMin(), rules.validMax());
  }

  private static IntPredicate within(FloatMap metres, float min, float max) {
    return pixel -> {
      float value = metres.at(pixel);
      return value > min && value < max;
    };
  }

  /** Valid pixels whose ground truth no depth can have. */
  private static int countImpossible(FloatMap metres, PixelSet valid) {
    int count = 0;
    for (int pixel = valid.next(0); pixel >= 0; pixel = valid.next(pixel + 1)) {
      float value = metres.at(pixel);
      count += value > 0 && value < Float.POSITIVE_INFINITY ? 0 : 1;
    }
    return count;
  }
}
