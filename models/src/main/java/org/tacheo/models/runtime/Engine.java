package org.tacheo.models.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.tacheo.core.DataException;
import org.tacheo.core.TacheoException;

/**
 * ONNX Runtime on one device. Sessions opened here share its options; safe for use by several
 * threads at once.
 */
public final class Engine implements AutoCloseable {
  private static final Path ROOT = Path.of("/");

  private final OrtEnvironment environment;
  private final EngineOptions options;
  private final Choice choice;
  private final Set<Session> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final LongAdder nanos = new LongAdder();

  /** A device, never {@link Device#AUTO}, and why it was taken. */
  private record Choice(Device device, String reason) {}

  private Engine(OrtEnvironment environment, EngineOptions options, Choice choice) {
    this.environment = environment;
    this.options = options;
    this.choice = choice;
  }

  /**
   * ONNX Runtime with its own way of finding its shared libraries.
   *
   * @throws TacheoException if it cannot be loaded, or if the device cannot be used
   */
  public static Engine open(EngineOptions options) {
    OrtEnvironment environment = environment();
    return new Engine(environment, options, choose(environment, options));
  }

  /**
   * The same with shared libraries that are unpacked once, below this folder; only the first engine
   * of a process can choose it.
   *
   * @throws TacheoException if it cannot be loaded, or if the device cannot be used
   */
  public static Engine open(EngineOptions options, Path natives) {
    boolean cards = new Nvidia(ROOT).isPresent();
    Device.Kind wanted = options.device().kind();
    Natives.use(natives, wanted == Device.Kind.AUTO && !cards ? Device.Kind.CPU : wanted);
    return open(options);
  }

  static OrtEnvironment environment() {
    try {
      // Fatal only: whatever fails is thrown, and only the command line may print.
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "tacheo");
      // On Windows events would go to whoever listens to them there.
      environment.setTelemetry(false);
      return environment;
    } catch (OrtException failed) {
      throw OrtMessages.failure("ONNX Runtime", "cannot be set up", failed);
    } catch (LinkageError | IllegalStateException missing) {
      throw new TacheoException(
          "ONNX Runtime cannot be loaded here: "
              + missing
              + "; it has libraries for Linux (x64, aarch64; glibc 2.28 or later), macOS (aarch64)"
              + " and Windows (x64)",
          missing);
    }
  }

  private static Choice choose(OrtEnvironment environment, EngineOptions options) {
    Device device = options.device();
    return switch (device.kind()) {
      case CPU -> new Choice(device, "as asked");
      case CUDA -> {
        probe(environment, options, device);
        yield new Choice(device, "as asked");
      }
      case AUTO -> chooseBest(environment, options);
    };
  }

  private static Choice chooseBest(OrtEnvironment environment, EngineOptions options) {
    if (!new Nvidia(ROOT).isPresent()) {
      return new Choice(Device.CPU, "no NVIDIA driver is loaded");
    }
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      return new Choice(Device.CPU, "this build holds ONNX Runtime for the CPU only");
    }
    try {
      probe(environment, options, Device.cuda(0));
      return new Choice(Device.cuda(0), "it is the first card");
    } catch (TacheoException unusable) {
      return new Choice(Device.CPU, String.valueOf(unusable.getMessage()));
    }
  }

  /** Runs the least network on a device, so that what it lacks is known before it is relied on. */
  private static void probe(OrtEnvironment environment, EngineOptions options, Device device) {
    Engine engine = new Engine(environment, options, new Choice(device, "probed"));
    try (engine;
        Session session = engine.open(Probe.model(), device.toString())) {
      Tensor passed = session.run(Map.of("x", Tensor.of(new float[] {1}, 1)), "y");
      if (passed.values().get(0) != 1) {
        throw new TacheoException(device + " cannot be used: it gives wrong results");
      }
    }
  }

  /**
   * Opens a network whose weights, unless they lie in it, are named by their real path without the
   * leading "/".
   *
   * @param model a serialized ONNX model
   * @param what names the network in messages
   * @throws IllegalStateException if this engine was closed
   * @throws MemoryExhaustedException if there is not enough memory
   * @throws TacheoException if the network cannot be opened
   */
  public Session open(byte[] model, String what) {
    return open(model, what, Scratch.KEPT);
  }

  /**
   * The same, saying what becomes of the memory that it computes with.
   *
   * @throws IllegalStateException if this engine was closed
   * @throws MemoryExhaustedException if there is not enough memory
   * @throws TacheoException if the network cannot be opened
   */
  public Session open(byte[] model, String what, Scratch scratch) {
    return open(
        settings -> {
          settings.addConfigEntry("session.model_external_initializers_file_folder_path", "/");
          // Weights stay mapped files instead of copies laid out for the processor.
          settings.addConfigEntry("session.disable_prepacking", "1");
          return environment.createSession(model, settings);
        },
        what,
        scratch);
  }

  /**
   * Opens a network from a file; weights outside it lie below its folder. They are copied and laid
   * out for the processor, and memory is kept from run to run, which makes it faster and larger
   * than one from bytes.
   *
   * @param what names the network in messages
   * @throws IllegalStateException if this engine was closed
   * @throws MemoryExhaustedException if there is not enough memory
   * @throws TacheoException if the network cannot be opened
   */
  public Session open(Path model, String what) {
    return open(
        settings -> environment.createSession(model.toString(), settings), what, Scratch.KEPT);
  }

  private interface Creation {
    OrtSession create(SessionOptions settings) throws OrtException;
  }

  private Session open(Creation creation, String what, Scratch scratch) {
    requireOpen();
    try (SessionOptions settings = new SessionOptions()) {
      configure(settings);
      Session session = session(creation.create(settings), what, scratch);
      open.add(session);
      if (closed.get()) {
        // Closed meanwhile, perhaps before it could know of this one.
        session.close();
      }
      requireOpen();
      return session;
    } catch (OrtException failed) {
      throw OrtMessages.failure(what, "cannot be opened", failed);
    }
  }

  private Session session(OrtSession created, String what, Scratch scratch) throws OrtException {
    try {
      return new Session(environment, created, what, arenas(scratch), nanos, open::remove);
    } catch (OrtException | RuntimeException refused) {
      created.close();
      throw refused;
    }
  }

  /** Whose memory is given back after a run, in the words of ONNX Runtime. */
  private Optional<String> arenas(Scratch scratch) {
    if (scratch == Scratch.KEPT) {
      return Optional.empty();
    }
    Device device = choice.device();
    return Optional.of(device.kind() == Device.Kind.CUDA ? "cpu:0;gpu:" + device.index() : "cpu:0");
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new IllegalStateException("the engine was closed");
    }
  }

  private void configure(SessionOptions settings) throws OrtException {
    settings.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    // One level below all: the last one lays out all weights anew, for seconds and gigabytes.
    settings.setOptimizationLevel(OptLevel.EXTENDED_OPT);
    settings.setIntraOpNumThreads(options.resolvedThreads());
    settings.setMemoryPatternOptimization(false);
    settings.addConfigEntry("session.intra_op.allow_spinning", "0");
    if (choice.device().kind() == Device.Kind.CUDA) {
      addCuda(settings, choice.device());
    }
  }

  private static void addCuda(SessionOptions settings, Device device) throws OrtException {
    try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(device.index())) {
      // Otherwise single precision would be cut to 10 bits, and kernels chosen by a race.
      cuda.add("use_tf32", "0");
      cuda.add("cudnn_conv_algo_search", "HEURISTIC");
      settings.addCUDA(cuda);
    } catch (OrtException failed) {
      throw new DataException(device + " cannot be used: " + whyNot(failed), failed);
    }
  }

  private static String whyNot(OrtException failed) {
    if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
      return "this build holds ONNX Runtime for the CPU only; build with -Pgpu";
    }
    return OrtMessages.missingLibrary(failed)
        .map(
            library ->
                library
                    + " is missing; CUDA 12 and cuDNN 9 must lie where shared libraries are"
                    + " searched, see tacheo doctor")
        .orElseGet(() -> OrtMessages.line(failed));
  }

  /** The options it was opened with. */
  public EngineOptions options() {
    return options;
  }

  /** The device that is used, never {@link Device#AUTO}. */
  public Device device() {
    return choice.device();
  }

  /** The device that is used and why, for people. */
  public String describe() {
    return choice.device() + " (" + choice.reason() + ")";
  }

  /**
   * What can move the last bits of a number: version, device, its hardware and driver, how far
   * graphs are rewritten, and the number of threads, by which large products are cut into blocks
   * whose sums are rounded on their own.
   */
  public SortedMap<String, String> facts() {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("onnxruntime", environment.getVersion());
    facts.put("device", choice.device().kind() == Device.Kind.CUDA ? "cuda" : "cpu");
    facts.put("graph-optimization", "extended");
    facts.put("instruction-set", InstructionSet.describe(ROOT.resolve("proc/cpuinfo")));
    facts.put("second-level-cache", SecondLevelCache.describe(ROOT));
    facts.put("threads", Integer.toString(options.resolvedThreads()));
    if (choice.device().kind() == Device.Kind.CUDA) {
      Nvidia nvidia = new Nvidia(ROOT);
      facts.put("card", nvidia.describe());
      facts.put("driver", nvidia.driver().orElse("unknown"));
    }
    return Collections.unmodifiableSortedMap(facts);
  }

  /** How many runs of networks the processors have threads for, at least 1; one on a card. */
  public int runsAtOnce() {
    int processors = Runtime.getRuntime().availableProcessors();
    boolean card = device().kind() == Device.Kind.CUDA;
    return card ? 1 : Math.max(1, processors / options.resolvedThreads());
  }

  /** What one of them may plan with, bytes; 0 where nobody said. */
  public long memoryOfOneRun() {
    return options.memoryBytes() / runsAtOnce();
  }

  /** How long networks have run on this engine until now, all sessions together. */
  public long runningNanos() {
    return nanos.sum();
  }

  /** Closes all sessions that are still open, each after what runs in it. */
  @Override
  public void close() {
    closed.set(true);
    new ArrayList<>(open).forEach(Session::close);
  }

  @Override
  public String toString() {
    return describe();
  }
}
