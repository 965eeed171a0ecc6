package org.tacheo.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tacheo.core.Content;
import org.tacheo.core.EstimatorType;
import org.tacheo.eval.identity.Fingerprints;
import org.tacheo.models.baseline.Baseline;
import org.tacheo.models.checkpoint.CheckpointPlaces;
import org.tacheo.models.diffusion.DiffusionType;
import org.tacheo.models.files.MeanMapType;
import org.tacheo.models.files.PredictionFilesType;
import org.tacheo.models.graph.Precision;
import org.tacheo.models.onnx.OnnxType;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.runtime.EngineOptions;

/**
 * Every estimator type that a suite may name, and the one engine that neural ones share. The engine
 * is opened when the first of them asks for it. Close this after every estimator.
 */
final class Models implements AutoCloseable {
  private final ModelOptions options;
  private final EngineOptions engineOptions;
  private final Caches caches;
  private final Terminal terminal;
  private final CheckpointPlaces places;
  private Optional<Engine> engine = Optional.empty();

  /**
   * Models by these options.
   *
   * @param caches what of earlier runs may be used
   * @param terminal hears what device was chosen
   */
  Models(ModelOptions options, Caches caches, Terminal terminal) {
    this.options = options;
    this.engineOptions = options.engine();
    this.caches = caches;
    this.terminal = terminal;
    this.places = options.checkpoints().places();
  }

  /** Every estimator type that a suite may name. */
  List<EstimatorType> types() {
    List<EstimatorType> types = new ArrayList<>(Baseline.types());
    types.add(new PredictionFilesType(new PredictionFileReader()));
    types.add(new MeanMapType(new PredictionFileReader()));
    types.add(
        new NeuralType(new OnnxType(this::engine, options.checkpoints()::files), this::engine));
    DiffusionType diffusion = diffusion();
    types.add(new NeuralType(diffusion, this::engine));
    types.add(new NeuralType(diffusion.ceiling(), this::engine));
    return List.copyOf(types);
  }

  private DiffusionType diffusion() {
    return new DiffusionType(
        places, this::engine, options.precision(), caches.embeddings(), this::digest);
  }

  private String digest(Content content) {
    return new Fingerprints(
            engineOptions.resolvedThreads(), caches.digests(), (what, bytes, total) -> {})
        .of("the text encoder", content);
  }

  /** Where checkpoints are looked for. */
  CheckpointPlaces places() {
    return places;
  }

  /** What networks compute with. */
  Precision precision() {
    return options.precision();
  }

  /** The engine, opened by the first call. */
  synchronized Engine engine() {
    if (engine.isEmpty()) {
      Engine opened =
          CacheFolder.natives(System.getenv())
              .map(folder -> Engine.open(engineOptions, folder))
              .orElseGet(() -> Engine.open(engineOptions));
      engine = Optional.of(opened);
      terminal.note("networks run on " + opened.describe());
    }
    return engine.get();
  }

  @Override
  public synchronized void close() {
    engine.ifPresent(Engine::close);
  }
}
