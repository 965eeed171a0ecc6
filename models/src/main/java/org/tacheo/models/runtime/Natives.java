package org.tacheo.models.runtime;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The shared libraries of ONNX Runtime, unpacked once for all runs. Left alone it unpacks them anew
 * into a temporary folder at each start, which costs more than all else, and leaves the folder.
 */
final class Natives {
  /** Where ONNX Runtime looks for its libraries; read when its first class is loaded. */
  static final String PROPERTY = "onnxruntime.native.path";

  private static final long LARGEST = 4L << 30;

  private Natives() {}

  /**
   * Has ONNX Runtime load its libraries from below this folder, unless somebody named another one.
   * Where they cannot be unpacked it does as it would anyway, to the same effect.
   *
   * @param kind for which device; the large libraries for CUDA are left out for the CPU
   */
  static void use(Path folder, Device.Kind kind) {
    if (System.getProperty(PROPERTY) == null) {
      unpacked(folder, kind).ifPresent(path -> System.setProperty(PROPERTY, path.toString()));
    } else if (kind != Device.Kind.CPU) {
      // An earlier engine for the CPU may have left out what this one needs.
      unpacked(folder, kind);
    }
  }

  /** The folder below the given one that holds the libraries of this build and platform. */
  static Optional<Path> unpacked(Path folder, Device.Kind kind) {
    String prefix = "ai/onnxruntime/native/" + platform() + "/";
    for (String place : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      Path jar = Path.of(place);
      if (place.endsWith(".jar") && Files.isRegularFile(jar)) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
          List<ZipEntry> libraries = libraries(zip, prefix);
          if (!libraries.isEmpty()) {
            return Optional.of(unpack(zip, libraries, folder, kind));
          }
        } catch (IOException | SecurityException unusable) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static List<ZipEntry> libraries(ZipFile zip, String prefix) {
    List<ZipEntry> libraries = new ArrayList<>();
    for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
      String name = entry.getName();
      boolean direct = name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0;
      if (direct && !entry.isDirectory() && entry.getSize() > 0 && entry.getSize() <= LARGEST) {
        libraries.add(entry);
      }
    }
    libraries.sort(Comparator.comparing(ZipEntry::getName));
    return libraries;
  }

  private static Path unpack(ZipFile zip, List<ZipEntry> libraries, Path folder, Device.Kind kind)
      throws IOException {
    // The name tells the contents, so that another version never finds these.
    Path target = Files.createDirectories(folder.resolve("onnxruntime-" + digest(libraries)));
    for (ZipEntry library : libraries) {
      if (kind != Device.Kind.CPU || !isForCards(library)) {
        unpack(zip, library, target);
      }
    }
    return target.toAbsolutePath();
  }

  private static boolean isForCards(ZipEntry library) {
    return library.getName().matches(".*providers_(cuda|tensorrt).*");
  }

  private static void unpack(ZipFile zip, ZipEntry library, Path folder) throws IOException {
    String name = library.getName();
    Path target = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
    if (Files.isRegularFile(target) && Files.size(target) == library.getSize()) {
      return;
    }
    // Another process may do the same now: each writes a file of its own, and the last one to move
    // it into place replaces equal bytes.
    Path fresh = Files.createTempFile(folder, ".unpacking", "");
    try {
      copy(zip, library, fresh);
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static void copy(ZipFile zip, ZipEntry library, Path target) throws IOException {
    CRC32 sum = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(library), sum);
        OutputStream out = Files.newOutputStream(target)) {
      long bytes = in.transferTo(out);
      if (bytes != library.getSize() || sum.getValue() != library.getCrc()) {
        throw new IOException(library.getName() + " is damaged in " + zip.getName());
      }
    }
  }

  private static String digest(List<ZipEntry> libraries) {
    CRC32 sum = new CRC32();
    for (ZipEntry library : libraries) {
      String line = library.getName() + " " + library.getSize() + " " + library.getCrc() + "\n";
      sum.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }

  /** As ONNX Runtime names its folders; those of other platforms than these it does not have. */
  private static String platform() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String system = name.contains("mac") ? "osx" : name.contains("win") ? "win" : "linux";
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return system + "-" + (arch.equals("aarch64") || arch.equals("arm64") ? "aarch64" : "x64");
  }
}
