package org.tacheo.models.noise;

import java.util.Arrays;
import org.tacheo.core.ImageSize;
import org.tacheo.models.resample.Interpolation;

/** Latents before the first denoising step. */
public final class Noise {
  private static final int LEVELS = 10;
  private static final double DISCOUNT = 0.9;

  private Noise() {}

  /**
   * The latents of several members in one draw, which is not the same as a draw for each.
   *
   * @param kind of noise
   * @param generator from which normal numbers are drawn
   * @param python from which {@link NoiseKind#PYRAMID} draws its sizes
   * @param members how many latents
   * @param channels of a latent
   * @param size of a latent
   * @return {@code [N, C, h, w]}, a new array
   */
  public static float[] draw(
      NoiseKind kind,
      TorchGenerator generator,
      PythonRandom python,
      int members,
      int channels,
      ImageSize size) {
    int count = new Shape(members, channels, size).count();
    return switch (kind) {
      case ZEROS -> new float[count];
      case GAUSSIAN -> generator.randn(count);
      case PYRAMID -> pyramid(generator, python, new Shape(members, channels, size));
    };
  }

  /**
   * Normal numbers, and upon them those of ever smaller sizes, enlarged; the sum has a deviation of
   * 1 over all planes. Each size is smaller than the one before by a random factor, to the power of
   * its level.
   *
   * <p>Source: pyramid_noise_like in training/util/noise.py of
   * github.com/VisualComputingInstitute/diffusion-e2e-ft at 4ff5aad; agrees with it bit for bit,
   * see NoiseTest.
   */
  private static float[] pyramid(TorchGenerator generator, PythonRandom python, Shape shape) {
    float[] noise = generator.randn(shape.count());
    ImageSize smaller = shape.size();
    for (int level = 0; level < LEVELS; level++) {
      double factor = StrictMath.pow(python.random() * 2 + 2, level);
      smaller = new ImageSize(shrunk(smaller.height(), factor), shrunk(smaller.width(), factor));
      float[] drawn = generator.randn(shape.with(smaller).count());
      add(noise, drawn, smaller, shape, (float) StrictMath.pow(DISCOUNT, level));
      if (smaller.height() == 1 || smaller.width() == 1) {
        break;
      }
    }
    divide(noise, deviation(noise));
    return noise;
  }

  /** What a draw holds. */
  private record Shape(int members, int channels, ImageSize size) {
    int count() {
      return Math.multiplyExact(members, memberCount());
    }

    int memberCount() {
      return Math.multiplyExact(channels, size.pixels());
    }

    Shape with(ImageSize other) {
      return new Shape(members, channels, other);
    }
  }

  private static int shrunk(int extent, double factor) {
    return Math.max(1, (int) (extent / factor));
  }

  private static void add(
      float[] noise, float[] drawn, ImageSize smaller, Shape shape, float weight) {
    int from = shape.with(smaller).memberCount();
    int to = shape.memberCount();
    for (int member = 0; member < shape.members(); member++) {
      float[] planes = Arrays.copyOfRange(drawn, member * from, (member + 1) * from);
      float[] enlarged =
          Interpolation.BILINEAR.resize(planes, shape.channels(), smaller, shape.size());
      for (int i = 0; i < to; i++) {
        noise[member * to + i] += enlarged[i] * weight;
      }
    }
  }

  private static void divide(float[] noise, float divisor) {
    for (int i = 0; i < noise.length; i++) {
      noise[i] /= divisor;
    }
  }

  private static float deviation(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    return (float) Math.sqrt(squares / (values.length - 1));
  }
}
