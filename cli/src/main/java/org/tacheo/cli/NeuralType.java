package org.tacheo.cli;

import java.util.function.Supplier;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.Settings;
import org.tacheo.models.runtime.Engine;

/**
 * An estimator type whose numbers depend on what its networks run on: device, processor and version
 * of ONNX Runtime become part of its settings, and so of the identity of a run.
 */
record NeuralType(EstimatorType type, Supplier<Engine> engine) implements EstimatorType {
  @Override
  public String typeName() {
    return type.typeName();
  }

  @Override
  public String description() {
    return type.description();
  }

  @Override
  public Opener read(Settings settings) {
    Opener opener = type.read(settings);
    engine.get().facts().forEach((fact, value) -> settings.state("engine." + fact, value));
    return opener;
  }
}
