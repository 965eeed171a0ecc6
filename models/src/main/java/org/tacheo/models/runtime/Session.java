package org.tacheo.models.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.lang.ref.Reference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.tacheo.core.TacheoException;

/**
 * A network that is ready to run. Several threads may run it at once; whoever opened it closes it,
 * and closing waits until what runs has ended, since ONNX Runtime would not survive it.
 */
public final class Session implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String what;
  private final Map<String, Declared> inputs;
  private final Map<String, Declared> outputs;
  private final Optional<String> shrunk;
  private final LongAdder nanos;
  private final Consumer<Session> afterClose;
  private final ReadWriteLock life = new ReentrantReadWriteLock();
  private boolean closed;

  private record Declared(OnnxJavaType type, Port port) {}

  /**
   * Takes over a session.
   *
   * @param what names the network in messages
   * @param shrunk the arenas whose memory is given back after a run, as ONNX Runtime names them
   * @param nanos counts the time that it runs
   * @param afterClose hears when it was closed
   */
  Session(
      OrtEnvironment environment,
      OrtSession session,
      String what,
      Optional<String> shrunk,
      LongAdder nanos,
      Consumer<Session> afterClose)
      throws OrtException {
    this.environment = environment;
    this.session = session;
    this.what = what;
    this.shrunk = shrunk;
    this.nanos = nanos;
    this.afterClose = afterClose;
    this.inputs = declared(session.getInputInfo());
    this.outputs = declared(session.getOutputInfo());
  }

  private Map<String, Declared> declared(Map<String, NodeInfo> infos) {
    Map<String, Declared> ports = new LinkedHashMap<>();
    infos.forEach((name, info) -> ports.put(name, declared(name, info)));
    return Collections.unmodifiableMap(ports);
  }

  private Declared declared(String name, NodeInfo node) {
    if (!(node.getInfo() instanceof TensorInfo info)) {
      throw new TacheoException(
          what + ": expected tensors only, but \"" + name + "\" is a sequence or map");
    }
    List<Long> shape = LongStream.of(info.getShape()).boxed().toList();
    return new Declared(info.type, new Port(name, Elements.name(info.type), shape));
  }

  /** What must go in, in the network's order. */
  public List<Port> inputs() {
    return inputs.values().stream().map(Declared::port).toList();
  }

  /** What comes out, in the network's order. */
  public List<Port> outputs() {
    return outputs.values().stream().map(Declared::port).toList();
  }

  /**
   * Runs the network.
   *
   * @param values a tensor for each input; where whole numbers are declared they must be whole, and
   *     where half precision is declared they are rounded to it
   * @return a tensor for each output, in the network's order, in single precision
   * @throws IllegalArgumentException if the names are not those of the inputs
   * @throws IllegalStateException if the session was closed
   * @throws MemoryExhaustedException if there is not enough memory
   * @throws TacheoException if anything else fails
   */
  public Map<String, Tensor> run(Map<String, Tensor> values) {
    if (!values.keySet().equals(inputs.keySet())) {
      throw new IllegalArgumentException(
          what + " takes " + inputs.keySet() + ", got " + values.keySet());
    }
    life.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(what + " was closed");
      }
      return runOpen(values);
    } catch (OrtException failed) {
      throw OrtMessages.failure(what, "cannot be run", failed);
    } finally {
      life.readLock().unlock();
    }
  }

  /**
   * Runs the network for one of its outputs.
   *
   * @throws IllegalArgumentException if the names are not those of the inputs, or if there is no
   *     such output
   * @throws IllegalStateException if the session was closed
   * @throws MemoryExhaustedException if there is not enough memory
   * @throws TacheoException if anything else fails
   */
  public Tensor run(Map<String, Tensor> values, String output) {
    Tensor tensor = run(values).get(output);
    if (tensor == null) {
      throw new IllegalArgumentException(
          what + " gives " + outputs.keySet() + ", not \"" + output + "\"");
    }
    return tensor;
  }

  private Map<String, Tensor> runOpen(Map<String, Tensor> values) throws OrtException {
    Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
    try {
      for (Map.Entry<String, Declared> input : inputs.entrySet()) {
        String name = input.getKey();
        Tensor tensor = Objects.requireNonNull(values.get(name));
        feeds.put(
            name, Elements.in(environment, tensor, input.getValue().type(), port("input", name)));
      }
      return runFed(feeds);
    } finally {
      feeds.values().forEach(OnnxTensor::close);
      // What goes in is read where it lies: it must outlive the run.
      Reference.reachabilityFence(values);
    }
  }

  private Map<String, Tensor> runFed(Map<String, OnnxTensor> feeds) throws OrtException {
    try (OrtSession.RunOptions options = new OrtSession.RunOptions()) {
      options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      if (shrunk.isPresent()) {
        options.addRunConfigEntry("memory.enable_memory_arena_shrinkage", shrunk.get());
      }
      long start = System.nanoTime();
      try (OrtSession.Result result = session.run(feeds, options)) {
        nanos.add(System.nanoTime() - start);
        return taken(result);
      }
    }
  }

  private Map<String, Tensor> taken(OrtSession.Result result) {
    Map<String, Tensor> taken = new LinkedHashMap<>();
    for (Map.Entry<String, OnnxValue> output : result) {
      String name = output.getKey();
      if (!(output.getValue() instanceof OnnxTensor tensor)) {
        throw new TacheoException(port("output", name) + " is no tensor");
      }
      taken.put(name, Elements.out(tensor, port("output", name)));
    }
    return Collections.unmodifiableMap(taken);
  }

  private String port(String kind, String name) {
    return what + ", " + kind + " \"" + name + "\"";
  }

  /** Waits for what runs and releases the network; does nothing the second time. */
  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException failed) {
      throw OrtMessages.failure(what, "cannot be closed", failed);
    } finally {
      life.writeLock().unlock();
    }
    afterClose.accept(this);
  }

  @Override
  public String toString() {
    return what;
  }
}
