package org.tacheo.models.baseline;

import java.util.ArrayList;
import java.util.List;
import org.tacheo.core.Estimator;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.RgbImage;
import org.tacheo.core.Settings;
import org.tacheo.core.View;

/** Estimators of affine-invariant depth that anything learned must beat. They take no settings. */
public enum Baseline implements EstimatorType {
  /** The same depth everywhere: after alignment, the mean ground-truth depth of the image. */
  CONSTANT("constant", "the same depth everywhere") {
    @Override
    float depth(RgbImage image, int row, int column) {
      return 1;
    }
  },
  /** Depth falls linearly from the top row to the bottom row, as it does over a floor or a road. */
  VERTICAL_RAMP("vertical-ramp", "far at the top, near at the bottom") {
    @Override
    float depth(RgbImage image, int row, int column) {
      return 1 - (row + 0.5f) / image.size().height();
    }
  },
  /** Depth is the luma of the pixel (ITU-R BT.601 weights), 0 to 1. */
  LUMINANCE("luminance", "depth is the brightness of the pixel") {
    @Override
    float depth(RgbImage image, int row, int column) {
      return (0.299f * image.at(row, column, 0)
              + 0.587f * image.at(row, column, 1)
              + 0.114f * image.at(row, column, 2))
          / 255;
    }
  };

  private final String typeName;
  private final String description;

  Baseline(String typeName, String description) {
    this.typeName = typeName;
    this.description = description;
  }

  /** All of them, and those of surface normals. */
  public static List<EstimatorType> types() {
    List<EstimatorType> types = new ArrayList<>(List.of(values()));
    types.addAll(List.of(NormalsBaseline.values()));
    return List.copyOf(types);
  }

  @Override
  public String typeName() {
    return typeName;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Opener read(Settings settings) {
    return Opener.of(PredictionKind.AFFINE_INVARIANT_DEPTH, this::estimator);
  }

  private Estimator estimator() {
    return this::predict;
  }

  private Prediction predict(View view) {
    RgbImage image = view.image();
    ImageSize size = image.size();
    float[] values = new float[size.pixels()];
    for (int row = 0; row < size.height(); row++) {
      for (int column = 0; column < size.width(); column++) {
        values[row * size.width() + column] = depth(image, row, column);
      }
    }
    return new Prediction.Depth(
        PredictionKind.AFFINE_INVARIANT_DEPTH, FloatMap.owning(size, values));
  }

  abstract float depth(RgbImage image, int row, int column);
}
