package org.tacheo.models.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.models.checkpoint.ElementType;
import org.tacheo.models.checkpoint.StoredTensor;
import org.tacheo.models.runtime.Tensor;

/** Convolutions with fewer products against plain ones. */
class QuickConvolutionTest {
  private static final int INPUTS = 5;
  private static final int CHANNELS = 7;

  /** 45 products of about 1: sums of about 7, each of whose roundings is below 5e-7. */
  private static final float TOLERANCE = 1e-5f;

  @TempDir Path folder = Path.of("");

  private final Random random = new Random(7);

  @BeforeEach
  void writeWeights() throws IOException {
    byte[] bytes = new byte[Float.BYTES * CHANNELS * (INPUTS * 9 + 1)];
    ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (values.hasRemaining()) {
      values.putFloat((float) random.nextGaussian());
    }
    Files.write(folder.resolve("weights"), bytes);
  }

  private GraphBuilder graph(int least) {
    return new GraphBuilder(this::weight, Precision.FP32, least);
  }

  private StoredTensor weight(String name, long... shape) {
    List<Long> extents = Arrays.stream(shape).boxed().toList();
    long bytes = Float.BYTES * Arrays.stream(shape).reduce(1, Math::multiplyExact);
    long offset = name.endsWith("bias") ? Float.BYTES * CHANNELS * INPUTS * 9L : 0;
    Path file = folder.resolve("weights").toAbsolutePath();
    return new StoredTensor(name, ElementType.F32, extents, file, offset, bytes);
  }

  @ParameterizedTest(name = "{0} of {1} x {2}")
  @CsvSource({"1,1,1", "1,1,2", "2,2,1", "1,2,2", "3,3,5", "1,4,7", "2,8,6", "1,31,33"})
  void givesWhatThePlainFormGives(int batch, int height, int width) {
    Tensor x = random(batch, height, width);
    Networks.assertClose(convolved(1, x), convolved(GraphBuilder.NEVER_QUICK, x), TOLERANCE);
  }

  private Tensor convolved(int least, Tensor x) {
    GraphBuilder graph = graph(least);
    graph.output("y", graph.quickConv("conv", graph.inputMaps("x", INPUTS), CHANNELS));
    return Networks.run(graph.toBytes("convolution"), Map.of("x", x)).get("y");
  }

  @ParameterizedTest(name = "{0} of {1} x {2}")
  @CsvSource({"1,1,1", "1,1,2", "2,2,1", "1,2,2", "3,3,5", "1,4,7", "2,8,6", "1,31,33"})
  void givesWhatThePlainFormGivesForDoubledPixels(int batch, int height, int width) {
    Tensor x = random(batch, height, width);
    Networks.assertClose(upsampled(1, x), upsampled(GraphBuilder.NEVER_QUICK, x), TOLERANCE);
  }

  private Tensor upsampled(int least, Tensor x) {
    GraphBuilder graph = graph(least);
    graph.output("y", graph.upsampledConv("conv", graph.inputMaps("x", INPUTS), CHANNELS));
    return Networks.run(graph.toBytes("convolution"), Map.of("x", x)).get("y");
  }

  private Tensor random(int batch, int height, int width) {
    Tensor x = Tensor.zeros(batch, INPUTS, height, width);
    for (int i = 0; i < x.size(); i++) {
      x.values().put(i, (float) random.nextGaussian());
    }
    return x;
  }
}
