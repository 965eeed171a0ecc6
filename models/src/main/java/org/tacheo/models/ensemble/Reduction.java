package org.tacheo.models.ensemble;

/** How the aligned members of an ensemble of depth maps are made into one, pixel by pixel. */
public enum Reduction {
  /**
   * The lower median, which for an even number of members is the smaller of the two in the middle,
   * as {@code torch.median} has it. Its uncertainty is the lower median of the distances to it.
   */
  MEDIAN {
    @Override
    PixelReduction over(int members) {
      return new LowerMedian(members);
    }
  },
  /** The mean in float32. Its uncertainty is the standard deviation, with N - 1 as divisor. */
  MEAN {
    @Override
    PixelReduction over(int members) {
      return new Mean();
    }
  };

  abstract PixelReduction over(int members);
}
