package org.tacheo.models.diffusion;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tacheo.core.ImageSize;
import org.tacheo.models.diffusion.Profile.NoiseOrder;
import org.tacheo.models.diffusion.Profile.Result;
import org.tacheo.models.noise.Arithmetic;
import org.tacheo.models.noise.Noise;
import org.tacheo.models.noise.NoiseKind;
import org.tacheo.models.noise.PythonRandom;
import org.tacheo.models.noise.TorchGenerator;
import org.tacheo.models.runtime.Tensor;
import org.tacheo.models.schedule.Schedule;
import org.tacheo.models.schedule.Step;

/** Turns noise into the latents of predictions, one for each member of an ensemble. */
final class Denoiser {
  /** Where networks without a schedule are evaluated. */
  private static final int LAST_TIMESTEP = 999;

  private final Networks networks;
  private final Schedule schedule;
  private final Profile profile;
  private final int steps;
  private final Source source;

  /**
   * A denoiser.
   *
   * @param steps as asked for: some schedules take one more
   */
  Denoiser(Networks networks, Schedule schedule, Profile profile, int steps, Source source) {
    this.networks = networks;
    this.schedule = schedule;
    this.profile = profile;
    this.steps = steps;
    this.source = source;
  }

  /** Where the noise comes from: every image begins with the same seed. */
  record Source(NoiseKind kind, long seed, Arithmetic arithmetic) {}

  /**
   * Denoises.
   *
   * @param image the scaled latent of the image, [1, 4, h, w]
   * @param members how many
   * @param batch how many of them at once, at most
   * @return each [4, h, w]
   */
  List<float[]> denoise(Tensor image, int members, int batch) {
    Draws draws = new Draws(image, members);
    List<float[]> latents = new ArrayList<>();
    int together = schedule.drawsNoise() ? 1 : batch;
    for (int first = 0; first < members; first += together) {
      int count = Math.min(together, members - first);
      latents.addAll(denoised(image, draws, count));
    }
    return latents;
  }

  private List<float[]> denoised(Tensor image, Draws draws, int count) {
    List<float[]> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(draws.next());
    }
    int channels = networks.unetConfig().inChannels();
    Tensor input = Tensor.zeros(count, channels, image.extent(2), image.extent(3));
    fillImage(input, image, count);
    if (profile.result() == Result.OUTPUT) {
      fillSamples(input, samples);
      return parts(networks.denoise(input, LAST_TIMESTEP), count);
    }
    int[] timesteps = schedule.timesteps();
    for (int index = 0; index < timesteps.length; index++) {
      fillSamples(input, samples);
      List<float[]> outputs = parts(networks.denoise(input, timesteps[index]), count);
      for (int i = 0; i < count; i++) {
        Step step = schedule.step(index, outputs.get(i), samples.get(i), draws.torch);
        samples.set(i, takesOriginal(index) ? step.original() : step.previous());
      }
    }
    return samples;
  }

  /** The reference asks for the step of this number, not for the last one of the schedule. */
  private boolean takesOriginal(int index) {
    return profile.result() == Result.ORIGINAL_SAMPLE && index == steps - 1;
  }

  private static void fillImage(Tensor input, Tensor image, int count) {
    FloatBuffer target = input.values();
    for (int i = 0; i < count; i++) {
      target.put(i * (input.size() / count), image.values(), 0, image.size());
    }
  }

  /** Behind the latent of the image, if the network looks at noise at all. */
  private static void fillSamples(Tensor input, List<float[]> samples) {
    int stride = input.size() / samples.size();
    FloatBuffer target = input.values();
    for (int i = 0; i < samples.size(); i++) {
      float[] sample = samples.get(i);
      if (stride > sample.length) {
        target.put((i + 1) * stride - sample.length, sample);
      }
    }
  }

  private static List<float[]> parts(Tensor tensor, int count) {
    List<float[]> parts = new ArrayList<>();
    int length = tensor.size() / count;
    FloatBuffer values = tensor.values();
    for (int i = 0; i < count; i++) {
      float[] part = new float[length];
      values.get(i * length, part);
      parts.add(part);
    }
    return parts;
  }

  /** The draws for one image, in the order of the published code. */
  private final class Draws {
    private final TorchGenerator torch = new TorchGenerator(source.seed(), source.arithmetic());
    private final PythonRandom python = new PythonRandom(source.seed());
    private final ImageSize size;
    private final int channels;
    private final float[] ahead;
    private int drawn;

    Draws(Tensor image, int members) {
      this.channels = networks.unetConfig().outChannels();
      this.size = new ImageSize(image.extent(2), image.extent(3));
      if (profile.noiseOrder() == NoiseOrder.LOADER_FIRST) {
        torch.rand(2);
      }
      this.ahead = profile.noiseOrder() == NoiseOrder.ALL_FIRST ? draw(members) : new float[0];
    }

    float[] next() {
      if (ahead.length == 0) {
        return draw(1);
      }
      int length = channels * size.pixels();
      drawn++;
      return Arrays.copyOfRange(ahead, (drawn - 1) * length, drawn * length);
    }

    private float[] draw(int count) {
      return Noise.draw(source.kind(), torch, python, count, channels, size);
    }
  }
}
