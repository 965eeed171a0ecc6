package org.tacheo.models.onnx;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tacheo.core.NormalsConvention;
import org.tacheo.models.resample.Interpolation;

/**
 * The outputs that a prediction is made from.
 *
 * @param name of the output with the map
 * @param meaning of its values
 * @param layout order of its axes
 * @param activation what is applied first
 * @param factor what values are multiplied by next
 * @param interpolation how maps get back to the size of the image
 * @param clamp where values are clamped to in the end; of inverted ones before they are inverted
 * @param canonicalFocal focal length in pixels of the picture; 0 for the width of the image in it
 * @param convention frame of normals
 * @param mask where points and normals hold
 * @param metricScale what points are multiplied by
 * @param fieldOfView degrees across the width, in place of the dataset's camera
 */
record Output(
    String name,
    Meaning meaning,
    Layout layout,
    Activation activation,
    double factor,
    Interpolation interpolation,
    Optional<Range> clamp,
    double canonicalFocal,
    NormalsConvention convention,
    Recovery recovery,
    Optional<MaskRule> mask,
    Optional<String> metricScale,
    Optional<String> fieldOfView) {
  /** A closed interval. */
  record Range(double low, double high) {
    float clamp(float value) {
      return (float) Math.min(Math.max(value, low), high);
    }
  }

  /**
   * Where an output holds.
   *
   * @param name of the output with the mask
   * @param threshold above which it holds
   * @param outside what becomes of the rest
   */
  record MaskRule(String name, double threshold, Outside outside) {}

  /** What becomes of values outside a mask. */
  enum Outside {
    /** They stay as they are. */
    KEPT,
    /** Depth and points become infinite, normals zero. */
    VOID
  }

  /** How points get their place in front of the camera. */
  enum Recovery {
    /** They have it. */
    NONE,
    /** The shift along z and the focal length that fit the pixels best are found. MoGe. */
    FOCAL_AND_SHIFT
  }

  /** A function of one value. */
  enum Activation {
    /** None. */
    NONE {
      @Override
      float of(float value) {
        return value;
      }
    },
    /** The value, or 0 if it is negative. */
    RELU {
      @Override
      float of(float value) {
        return Math.max(value, 0);
      }
    },
    /** 1 / (1 + exp(-x)). */
    SIGMOID {
      @Override
      float of(float value) {
        return (float) (1 / (1 + Math.exp(-value)));
      }
    },
    /** exp(x). */
    EXP {
      @Override
      float of(float value) {
        return (float) Math.exp(value);
      }
    },
    /** ln(1 + exp(x)). */
    SOFTPLUS {
      @Override
      float of(float value) {
        return (float) (Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value))));
      }
    };

    abstract float of(float value);
  }

  /** The names of all outputs that are needed. */
  List<String> names() {
    return Stream.of(
            Stream.of(name),
            mask.map(MaskRule::name).stream(),
            metricScale.stream(),
            fieldOfView.stream())
        .flatMap(names -> names)
        .toList();
  }
}
