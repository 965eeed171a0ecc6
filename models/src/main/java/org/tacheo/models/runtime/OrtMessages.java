package org.tacheo.models.runtime;

import ai.onnxruntime.OrtException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tacheo.core.TacheoException;

/** Turns what ONNX Runtime reports into one line for the user. */
final class OrtMessages {
  /** A file of its source, with the line and the function that often follow. */
  private static final Pattern SOURCE =
      Pattern.compile(
          "(?:\\S*/)?[\\w.-]+\\.(?:cc|cpp|cu|cuh|h|hpp):\\d+\\s*"
              + "(?:[\\w:<>*&~ ,\\[\\]]*?[\\w:~<>]+\\([^)]*\\)(?:::\\S+)?(?: const)?"
              + "(?: \\[with [^\\]]*\\])?\\s*)?");

  private static final Pattern CODE =
      Pattern.compile("^Error code - (ORT_\\w+) - message:\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern LIBRARY =
      Pattern.compile("([\\w.+-]+\\.so(?:\\.\\d+)*): cannot open shared object file");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private OrtMessages() {}

  /**
   * The failure of a network.
   *
   * @param what which network
   * @param doing what failed: {@code cannot be opened}, {@code cannot be run}
   */
  static TacheoException failure(String what, String doing, OrtException cause) {
    String message = what + " " + doing + ": " + line(cause);
    return tellsOfMemory(raw(cause))
        ? new MemoryExhaustedException(message, cause)
        : new TacheoException(message, cause);
  }

  /** The first line of a message, without the places in ONNX Runtime's source. */
  static String line(Throwable cause) {
    String bare = CODE.matcher(raw(cause)).replaceFirst("");
    String first = bare.lines().filter(text -> !text.isBlank()).findFirst().orElse("no reason");
    String clean = SPACES.matcher(SOURCE.matcher(first).replaceAll("")).replaceAll(" ").strip();
    return clean.isEmpty() ? "no reason given" : clean;
  }

  /** The shared library that a message misses. */
  static Optional<String> missingLibrary(Throwable cause) {
    Matcher library = LIBRARY.matcher(raw(cause));
    return library.find() ? Optional.of(library.group(1)) : Optional.empty();
  }

  private static boolean tellsOfMemory(String raw) {
    String message = raw.toLowerCase(Locale.ROOT);
    return message.contains("failed to allocate memory")
        || message.contains("bad_alloc")
        || message.contains("bad allocation")
        || message.contains("out of memory")
        || message.contains("cuda failure 2")
        || message.contains("cublas_status_alloc_failed")
        || message.contains("available memory of");
  }

  private static String raw(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }
}
