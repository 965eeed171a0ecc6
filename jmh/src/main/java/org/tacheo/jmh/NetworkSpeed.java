package org.tacheo.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.tacheo.models.checkpoint.Checkpoint;
import org.tacheo.models.checkpoint.UNetConfig;
import org.tacheo.models.graph.Graphs;
import org.tacheo.models.graph.Precision;
import org.tacheo.models.graph.Target;
import org.tacheo.models.runtime.Device;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.runtime.EngineOptions;
import org.tacheo.models.runtime.Session;
import org.tacheo.models.runtime.Tensor;

/**
 * Measures one network of a checkpoint: the time that it takes to open and to run, in seconds of
 * the clock and of the processor, and the most memory that was resident.
 *
 * <p>{@code java -cp benchmarks.jar org.tacheo.jmh.NetworkSpeed CHECKPOINT unet|encoder|decoder
 * HEIGHT WIDTH RUNS [cpu|cuda:N] [cpu|gpu] [fp32|fp16]}: height and width of the image, the device
 * (cpu by default), what the graph is for (the same as the device), and the precision. Linux only.
 */
public final class NetworkSpeed {
  private static final int LATENT = 8;

  private NetworkSpeed() {}

  /** Measures what the arguments say. */
  public static void main(String[] args) throws IOException {
    if (args.length < 5) {
      throw new IllegalArgumentException(
          "expected: CHECKPOINT unet|encoder|decoder HEIGHT WIDTH RUNS [DEVICE [cpu|gpu [fp32|fp16]]]");
    }
    Device device = Device.parse(args.length > 5 ? args[5] : "cpu");
    Target own = device.equals(Device.CPU) ? Target.CPU : Target.GPU;
    Target target = args.length > 6 ? Target.valueOf(upper(args[6])) : own;
    Precision precision = args.length > 7 ? Precision.valueOf(upper(args[7])) : Precision.FP32;
    Checkpoint checkpoint = Checkpoint.open(Path.of(args[0]), "");
    byte[] model = model(checkpoint, args[1], precision, target);
    Map<String, Tensor> inputs =
        inputs(
            args[1],
            checkpoint.unetConfig(),
            Integer.parseInt(args[2]) / LATENT,
            Integer.parseInt(args[3]) / LATENT);
    try (Engine engine = Engine.open(EngineOptions.on(device));
        Session session = timed("open", () -> engine.open(model, args[1]))) {
      for (int run = 0; run < Integer.parseInt(args[4]); run++) {
        timed("run", () -> session.run(inputs));
      }
    }
  }

  private static String upper(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  private static byte[] model(
      Checkpoint checkpoint, String network, Precision precision, Target target) {
    return switch (network) {
      case "unet" -> Graphs.unet(checkpoint.unetConfig(), checkpoint.unet(), precision, target);
      case "encoder" -> Graphs.encoder(checkpoint.vaeConfig(), checkpoint.vae(), precision, target);
      case "decoder" -> Graphs.decoder(checkpoint.vaeConfig(), checkpoint.vae(), precision, target);
      default -> throw new IllegalArgumentException("no network " + network);
    };
  }

  private static Map<String, Tensor> inputs(String network, UNetConfig config, int h, int w) {
    return switch (network) {
      case "encoder" -> Map.of("image", random(1, 3, (long) LATENT * h, (long) LATENT * w));
      case "decoder" -> Map.of("latent", random(1, 4, h, w));
      default ->
          Map.of(
              "sample",
              random(1, config.inChannels(), h, w),
              "text",
              random(1, 2, config.crossAttentionDim()),
              "timestep",
              Tensor.of(new float[] {999}, 1));
    };
  }

  private static Tensor random(long... shape) {
    Tensor tensor = Tensor.zeros(shape);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < tensor.size(); i++) {
      tensor.values().put(i, (float) (Math.sqrt(3) * (2 * random.nextDouble() - 1)));
    }
    return tensor;
  }

  private static <T> T timed(String what, Supplier<T> work) throws IOException {
    long clock = System.nanoTime();
    double processor = processorSeconds();
    T result = work.get();
    System.out.printf(
        Locale.ROOT,
        "%-4s %8.2f s %8.2f CPU s, resident %d MB at most, %d MB of it anonymous now%n",
        what,
        (System.nanoTime() - clock) / 1e9,
        processorSeconds() - processor,
        megabytes("VmHWM"),
        megabytes("RssAnon"));
    return result;
  }

  /** User and system time of all threads, native ones included. */
  private static double processorSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/self/stat"));
    List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
    return (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))) / 100.0;
  }

  private static long megabytes(String field) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(field + ":")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IOException("/proc/self/status has no " + field);
  }
}
