package org.tacheo.jmh;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tacheo.core.Estimator;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.Problems;
import org.tacheo.core.RgbImage;
import org.tacheo.core.SampleId;
import org.tacheo.core.Settings;
import org.tacheo.core.StageClock;
import org.tacheo.core.View;
import org.tacheo.datasets.image.Jpeg;
import org.tacheo.models.checkpoint.CheckpointPlaces;
import org.tacheo.models.diffusion.DiffusionType;
import org.tacheo.models.graph.Precision;
import org.tacheo.models.runtime.Device;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.runtime.EngineOptions;

/**
 * Times a diffusion estimator on one JPEG photograph, stage by stage, again and again: for latency,
 * for the share that is not inference, for leaks.
 *
 * <pre>java -cp jmh/target/benchmarks.jar org.tacheo.jmh.PipelineSpeed CHECKPOINT IMAGE REPEAT
 *     [key=value ...]</pre>
 *
 * <p>Keys are those of a suite's estimator; {@code device}, {@code precision} and {@code threads}
 * are those of the command line.
 */
public final class PipelineSpeed {
  private PipelineSpeed() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Map<String, Object> settings = settings(arguments);
    EngineOptions options =
        new EngineOptions(
            Device.parse(taken(settings, "device", "cpu")),
            Integer.parseInt(taken(settings, "threads", "0")),
            2L << 30);
    Precision precision =
        Precision.valueOf(taken(settings, "precision", "fp32").toUpperCase(Locale.ROOT));
    int repeat = Integer.parseInt(arguments[2]);
    long start = System.nanoTime();
    try (Engine engine = Engine.open(options);
        Estimator estimator = estimator(engine, precision, settings)) {
      out.printf(
          Locale.ROOT, "%s, open %.2f s%n", engine.describe(), (System.nanoTime() - start) / 1e9);
      RgbImage image = Jpeg.read(Files.readAllBytes(Path.of(arguments[1])), arguments[1]);
      for (int i = 0; i < repeat; i++) {
        out.println(once(engine, estimator, image));
      }
    }
  }

  private static Map<String, Object> settings(String[] arguments) {
    Map<String, Object> settings = new TreeMap<>();
    settings.put("checkpoint", arguments[0]);
    settings.put("task", "depth");
    settings.put("profile", "diffusers");
    for (int i = 3; i < arguments.length; i++) {
      String[] pair = arguments[i].split("=", 2);
      settings.put(pair[0], pair[1].matches("[0-9]+") ? Long.valueOf(pair[1]) : pair[1]);
    }
    return settings;
  }

  private static String taken(Map<String, Object> settings, String key, String otherwise) {
    Object value = settings.remove(key);
    return value == null ? otherwise : value.toString();
  }

  private static Estimator estimator(
      Engine engine, Precision precision, Map<String, Object> values) {
    CheckpointPlaces places = new CheckpointPlaces(Optional.empty(), List.of());
    DiffusionType type =
        new DiffusionType(places, () -> engine, precision, Optional.empty(), content -> "");
    Problems problems = new Problems();
    Settings settings = new Settings("arguments", values, problems);
    EstimatorType.Opener opener = type.read(settings);
    settings.finish();
    problems.throwIfAny("PipelineSpeed");
    return opener.open();
  }

  private static String once(Engine engine, Estimator estimator, RgbImage image)
      throws IOException {
    View view =
        new View(new SampleId("photographs", "", "one"), "one", () -> image, Optional.empty());
    StageClock clock = new StageClock();
    long running = engine.runningNanos();
    long processor = processorNanos();
    long start = System.nanoTime();
    estimator.predict(view, clock);
    double seconds = (System.nanoTime() - start) / 1e9;
    double inside = (engine.runningNanos() - running) / 1e9;
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT,
            "total %.3f processor %.3f",
            seconds,
            (processorNanos() - processor) / 1e9));
    clock
        .nanos()
        .forEach(
            (stage, nanos) ->
                line.append(String.format(Locale.ROOT, " %s %.4f", stage, nanos / 1e9)));
    line.append(
        String.format(Locale.ROOT, " outside-inference %.2f %%", 100 * (1 - inside / seconds)));
    return line + memory();
  }

  /** Of all threads of this process. */
  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static String memory() throws IOException {
    StringBuilder line = new StringBuilder();
    Path status = Path.of("/proc/self/status");
    if (Files.isReadable(status)) {
      for (String entry : Files.readAllLines(status)) {
        if (entry.startsWith("VmHWM") || entry.startsWith("VmRSS") || entry.startsWith("RssAnon")) {
          line.append(' ').append(entry.replaceAll("\\s+", " "));
        }
      }
      try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
        line.append(" files ").append(open.count());
      }
    }
    return line.toString();
  }
}
