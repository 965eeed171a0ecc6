package org.tacheo.models.onnx;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.RgbImage;
import org.tacheo.models.resample.Pillow;
import org.tacheo.models.resample.Torchvision;
import org.tacheo.models.runtime.Port;
import org.tacheo.models.runtime.Tensor;

/** Makes what goes into a network from an image. */
record Preparation(Description description) {
  private static final int CHANNELS = 3;

  /**
   * All inputs.
   *
   * @param known the camera, where the dataset knows it
   * @param ports what the network declares
   */
  Map<String, Tensor> inputs(
      RgbImage image, Frame frame, Optional<Intrinsics> known, List<Port> ports) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put(description.input().name(), picture(image, frame));
    for (ExtraInput extra : description.extras()) {
      float[] values = values(extra, frame, known);
      long[] shape =
          ports.stream()
              .filter(port -> port.name().equals(extra.name()))
              .findFirst()
              .map(port -> shape(port, extra))
              .orElseGet(() -> new long[] {values.length});
      inputs.put(extra.name(), Tensor.of(values, shape));
    }
    return inputs;
  }

  private float[] values(ExtraInput extra, Frame frame, Optional<Intrinsics> known) {
    if (extra.kind() == ExtraInput.Kind.NUMBER) {
      return new float[] {(float) extra.number()};
    }
    Lens lens = description.lens();
    Intrinsics camera = frame.camera(lens.of(frame.image(), known));
    return extra.kind() == ExtraInput.Kind.CAMERA_MATRIX
        ? lens.matrix(camera)
        : new float[] {(float) camera.fx()};
  }

  // As many axes as are declared: all of extent 1 but those of a matrix.
  private static long[] shape(Port port, ExtraInput extra) {
    int axes = port.shape().size();
    int matrix = extra.kind() == ExtraInput.Kind.CAMERA_MATRIX ? 2 : 0;
    return LongStream.range(0, Math.max(axes, matrix))
        .map(axis -> axis < Math.max(axes, matrix) - matrix ? 1 : CHANNELS)
        .toArray();
  }

  /** The picture. */
  Tensor picture(RgbImage image, Frame frame) {
    Padding padding = description.padding();
    boolean early = padding.when() == Padding.When.BEFORE_NORMALISATION;
    float[] planes = resized(image, frame);
    if (early && frame.isPadded()) {
      planes = padded(planes, frame, description.input().divideBy());
    }
    normalise(planes);
    if (!early && frame.isPadded()) {
      planes = padded(planes, frame, 1);
    }
    ImageSize size = frame.picture();
    if (description.input().layout() == Layout.NCHW) {
      return Tensor.of(planes, 1, CHANNELS, size.height(), size.width());
    }
    float[] interleaved = new Planes(CHANNELS, size, planes).interleaved();
    return Tensor.of(interleaved, 1, size.height(), size.width(), CHANNELS);
  }

  private float[] resized(RgbImage image, Frame frame) {
    Sizing sizing = description.sizing();
    return switch (sizing.arithmetic()) {
      case FLOAT ->
          sizing.interpolation().resize(planes(image), CHANNELS, image.size(), frame.resized());
      case PILLOW -> planes(Pillow.resize(image, frame.resized(), sizing.filter().orElseThrow()));
      case TORCHVISION ->
          planes(Torchvision.resize(image, frame.resized(), sizing.interpolation()));
    };
  }

  private float[] planes(RgbImage image) {
    int pixels = image.size().pixels();
    float divideBy = (float) description.input().divideBy();
    float[] planes = new float[Math.multiplyExact(CHANNELS, pixels)];
    for (int channel = 0; channel < CHANNELS; channel++) {
      int colour = description.input().colour(channel);
      for (int pixel = 0; pixel < pixels; pixel++) {
        planes[channel * pixels + pixel] = image.at(pixel, colour) / divideBy;
      }
    }
    return planes;
  }

  private void normalise(float[] planes) {
    ImageInput input = description.input();
    int pixels = planes.length / CHANNELS;
    for (int channel = 0; channel < CHANNELS; channel++) {
      float mean = input.mean().get(input.colour(channel)).floatValue();
      float std = input.std().get(input.colour(channel)).floatValue();
      for (int i = channel * pixels; i < (channel + 1) * pixels; i++) {
        planes[i] = (planes[i] - mean) / std;
      }
    }
  }

  private float[] padded(float[] planes, Frame frame, double divideBy) {
    ImageSize from = frame.resized();
    ImageSize to = frame.picture();
    Padding padding = description.padding();
    float[] target = new float[Math.multiplyExact(CHANNELS, to.pixels())];
    for (int channel = 0; channel < CHANNELS; channel++) {
      double colour = padding.colour().get(description.input().colour(channel));
      int start = channel * to.pixels();
      Arrays.fill(target, start, start + to.pixels(), (float) (colour / divideBy));
      for (int row = 0; row < to.height(); row++) {
        int source = row - frame.top();
        boolean inside = source >= 0 && source < from.height();
        if (inside || padding.fill() == Padding.Fill.EDGE) {
          int nearest = Math.min(Math.max(source, 0), from.height() - 1);
          int at = (channel * from.height() + nearest) * from.width();
          row(planes, at, target, start + row * to.width(), frame);
        }
      }
    }
    return target;
  }

  private void row(float[] planes, int from, float[] target, int to, Frame frame) {
    int width = frame.resized().width();
    System.arraycopy(planes, from, target, to + frame.left(), width);
    if (description.padding().fill() == Padding.Fill.EDGE) {
      Arrays.fill(target, to, to + frame.left(), planes[from]);
      int end = to + frame.left() + width;
      Arrays.fill(target, end, to + frame.picture().width(), planes[from + width - 1]);
    }
  }
}
