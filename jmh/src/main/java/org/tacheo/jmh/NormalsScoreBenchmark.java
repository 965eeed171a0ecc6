package org.tacheo.jmh;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;
import org.tacheo.core.Prediction;
import org.tacheo.core.VectorMap;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.metric.PixelErrors;
import org.tacheo.eval.protocol.NormalsProtocol;
import org.tacheo.eval.protocol.Scoring;

/** What one frame of normals of 480x640 costs, on one core. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class NormalsScoreBenchmark {
  private static final String LAYOUT = "nyuv2-normals";
  private static final ImageSize SIZE = new ImageSize(480, 640);

  private GroundTruth groundTruth = frame(1, 0).truth();
  private Prediction prediction = frame(1, 0).prediction();
  private byte[] packed = new byte[0];

  /** A frame: ground truth, and a prediction whose errors are like those of a good network. */
  record Frame(GroundTruth truth, Prediction prediction) {}

  static Frame frame(long seed, double invalidShare) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] truth = new float[3 * SIZE.pixels()];
    float[] predicted = new float[3 * SIZE.pixels()];
    boolean[] valid = new boolean[SIZE.pixels()];
    for (int i = 0; i < valid.length; i++) {
      double spread = 0.02 - 0.25 * Math.log(1 - random.nextDouble());
      for (int axis = 0; axis < 3; axis++) {
        // As an 8-bit file stores it.
        double value = random.nextInt(-100, 101) / 127.5;
        truth[3 * i + axis] = (float) (axis == 2 ? Math.abs(value) + 0.2 : value);
        predicted[3 * i + axis] =
            (float) (truth[3 * i + axis] + spread * (random.nextDouble() - 0.5));
      }
      valid[i] = random.nextDouble() >= invalidShare;
    }
    return new Frame(
        new GroundTruth.Normals(VectorMap.owning(SIZE, truth), Mask.owning(SIZE, valid)),
        new Prediction.Normals(VectorMap.owning(SIZE, predicted)));
  }

  /** A frame with 8 % holes. */
  @Setup
  public void prepare() {
    Frame frame = frame(1, 0.08);
    groundTruth = frame.truth();
    prediction = frame.prediction();
    packed = dsine().errors().map(PixelErrors::bytes).orElseThrow();
  }

  /** Angles, sorting and metrics of the pooled protocol. */
  @Benchmark
  public Scoring dsine() {
    return score(NormalsProtocol.DSINE);
  }

  /** Angles, float32 sums and rounded metrics. */
  @Benchmark
  public Scoring marigold() {
    return score(NormalsProtocol.MARIGOLD);
  }

  /** Reading the packed errors of a frame, as each of the two passes of a pooled score does. */
  @Benchmark
  public PixelErrors parse() {
    return PixelErrors.parse(packed, "benchmark");
  }

  private Scoring score(NormalsProtocol protocol) {
    return protocol
        .prepare(LAYOUT, groundTruth, Optional.empty())
        .score(prediction, Alignment.NONE);
  }
}
