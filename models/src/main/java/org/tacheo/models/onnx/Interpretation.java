package org.tacheo.models.onnx;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.TacheoException;
import org.tacheo.core.VectorMap;
import org.tacheo.models.runtime.Tensor;

/** Makes a prediction from what comes out of a network. */
record Interpretation(Output output, Lens lens) {
  /**
   * The prediction, of the size of the image.
   *
   * @param known the camera, where the dataset knows it
   * @throws TacheoException if an output has another shape than described, or is not finite
   */
  Prediction of(Map<String, Tensor> outputs, Frame frame, Optional<Intrinsics> known) {
    Meaning meaning = output.meaning();
    Planes planes =
        placed(
            activated(
                Planes.of(
                    output.name(),
                    tensor(outputs, output.name()),
                    output.layout(),
                    meaning.isVector() ? 3 : 1)),
            frame);
    if (meaning == Meaning.NORMALS) {
      return normals(planes, outputs, frame);
    }
    return meaning.isPoints()
        ? points(planes, outputs, frame)
        : depth(back(planes, frame), outputs, frame, known);
  }

  private Planes activated(Planes planes) {
    float factor = (float) output.factor();
    float[] values = planes.values();
    if (output.activation() != Output.Activation.NONE || factor != 1) {
      for (int i = 0; i < values.length; i++) {
        values[i] = output.activation().of(values[i]) * factor;
      }
    }
    return planes;
  }

  /** The part of a map that shows the image, not the padding. */
  private Planes placed(Planes planes, Frame frame) {
    return frame.isPadded()
        ? planes.resized(frame.picture(), output.interpolation()).cropped(frame.region())
        : planes;
  }

  private Planes back(Planes planes, Frame frame) {
    return planes.resized(frame.image(), output.interpolation());
  }

  private Prediction depth(
      Planes planes, Map<String, Tensor> outputs, Frame frame, Optional<Intrinsics> known) {
    float[] values = planes.values();
    float ratio = output.meaning().isCanonical() ? (float) ratio(outputs, frame, known) : 1;
    for (int i = 0; i < values.length; i++) {
      values[i] = depth(values[i], ratio);
    }
    return new Prediction.Depth(output.meaning().kind(), FloatMap.owning(planes.size(), values));
  }

  private float depth(float value, float ratio) {
    boolean inverted = output.meaning().isInverted();
    float scaled = inverted ? value / ratio : value * ratio;
    float clamped = output.clamp().map(range -> range.clamp(scaled)).orElse(scaled);
    return inverted ? 1 / clamped : clamped;
  }

  /** The focal length in the picture by the canonical one. */
  private double ratio(Map<String, Tensor> outputs, Frame frame, Optional<Intrinsics> known) {
    double focal =
        output
            .fieldOfView()
            .map(name -> focal(single(name, outputs), frame.image()))
            .orElseGet(() -> lens.of(frame.image(), known).fx());
    double canonical =
        output.canonicalFocal() > 0
            ? output.canonicalFocal()
            : frame.image().width() * frame.scaleX();
    return focal * frame.scaleX() / canonical;
  }

  private static double focal(float degrees, ImageSize image) {
    if (!(degrees > 0 && degrees < 180)) {
      throw new TacheoException(
          "the network gives a field of view of " + degrees + " degrees, expected 0 to 180");
    }
    return image.width() / 2.0 / Math.tan(Math.toRadians(degrees) / 2);
  }

  private Prediction normals(Planes planes, Map<String, Tensor> outputs, Frame frame) {
    Planes whole = back(planes, frame);
    float[] vectors = whole.interleaved();
    output
        .mask()
        .filter(rule -> rule.outside() == Output.Outside.VOID)
        .ifPresent(rule -> clear(vectors, 3, mask(rule, outputs, frame, frame.image()), 0));
    VectorMap map = VectorMap.owning(frame.image(), vectors);
    return new Prediction.Normals(output.convention().flip(map));
  }

  private Prediction points(Planes planes, Map<String, Tensor> outputs, Frame frame) {
    boolean[] mask = allTrue(planes.size());
    output
        .mask()
        .ifPresent(
            rule -> {
              boolean[] given = mask(rule, outputs, frame, planes.size());
              System.arraycopy(given, 0, mask, 0, mask.length);
            });
    Planes placed =
        output.recovery() == Output.Recovery.FOCAL_AND_SHIFT
            ? new PointRecovery(planes, mask).recovered()
            : planes;
    Planes whole = back(placed, frame);
    scale(whole, outputs);
    boolean[] kept = planes.size().equals(frame.image()) ? mask : back(mask, planes, frame);
    boolean isVoid =
        output.mask().map(Output.MaskRule::outside).orElse(Output.Outside.KEPT)
            == Output.Outside.VOID;
    if (output.meaning() == Meaning.POINTS) {
      float[] vectors = whole.interleaved();
      if (isVoid) {
        clear(vectors, 3, kept, Float.POSITIVE_INFINITY);
      }
      return new Prediction.Points(VectorMap.owning(frame.image(), vectors));
    }
    int pixels = frame.image().pixels();
    float[] depth = Arrays.copyOfRange(whole.values(), 2 * pixels, 3 * pixels);
    if (isVoid) {
      clear(depth, 1, kept, Float.POSITIVE_INFINITY);
    }
    return new Prediction.Depth(PredictionKind.METRIC_DEPTH, FloatMap.owning(frame.image(), depth));
  }

  private void scale(Planes planes, Map<String, Tensor> outputs) {
    output
        .metricScale()
        .ifPresent(
            name -> {
              float scale = single(name, outputs);
              float[] values = planes.values();
              for (int i = 0; i < values.length; i++) {
                values[i] *= scale;
              }
            });
  }

  private boolean[] back(boolean[] mask, Planes planes, Frame frame) {
    float[] values = new float[mask.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = mask[i] ? 1 : 0;
    }
    return above(back(new Planes(1, planes.size(), values), frame), 0.5);
  }

  private boolean[] mask(
      Output.MaskRule rule, Map<String, Tensor> outputs, Frame frame, ImageSize size) {
    Tensor tensor = tensor(outputs, rule.name());
    Planes values = placed(Planes.of(rule.name(), tensor, output.layout(), 1), frame);
    return above(values.resized(size, output.interpolation()), rule.threshold());
  }

  private static boolean[] above(Planes planes, double threshold) {
    boolean[] above = new boolean[planes.size().pixels()];
    for (int i = 0; i < above.length; i++) {
      above[i] = planes.values()[i] > threshold;
    }
    return above;
  }

  private static boolean[] allTrue(ImageSize size) {
    boolean[] mask = new boolean[size.pixels()];
    Arrays.fill(mask, true);
    return mask;
  }

  private static void clear(float[] values, int components, boolean[] mask, float value) {
    for (int i = 0; i < values.length; i++) {
      if (!mask[i / components]) {
        values[i] = value;
      }
    }
  }

  private static float single(String name, Map<String, Tensor> outputs) {
    Tensor tensor = tensor(outputs, name);
    if (tensor.size() != 1 || !Float.isFinite(tensor.values().get(0))) {
      throw new TacheoException(
          "output \""
              + name
              + "\" is "
              + tensor
              + (tensor.size() == 1 ? " of " + tensor.values().get(0) : "")
              + ", expected one finite number");
    }
    return tensor.values().get(0);
  }

  private static Tensor tensor(Map<String, Tensor> outputs, String name) {
    Tensor tensor = outputs.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("no output \"" + name + "\"");
    }
    return tensor;
  }
}
