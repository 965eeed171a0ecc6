package org.tacheo.core;

import java.util.Optional;

/** What a sample is scored against. */
public sealed interface GroundTruth {
  /** The size, {@code [H, W]}. */
  ImageSize size();

  /** The part inside a rectangle, as a new value. */
  GroundTruth crop(Region region);

  /**
   * Depth along the optical axis.
   *
   * @param metres [H, W], metres; 0 where nothing was measured, and anything where a mask says that
   *     the pixel does not count
   * @param valid [H, W], the pixels that the dataset itself declares valid, where it does so; when
   *     present this mask alone decides and no depth range applies
   */
  record Depth(FloatMap metres, Optional<Mask> valid) implements GroundTruth {
    /**
     * Checks that both rasters agree.
     *
     * @throws IllegalArgumentException if the mask has another size than the map
     */
    public Depth {
      if (valid.isPresent() && !valid.get().size().equals(metres.size())) {
        throw new IllegalArgumentException(
            "the valid mask is " + valid.get().size() + ", the depth map " + metres.size());
      }
    }

    @Override
    public ImageSize size() {
      return metres.size();
    }

    @Override
    public Depth crop(Region region) {
      return new Depth(metres.crop(region), valid.map(mask -> mask.crop(region)));
    }
  }

  /**
   * Surface normals.
   *
   * @param vectors [H, W, 3], in the frame {@link NormalsConvention#OPENGL}, as decoded: not
   *     rescaled to length 1
   * @param valid [H, W], the pixels that have a normal
   */
  record Normals(VectorMap vectors, Mask valid) implements GroundTruth {
    /**
     * Checks that both rasters agree.
     *
     * @throws IllegalArgumentException if the mask has another size than the map
     */
    public Normals {
      if (!valid.size().equals(vectors.size())) {
        throw new IllegalArgumentException(
            "the valid mask is " + valid.size() + ", the normals " + vectors.size());
      }
    }

    @Override
    public ImageSize size() {
      return vectors.size();
    }

    @Override
    public Normals crop(Region region) {
      return new Normals(vectors.crop(region), valid.crop(region));
    }
  }
}
