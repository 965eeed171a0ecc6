package org.tacheo.datasets;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tacheo.core.DataException;
import org.tacheo.datasets.archive.Archive;
import org.tacheo.datasets.image.Jpeg;
import org.tacheo.datasets.image.Npy;
import org.tacheo.datasets.image.Png;
import org.tacheo.datasets.image.PredictionFiles;

/** The program that {@link BombTest} runs: reads one file and says what came of it. */
final class BombReader {
  private BombReader() {}

  /** Prints what was read or why it was refused, and the milliseconds of processor time. */
  public static void main(String[] args) throws IOException {
    String said;
    try {
      said = "read " + read(Path.of(args[0]));
    } catch (DataException refusal) {
      said = "refused " + refusal.getMessage();
    }
    long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    System.out.println(said);
    System.out.println(nanos / 1_000_000);
  }

  private static String read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    String format = name.substring(name.lastIndexOf('.') + 1);
    return switch (format) {
      case "tar", "zip" -> members(file);
      case "npz", "exr", "pfm", "mat" -> String.valueOf(PredictionFiles.read(file));
      case "png" ->
          String.valueOf(Png.readGray16(Files.readAllBytes(file), name, new float[65536]));
      case "jpg" -> String.valueOf(Jpeg.read(Files.readAllBytes(file), name));
      case "npy" -> List.of(Npy.read(Files.readAllBytes(file), name), Npy.read(file)).toString();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static String members(Path file) {
    try (Archive archive = Archive.open(file)) {
      long bytes = 0;
      for (String name : archive.names()) {
        bytes += archive.read(name).length;
      }
      return archive.names() + " " + bytes;
    }
  }
}
