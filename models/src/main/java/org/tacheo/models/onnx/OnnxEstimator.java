package org.tacheo.models.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tacheo.core.DataException;
import org.tacheo.core.Estimator;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.Prediction;
import org.tacheo.core.RgbImage;
import org.tacheo.core.StageClock;
import org.tacheo.core.TacheoException;
import org.tacheo.core.View;
import org.tacheo.models.runtime.MemoryExhaustedException;
import org.tacheo.models.runtime.Port;
import org.tacheo.models.runtime.Session;
import org.tacheo.models.runtime.Tensor;

/** Predicts with a network that is described in words. */
final class OnnxEstimator implements Estimator {
  private final Session session;
  private final Description description;
  private final List<Port> inputs;

  /**
   * Takes over a session.
   *
   * @throws DataException if its inputs and outputs are not those described
   */
  OnnxEstimator(Session session, Description description) {
    this.session = session;
    this.description = description;
    this.inputs = session.inputs();
    requireInputs();
    requireOutputs();
  }

  private void requireInputs() {
    Set<String> described =
        description.extras().stream().map(ExtraInput::name).collect(Collectors.toSet());
    described.add(description.input().name());
    Set<String> declared = names(inputs);
    for (String name : declared) {
      if (!described.contains(name)) {
        throw new DataException(
            session
                + ": also takes the input \""
                + name
                + "\"; say under extra-inputs in its description what goes there");
      }
    }
    for (String name : described) {
      require(declared, name, "input");
    }
    inputs.stream()
        .filter(port -> port.name().equals(description.input().name()))
        .forEach(this::requirePicture);
  }

  private void requirePicture(Port port) {
    Layout layout = description.input().layout();
    List<Long> shape = port.shape();
    long channels = shape.size() == 4 ? shape.get(layout == Layout.NCHW ? 1 : 3) : 0;
    if (channels != 3 && channels != Port.ANY) {
      throw new DataException(
          session
              + ": input \""
              + port.name()
              + "\" is "
              + shape
              + ", expected 4 axes with 3 channels, "
              + Words.of(layout)
              + "; see input in its description");
    }
  }

  private void requireOutputs() {
    Set<String> declared = names(session.outputs());
    for (String name : description.output().names()) {
      require(declared, name, "output");
    }
  }

  private void require(Set<String> declared, String name, String what) {
    if (!declared.contains(name)) {
      throw new DataException(
          session
              + ": has no "
              + what
              + " \""
              + name
              + "\", expected one of "
              + String.join(", ", declared)
              + "; mend its description");
    }
  }

  private static Set<String> names(List<Port> ports) {
    return ports.stream().map(Port::name).collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public Prediction predict(View view) {
    return predict(view, new StageClock());
  }

  @Override
  public Prediction predict(View view, StageClock clock) {
    RgbImage image = view.image();
    Optional<Intrinsics> camera = view.intrinsics();
    Frame frame = Frame.of(image.size(), description.sizing(), description.padding());
    Map<String, Tensor> prepared =
        clock.time(
            "resize", () -> new Preparation(description).inputs(image, frame, camera, inputs));
    requireFitting(prepared);
    Map<String, Tensor> outputs = clock.time("network", () -> run(prepared, frame));
    return clock.time(
        "resize-back",
        () ->
            new Interpretation(description.output(), description.lens())
                .of(outputs, frame, camera));
  }

  /** A network exported for one size takes no other; its own message is cut and says neither. */
  private void requireFitting(Map<String, Tensor> prepared) {
    String name = description.input().name();
    Tensor given = prepared.get(name);
    for (Port port : inputs) {
      if (given != null && port.name().equals(name) && !fits(port.shape(), given.shape())) {
        throw new TacheoException(
            session
                + ": input \""
                + name
                + "\" takes "
                + port.shape()
                + ", got "
                + Arrays.toString(given.shape())
                + "; see resize and pad in its description");
      }
    }
  }

  private static boolean fits(List<Long> taken, long[] given) {
    if (taken.size() != given.length) {
      return false;
    }
    for (int axis = 0; axis < given.length; axis++) {
      if (taken.get(axis) != Port.ANY && taken.get(axis) != given[axis]) {
        return false;
      }
    }
    return true;
  }

  private Map<String, Tensor> run(Map<String, Tensor> prepared, Frame frame) {
    try {
      return session.run(prepared);
    } catch (MemoryExhaustedException tooLarge) {
      throw new TacheoException(
          tooLarge.getMessage()
              + "; it was given a picture of "
              + frame.picture()
              + ", choose a smaller one under resize in its description, or fewer --threads",
          tooLarge);
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
