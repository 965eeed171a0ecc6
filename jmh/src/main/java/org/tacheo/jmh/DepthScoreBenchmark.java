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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.protocol.DepthProtocol;
import org.tacheo.eval.protocol.Scoring;

/** Mask, alignment and all ten metrics of one frame of 480x640, on one core. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class DepthScoreBenchmark {
  /** Whose rules: nyuv2 scores the Eigen crop, scannet the whole frame. */
  @Param({"nyuv2", "scannet"})
  public String layout = "";

  /** How the prediction is aligned. */
  @Param({"LEAST_SQUARES", "LEAST_SQUARES_DISPARITY"})
  public Alignment alignment = Alignment.LEAST_SQUARES;

  private GroundTruth.Depth groundTruth =
      new GroundTruth.Depth(FloatMap.of(new ImageSize(1, 1), 1), Optional.empty());
  private FloatMap prediction = groundTruth.metres();

  /** A smooth room-like depth with 8 % holes, and a noisy affine image of it. */
  @Setup
  public void frame() {
    ImageSize size = new ImageSize(480, 640);
    SplittableRandom random = new SplittableRandom(1);
    float[] metres = new float[size.pixels()];
    float[] predicted = new float[size.pixels()];
    for (int i = 0; i < metres.length; i++) {
      int row = i / size.width();
      int column = i % size.width();
      double depth =
          2 + 3.0 * column / size.width() + 2 * Math.sin(row / 60.0) * Math.cos(column / 80.0);
      metres[i] = (row / 8 + column / 8) % 12 == 0 ? 0 : (float) depth;
      predicted[i] = (float) (0.1 * depth + 0.05 + 0.01 * random.nextDouble());
    }
    groundTruth = new GroundTruth.Depth(FloatMap.owning(size, metres), Optional.empty());
    prediction = FloatMap.owning(size, predicted);
  }

  /** What is done for each sample once both rasters are in memory. */
  @Benchmark
  public Scoring score() {
    return DepthProtocol.MARIGOLD
        .prepare(layout, groundTruth, Optional.empty())
        .score(new Prediction.Depth(PredictionKind.AFFINE_INVARIANT_DEPTH, prediction), alignment);
  }
}
