package org.tacheo.core;

import java.util.Optional;

/** What an estimator claims about an image, in a raster of the size of the view it was made for. */
public sealed interface Prediction {
  /** What the values mean. */
  PredictionKind kind();

  /** The size, {@code [H, W]}. */
  ImageSize size();

  /**
   * How far the members of an ensemble disagree, if the estimator was asked for it, see {@link
   * EstimatorType.Opener#withUncertainty}: [H, W] of the image, or of what the network saw of it
   * where the published code does not resize it back.
   */
  default Optional<FloatMap> uncertainty() {
    return Optional.empty();
  }

  /**
   * Depth or disparity.
   *
   * @param kind one of the four kinds of depth and disparity
   * @param values [H, W], in the unit of the kind
   * @param uncertainty in the same unit, if asked for
   */
  record Depth(PredictionKind kind, FloatMap values, Optional<FloatMap> uncertainty)
      implements Prediction {
    /**
     * Checks the kind.
     *
     * @throws IllegalArgumentException if the kind is that of a vector map
     */
    public Depth {
      if (kind == PredictionKind.POINTS || kind == PredictionKind.NORMALS) {
        throw new IllegalArgumentException(kind.id() + " are no map of numbers");
      }
    }

    /** Without uncertainty. */
    public Depth(PredictionKind kind, FloatMap values) {
      this(kind, values, Optional.empty());
    }

    @Override
    public ImageSize size() {
      return values.size();
    }
  }

  /**
   * Points.
   *
   * @param points [H, W, 3], OpenCV camera axes (x right, y down, z forward), up to a scale
   */
  record Points(VectorMap points) implements Prediction {
    @Override
    public PredictionKind kind() {
      return PredictionKind.POINTS;
    }

    @Override
    public ImageSize size() {
      return points.size();
    }

    /** The z of each point, [H, W], as a new map. */
    public FloatMap depth() {
      float[] z = new float[points.size().pixels()];
      for (int pixel = 0; pixel < z.length; pixel++) {
        z[pixel] = points.at(pixel, 2);
      }
      return FloatMap.owning(points.size(), z);
    }
  }

  /**
   * Surface normals.
   *
   * @param vectors [H, W, 3], in the frame {@link NormalsConvention#OPENGL}; of any length
   * @param uncertainty in shares of 180 degrees, if asked for
   */
  record Normals(VectorMap vectors, Optional<FloatMap> uncertainty) implements Prediction {
    /** Without uncertainty. */
    public Normals(VectorMap vectors) {
      this(vectors, Optional.empty());
    }

    @Override
    public PredictionKind kind() {
      return PredictionKind.NORMALS;
    }

    @Override
    public ImageSize size() {
      return vectors.size();
    }
  }
}
