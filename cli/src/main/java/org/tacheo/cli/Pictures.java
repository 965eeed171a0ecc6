package org.tacheo.cli;

import java.util.Arrays;
import org.tacheo.core.FloatMap;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.RgbImage;
import org.tacheo.core.VectorMap;

/**
 * Predictions to look at.
 *
 * <p>Source: the visualisation of diffusers' MarigoldImageProcessor, to the same bytes: float32,
 * cut rather than rounded.
 */
final class Pictures {
  private static final int MAX_16 = 65535;
  private static final float MILLIMETRES = 1000;

  /** Of the values of an uncertainty, those at least so large of all are white. */
  private static final double WHITE = 0.95;

  /** The anchors of Matplotlib's Spectral, each times 255, low values first. */
  private static final int[][] SPECTRAL = {
    {158, 1, 66},
    {213, 62, 79},
    {244, 109, 67},
    {253, 174, 97},
    {254, 224, 139},
    {255, 255, 191},
    {230, 245, 152},
    {171, 221, 164},
    {102, 194, 165},
    {50, 136, 189},
    {94, 79, 162}
  };

  private Pictures() {}

  /**
   * 16-bit values: metric depth in millimetres, at most 65535; any other map 0 to 65535, as it is
   * if it lies in [0, 1] and is affine-invariant depth, else stretched to that. 0 where a value is
   * not finite.
   */
  static char[] gray16(Prediction.Depth depth) {
    FloatMap values = depth.values();
    char[] gray = new char[values.size().pixels()];
    if (depth.kind() == PredictionKind.METRIC_DEPTH) {
      for (int i = 0; i < gray.length; i++) {
        gray[i] =
            Float.isFinite(values.at(i)) ? cut(Math.round(values.at(i) * MILLIMETRES), MAX_16) : 0;
      }
      return gray;
    }
    Range range = Range.of(depth);
    for (int i = 0; i < gray.length; i++) {
      gray[i] = Float.isFinite(values.at(i)) ? cut(range.unit(values.at(i)) * MAX_16, MAX_16) : 0;
    }
    return gray;
  }

  /** Near is red, far is violet; black where a value is not finite. */
  static RgbImage coloured(Prediction.Depth depth) {
    FloatMap values = depth.values();
    Range range = Range.of(depth);
    boolean inverse = depth.kind() == PredictionKind.AFFINE_INVARIANT_DISPARITY;
    byte[] rgb = new byte[3 * values.size().pixels()];
    for (int i = 0; i < rgb.length / 3; i++) {
      if (Float.isFinite(values.at(i))) {
        float unit = range.unit(values.at(i));
        spectral(inverse ? 1 - unit : unit, rgb, 3 * i);
      }
    }
    return RgbImage.owning(values.size(), rgb);
  }

  /** Each component of [-1, 1] as 0 to 255. */
  static RgbImage coloured(VectorMap normals) {
    byte[] rgb = new byte[3 * normals.size().pixels()];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) cut((normals.at(i / 3, i % 3) + 1) * 0.5f * 255, 255);
    }
    return RgbImage.owning(normals.size(), rgb);
  }

  /**
   * How far members disagree, black for 0 and white from the 95th percentile up, which lies between
   * two values as NumPy's does; black where a value is not finite.
   */
  static RgbImage uncertainty(FloatMap map) {
    float white = percentile(map);
    byte[] rgb = new byte[3 * map.size().pixels()];
    for (int i = 0; i < rgb.length; i++) {
      float value = map.at(i / 3);
      rgb[i] = Float.isFinite(value) ? (byte) cut(value * 255 / white, 255) : 0;
    }
    return RgbImage.owning(map.size(), rgb);
  }

  /** Of the finite values; 0 where there is none. */
  private static float percentile(FloatMap map) {
    float[] sorted = map.toArray();
    Arrays.sort(sorted);
    int count = sorted.length;
    while (count > 0 && !Float.isFinite(sorted[count - 1])) {
      count--;
    }
    if (count == 0) {
      return 0;
    }
    double position = WHITE * (count - 1);
    int left = (int) position;
    double right = sorted[Math.min(left + 1, count - 1)];
    return (float) (sorted[left] + (position - left) * (right - sorted[left]));
  }

  private static void spectral(float value, byte[] rgb, int at) {
    int last = SPECTRAL.length - 1;
    float position = Math.min(Math.max(value, 0), 1) * last;
    int left = (int) position;
    int right = Math.min(left + 1, last);
    float share = position - left;
    for (int channel = 0; channel < 3; channel++) {
      float colour =
          (1 - share) * (SPECTRAL[left][channel] / 255f)
              + share * (SPECTRAL[right][channel] / 255f);
      rgb[at + channel] = (byte) (int) (colour * 255);
    }
  }

  /** The whole part of a value, kept in [0, most]; 0 of no number. */
  private static char cut(float value, int most) {
    return (char) Math.min(Math.max((int) value, 0), most);
  }

  /** The finite values of a map, or [0, 1]. */
  private record Range(float low, float high) {
    static Range of(Prediction.Depth depth) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < depth.size().pixels(); i++) {
        float value = depth.values().at(i);
        if (Float.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
      boolean asIs = depth.kind() == PredictionKind.AFFINE_INVARIANT_DEPTH && low >= 0 && high <= 1;
      return asIs || low > high ? new Range(0, 1) : new Range(low, high);
    }

    /** Where a value lies between the ends, 0 to 1; 0 where they are one. */
    float unit(float value) {
      return high > low ? (value - low) / (high - low) : 0;
    }
  }
}
