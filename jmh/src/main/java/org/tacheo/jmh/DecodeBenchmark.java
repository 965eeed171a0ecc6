package org.tacheo.jmh;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.datasets.image.Npy;
import org.tacheo.datasets.image.Png;
import org.tacheo.datasets.image.PredictionFiles;

/**
 * Decoding what one NYUv2-like sample takes: 480x640 of 16-bit PNG, and a float32 prediction file.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class DecodeBenchmark {
  private static final ImageSize SIZE = new ImageSize(480, 640);

  private byte[] png = new byte[0];
  private final float[] metres = new float[1 << 16];
  private Path npy = Path.of("");

  /** A room-like depth in millimetres with some sensor noise, compressed as usual. */
  @Setup
  public void write() throws IOException {
    BufferedImage image =
        new BufferedImage(SIZE.width(), SIZE.height(), BufferedImage.TYPE_USHORT_GRAY);
    float[] prediction = new float[SIZE.pixels()];
    for (int row = 0; row < SIZE.height(); row++) {
      for (int column = 0; column < SIZE.width(); column++) {
        int depth =
            (int) (3000 + 1500 * Math.sin(row / 60.0) * Math.cos(column / 80.0))
                + (row * 31 + column * 17) % 5;
        image.getRaster().setSample(column, row, 0, depth);
        prediction[row * SIZE.width() + column] = depth / 5000f;
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    png = bytes.toByteArray();
    for (int value = 0; value < metres.length; value++) {
      metres[value] = (float) (value / 1000.0);
    }
    npy = Files.createTempFile("tacheo-prediction", ".npy");
    Files.write(npy, Npy.write(FloatMap.owning(SIZE, prediction)));
  }

  /** Removes the file. */
  @TearDown
  public void remove() throws IOException {
    Files.delete(npy);
  }

  /** Ground truth. */
  @Benchmark
  public FloatMap png16() {
    return Png.readGray16(png, "depth.png", metres);
  }

  /** Prediction. */
  @Benchmark
  public FloatMap npyFloat32() {
    return PredictionFiles.read(npy);
  }
}
