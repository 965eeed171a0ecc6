package org.tacheo.models.baseline;

import org.tacheo.core.Estimator;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.ImageSize;
import org.tacheo.core.NormalsConvention;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Settings;
import org.tacheo.core.VectorMap;
import org.tacheo.core.View;

/**
 * Estimators of surface normals that anything learned must beat, in the frame {@link
 * NormalsConvention#OPENGL}: x right, y up, z towards the viewer. They take no settings.
 */
enum NormalsBaseline implements EstimatorType {
  /** A wall that faces the camera, everywhere. */
  CONSTANT_NORMALS("constant-normals", "a wall that faces the camera") {
    @Override
    void normal(int row, int height, float[] vector) {
      vector[2] = 1;
    }
  },
  /** A ceiling in the upper quarter, a floor in the lower third, a wall ahead between them. */
  VERTICAL_NORMALS("vertical-normals", "ceiling above, wall ahead, floor below") {
    @Override
    void normal(int row, int height, float[] vector) {
      float place = (row + 0.5f) / height;
      if (place < CEILING_ENDS) {
        vector[1] = -1;
      } else if (place > FLOOR_STARTS) {
        vector[1] = 1;
      } else {
        vector[2] = 1;
      }
    }
  },
  /**
   * From a ceiling that leans to the viewer at the top through a wall to a floor at the bottom, by
   * an angle that grows linearly with the row.
   */
  BENT_NORMALS("bent-normals", "from ceiling to floor in an even bend") {
    @Override
    void normal(int row, int height, float[] vector) {
      double angle = ((row + 0.5) / height - 0.5) * Math.PI;
      vector[1] = (float) StrictMath.sin(angle);
      vector[2] = (float) StrictMath.cos(angle);
    }
  };

  private static final float CEILING_ENDS = 1 / 4f;
  private static final float FLOOR_STARTS = 2 / 3f;

  private final String typeName;
  private final String description;

  NormalsBaseline(String typeName, String description) {
    this.typeName = typeName;
    this.description = description;
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
    return Opener.of(PredictionKind.NORMALS, this::estimator);
  }

  private Estimator estimator() {
    return this::predict;
  }

  private Prediction predict(View view) {
    ImageSize size = view.image().size();
    float[] values = new float[3 * size.pixels()];
    for (int row = 0; row < size.height(); row++) {
      float[] vector = new float[3];
      normal(row, size.height(), vector);
      for (int column = 0; column < size.width(); column++) {
        System.arraycopy(vector, 0, values, 3 * (row * size.width() + column), 3);
      }
    }
    return new Prediction.Normals(VectorMap.owning(size, values));
  }

  /** Sets the components that are not 0 of the normal in a row. */
  abstract void normal(int row, int height, float[] vector);
}
