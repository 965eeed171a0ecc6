package org.tacheo.models.runtime;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for shared libraries where the loader of Linux does: in the folders of {@code
 * LD_LIBRARY_PATH}, in its cache, and in the usual folders.
 *
 * @param root the root of the file system
 * @param libraryPath the value of {@code LD_LIBRARY_PATH}
 */
record LibrarySearch(Path root, String libraryPath) {
  private static final List<String> USUAL =
      List.of(
          "lib",
          "usr/lib",
          "lib64",
          "usr/lib64",
          "lib/x86_64-linux-gnu",
          "usr/lib/x86_64-linux-gnu");

  /** What ONNX Runtime's provider is linked against or opens on demand, by where it comes from. */
  private static final Map<String, List<String>> NEEDED = needed();

  private static Map<String, List<String>> needed() {
    Map<String, List<String>> needed = new LinkedHashMap<>();
    needed.put("the driver", List.of("libcuda.so.1"));
    needed.put(
        "CUDA 12",
        List.of(
            "libcudart.so.12",
            "libcublas.so.12",
            "libcublasLt.so.12",
            "libcurand.so.10",
            "libcufft.so.11"));
    needed.put("cuDNN 9", List.of("libcudnn.so.9"));
    return needed;
  }

  /** All libraries that CUDA needs. */
  List<CudaLibrary> all() {
    String cache = cache();
    List<CudaLibrary> all = new ArrayList<>();
    NEEDED.forEach((source, names) -> names.forEach(name -> all.add(find(name, source, cache))));
    return all;
  }

  private CudaLibrary find(String name, String source, String cache) {
    Optional<Path> found =
        inLibraryPath(name)
            .or(() -> inCache(name, cache))
            .or(() -> within(USUAL.stream().map(root::resolve), name));
    Optional<Path> aside = found.isPresent() ? Optional.empty() : within(toolkits(), name);
    return new CudaLibrary(name, source, found, aside);
  }

  private Optional<Path> inLibraryPath(String name) {
    return within(
        Stream.of(libraryPath.split(File.pathSeparator, -1))
            .filter(folder -> !folder.isBlank())
            .map(Path::of),
        name);
  }

  // The cache holds each path as text that ends in a zero byte; no more of it is needed here.
  private Optional<Path> inCache(String name, String cache) {
    int end = cache.indexOf("/" + name + "\0");
    if (end < 0) {
      return Optional.empty();
    }
    int start = cache.lastIndexOf('\0', end) + 1;
    String path = cache.substring(start, end + 1 + name.length());
    return Optional.of(root.resolve(path.replaceFirst("^/+", ""))).filter(Files::exists);
  }

  private String cache() {
    try {
      return Files.readString(root.resolve("etc/ld.so.cache"), StandardCharsets.ISO_8859_1);
    } catch (IOException none) {
      return "";
    }
  }

  /** Where toolkits are put by hand; the loader does not look there unless told. */
  private Stream<Path> toolkits() {
    return Stream.of("usr/local", "opt")
        .flatMap(parent -> children(root.resolve(parent)).stream())
        .filter(child -> child.getFileName().toString().matches("(?i)cuda.*|cudnn.*"))
        .flatMap(child -> Stream.of(child.resolve("lib64"), child.resolve("lib")));
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  private static Optional<Path> within(Stream<Path> folders, String name) {
    return folders.map(folder -> folder.resolve(name)).filter(Files::exists).findFirst();
  }
}
