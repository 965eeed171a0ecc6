package org.tacheo.models.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.tacheo.models.runtime.TinyModel.DOUBLE;
import static org.tacheo.models.runtime.TinyModel.FLOAT;
import static org.tacheo.models.runtime.TinyModel.FLOAT16;
import static org.tacheo.models.runtime.TinyModel.INT32;
import static org.tacheo.models.runtime.TinyModel.INT64;
import static org.tacheo.models.runtime.TinyModel.UINT8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;
import org.tacheo.core.TacheoException;

/** What a session does with what goes in, what comes out, and what goes wrong. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineTest {
  private Engine engine;

  @BeforeAll
  void open() {
    engine = Engine.open(new EngineOptions(Device.CPU, 2, 0));
  }

  @AfterAll
  void close() {
    engine.close();
  }

  private static byte[] identity(int type, long... shape) {
    return new TinyModel()
        .input("x", type, shape)
        .output("y", type, shape)
        .node("Identity", List.of("x"), "y")
        .bytes();
  }

  /** x times itself, so many times: work that takes a while. */
  private static byte[] powers(int count, long side) {
    TinyModel model = new TinyModel().input("x0", FLOAT, side, side);
    for (int i = 0; i < count; i++) {
      model.node("MatMul", List.of("x" + i, "x0"), "x" + (i + 1));
    }
    return model.output("x" + count, FLOAT, side, side).bytes();
  }

  private static float[] run(Session session, float[] values, long... shape) {
    return session.run(Map.of("x", Tensor.of(values, shape)), "y").toArray();
  }

  @Test
  void passesEveryBitThrough() {
    float[] values = {
      0f, -0f, 1.5f, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE, -Float.MAX_VALUE, 3f
    };
    try (Session session = engine.open(identity(FLOAT, -1, 4), "net")) {
      Map<String, Tensor> inputs = Map.of("x", Tensor.of(values, 2, 4));
      assertThat(session.run(inputs)).containsOnlyKeys("y");
      assertThat(session.run(inputs, "y").shape()).containsExactly(2, 4);
      assertThat(bits(session.run(inputs, "y").toArray())).isEqualTo(bits(values));
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }

  @Test
  void roundsToHalfPrecisionWhereThatIsDeclared() {
    // 2049 lies between 2048 and 2050, the tie goes to the even one; 65520 is past the largest.
    float[] values = {1f, 0.1f, 2049f, 65520f, 6e-8f, -2f};
    float[] halves = {1f, 0.099975586f, 2048f, Float.POSITIVE_INFINITY, 0x1p-24f, -2f};
    try (Session session = engine.open(identity(FLOAT16, 6), "net")) {
      assertThat(run(session, values, 6)).containsExactly(halves);
      assertThat(run(session, new float[] {Float.NaN, 1, 1, 1, 1, 1}, 6)[0]).isNaN();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {INT64, INT32, UINT8, DOUBLE})
  void givesWholeNumbersAsWhateverTypeIsDeclared(int type) {
    try (Session session = engine.open(identity(type, 3), "net")) {
      assertThat(run(session, new float[] {0, 7, 255}, 3)).containsExactly(0, 7, 255);
    }
  }

  @ParameterizedTest
  @CsvSource({
    INT64 + ", 0.5",
    INT64 + ", NaN",
    INT64 + ", 9.3e18",
    INT32 + ", 2147483648",
    UINT8 + ", -1",
    UINT8 + ", 256"
  })
  void refusesWhatIsNoWholeNumberOfTheType(int type, float value) {
    try (Session session = engine.open(identity(type, 1), "net")) {
      assertThatThrownBy(() -> run(session, new float[] {value}, 1))
          .isInstanceOf(TacheoException.class)
          .hasMessageStartingWith("net, input \"x\": expected whole numbers from ")
          .hasMessageEndingWith(" got " + value);
    }
  }

  @Test
  void takesTheLargestIntegersThatAreFloats() {
    try (Session session = engine.open(identity(INT64, 2), "net")) {
      float[] ends = {0x1.fffffep62f, -0x1p63f};
      assertThat(run(session, ends, 2)).containsExactly(ends);
    }
  }

  @Test
  void takesASingleNumberWithoutExtents() {
    try (Session session = engine.open(identity(INT64), "net")) {
      assertThat(run(session, new float[] {3600})).containsExactly(3600);
    }
  }

  @Test
  void tellsWhatGoesInAndOut() {
    byte[] model =
        new TinyModel()
            .input("image", FLOAT16, 1, 3, -1, -1)
            .input("tokens", INT64)
            .output("y", FLOAT16, 1, 3, -1, -1)
            .node("Identity", List.of("image"), "y")
            .bytes();
    try (Session session = engine.open(model, "net")) {
      assertThat(session.inputs())
          .containsExactly(
              new Port("image", "float16", List.of(1L, 3L, Port.ANY, Port.ANY)),
              new Port("tokens", "int64", List.of()));
      assertThat(session.outputs()).extracting(Port::name).containsExactly("y");
      assertThat(session).hasToString("net");
    }
  }

  @Test
  void refusesOtherNamesThanTheInputs() {
    try (Session session = engine.open(identity(FLOAT, 1), "net")) {
      assertThatThrownBy(() -> session.run(Map.of("z", Tensor.zeros(1))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("net takes [x], got [z]");
      assertThatThrownBy(() -> session.run(Map.of())).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> session.run(Map.of("x", Tensor.zeros(1)), "z"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("net gives [y], not \"z\"");
    }
  }

  @Test
  void saysInOneLineThatAShapeIsWrong() {
    try (Session session = engine.open(identity(FLOAT, 1, 4), "the UNet")) {
      assertThatThrownBy(() -> run(session, new float[5], 1, 5))
          .isInstanceOf(TacheoException.class)
          .hasMessageStartingWith("the UNet cannot be run: Got invalid dimensions for input: x")
          .hasMessageNotContaining("\n")
          .hasMessageNotContaining(".cc");
    }
  }

  @Test
  void saysInOneLineThatAModelIsNone() {
    assertThatThrownBy(() -> engine.open(new byte[] {1, 2, 3}, "the VAE"))
        .isInstanceOf(TacheoException.class)
        .hasMessageStartingWith("the VAE cannot be opened: ")
        .hasMessageNotContainingAny("\n", "Error code", ".cc");
  }

  @Test
  void saysInOneLineThatAnOperatorFails() {
    byte[] model =
        new TinyModel()
            .input("x", FLOAT, -1)
            .input("shape", INT64, -1)
            .output("y", FLOAT, -1, -1)
            .node("Reshape", List.of("x", "shape"), "y")
            .bytes();
    try (Session session = engine.open(model, "net")) {
      Map<String, Tensor> inputs =
          Map.of("x", Tensor.zeros(5), "shape", Tensor.of(new float[] {2, 3}, 2));
      assertThatThrownBy(() -> session.run(inputs))
          .isInstanceOf(TacheoException.class)
          .hasMessageContaining("Reshape")
          .hasMessageContaining("{5}")
          .hasMessageNotContainingAny("\n", "Error code", ".cc", ".h:");
    }
  }

  @Test
  void tellsWantOfMemoryFromOtherFailures() {
    byte[] model =
        new TinyModel()
            .input("x", FLOAT, 1)
            .input("shape", INT64, -1)
            .output("y", FLOAT, -1, -1)
            .node("Expand", List.of("x", "shape"), "y")
            .bytes();
    try (Session session = engine.open(model, "net")) {
      Map<String, Tensor> inputs =
          Map.of("x", Tensor.zeros(1), "shape", Tensor.of(new float[] {1 << 23, 1 << 23}, 2));
      assertThatThrownBy(() -> session.run(inputs))
          .isInstanceOf(MemoryExhaustedException.class)
          .hasMessageStartingWith("net cannot be run: ")
          .hasMessageNotContaining("\n");
      assertThat(session.inputs()).as("it lives on").hasSize(2);
    }
  }

  @Test
  void runsInManyThreadsAtOnce() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Session session = engine.open(powers(3, 32), "net")) {
      float[] values = new float[32 * 32];
      for (int i = 0; i < values.length; i++) {
        values[i] = (i % 7 - 3) / 8f;
      }
      Map<String, Tensor> inputs = Map.of("x0", Tensor.of(values, 32, 32));
      float[] alone = session.run(inputs, "x3").toArray();
      List<Future<float[]>> runs = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        runs.add(threads.submit(() -> session.run(inputs, "x3").toArray()));
      }
      for (Future<float[]> run : runs) {
        assertThat(run.get()).containsExactly(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** ONNX Runtime takes the whole process down if a session is closed while it runs. */
  @Test
  void waitsForWhatRunsBeforeItCloses() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      for (int round = 0; round < 5; round++) {
        Session session = engine.open(powers(20, 192), "net");
        CountDownLatch started = new CountDownLatch(3);
        List<Future<Integer>> runs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          runs.add(threads.submit(() -> runUntilClosed(session, started)));
        }
        started.await();
        session.close();
        for (Future<Integer> run : runs) {
          assertThat(run.get(20, TimeUnit.SECONDS)).isPositive();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int runUntilClosed(Session session, CountDownLatch started) {
    Map<String, Tensor> inputs = Map.of("x0", Tensor.zeros(192, 192));
    int runs = 0;
    try {
      while (true) {
        session.run(inputs);
        if (runs++ == 0) {
          started.countDown();
        }
      }
    } catch (IllegalStateException closed) {
      assertThat(closed).hasMessage("net was closed");
      return runs;
    }
  }

  @Test
  void closesItsSessionsWithItself() {
    Engine other = Engine.open(EngineOptions.on(Device.CPU));
    Session session = other.open(identity(FLOAT, 1), "net");
    other.close();
    assertThatThrownBy(() -> run(session, new float[1], 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("net was closed");
    assertThatThrownBy(() -> other.open(identity(FLOAT, 1), "net"))
        .isInstanceOf(IllegalStateException.class);
    session.close();
  }

  @Test
  void refusesNetworksOfOtherThingsThanTensors() {
    byte[] model =
        new TinyModel()
            .input("x", FLOAT, 1)
            .node("SequenceConstruct", List.of("x"), "y")
            .sequenceOutput("y")
            .bytes();
    assertThatThrownBy(() -> engine.open(model, "net"))
        .isInstanceOf(TacheoException.class)
        .hasMessage("net: expected tensors only, but \"y\" is a sequence or map");
  }

  @Test
  void readsWeightsFromWhereverTheyLie(@TempDir Path folder) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(3 + 8).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putFloat(3, 10).putFloat(7, -20);
    Path file = Files.write(folder.resolve("weights"), bytes.array()).toRealPath();
    String location = file.toString().substring(1);
    byte[] model =
        new TinyModel()
            .input("x", FLOAT, 2)
            .output("y", FLOAT, 2)
            .initializer(TinyModel.external("w", List.of(2L), location, 3, 8))
            .node("Add", List.of("x", "w"), "y")
            .bytes();
    try (Session session = engine.open(model, "net")) {
      assertThat(run(session, new float[] {1, 2}, 2)).containsExactly(11, -18);
    }
  }

  @Test
  void readsAModelFromAFile(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("a b.onnx"), identity(FLOAT, 1));
    try (Session session = engine.open(file, "net")) {
      assertThat(run(session, new float[] {4}, 1)).containsExactly(4);
    }
  }

  @Test
  void tellsWhatCanMoveANumber() {
    assertThat(engine.facts())
        .containsOnlyKeys(
            "device",
            "graph-optimization",
            "instruction-set",
            "onnxruntime",
            "second-level-cache",
            "threads")
        .containsEntry("device", "cpu")
        .containsEntry("threads", "2");
    assertThat(engine.facts().get("onnxruntime")).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(engine.device()).isEqualTo(Device.CPU);
    assertThat(engine.describe()).isEqualTo("cpu (as asked)");
  }

  @Test
  void neverTakesTheCpuInPlaceOfACardThatIsNotThere() {
    assumeThat(Path.of("/dev/nvidiactl")).doesNotExist();
    assertThatThrownBy(() -> Engine.open(EngineOptions.on(Device.cuda(0))))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("cuda:0 cannot be used: ")
        .hasMessageNotContaining("\n");
    try (Engine auto = Engine.open(EngineOptions.on(Device.AUTO))) {
      assertThat(auto.device()).isEqualTo(Device.CPU);
      assertThat(auto.describe()).isEqualTo("cpu (no NVIDIA driver is loaded)");
    }
  }

  @Test
  void leaksNoFileAndNoSession() throws IOException {
    long before = -1;
    for (int i = 0; i < 520; i++) {
      if (i == 20) {
        before = descriptors();
      }
      try (Session session = engine.open(identity(FLOAT, -1), "net")) {
        assertThat(run(session, new float[1000], 1000)).hasSize(1000);
      }
    }
    assertThat(descriptors()).isLessThanOrEqualTo(before);
  }

  private static long descriptors() throws IOException {
    Path own = Path.of("/proc/self/fd");
    if (!Files.isDirectory(own)) {
      return 0;
    }
    try (Stream<Path> open = Files.list(own)) {
      return open.count();
    }
  }
}
