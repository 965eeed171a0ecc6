package org.tacheo.eval.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tacheo.core.SpecException;

/**
 * The code that works on a run, by the first 12 hex digits of the SHA-256 of the jar that it is in.
 * Tells development builds apart, which all have the same version.
 */
final class Build {
  /** Of code that lies in a folder of classes, and of journals that name no build. */
  static final String UNKNOWN = "unknown";

  private static final String DEVELOPMENT = "-SNAPSHOT";
  private static final Pattern FIELD = Pattern.compile(",\"build\":\"([0-9a-z]*)\"(?=}$)");
  private static final int DIGITS = 12;
  private static final int READ_AT_ONCE = 1 << 16;

  private Build() {}

  /** The build of this process: of the one jar that it was started from, else unknown. */
  static String current() {
    try {
      return of(Path.of(System.getProperty("java.class.path", "")));
    } catch (IOException | InvalidPathException noFile) {
      return UNKNOWN;
    }
  }

  /** The build in this jar or folder. */
  static String of(Path place) throws IOException {
    if (!Files.isRegularFile(place)) {
      return UNKNOWN;
    }
    try (InputStream stream = Files.newInputStream(place)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[READ_AT_ONCE];
      for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
        digest.update(buffer, 0, count);
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  /** The first line of a journal without its build. */
  static String without(String header) {
    return FIELD.matcher(header).replaceFirst("");
  }

  /**
   * Refuses to mix the units of two development builds of one version.
   *
   * @param header first line of the journal that is there, empty if there is none
   * @throws SpecException if another build wrote it
   */
  static void requireSame(Path folder, String version, String header, String build) {
    Matcher field = FIELD.matcher(header);
    String other = field.find() ? field.group(1) : UNKNOWN;
    boolean comparable = !other.equals(UNKNOWN) && !build.equals(UNKNOWN);
    if (version.endsWith(DEVELOPMENT) && comparable && !other.equals(build)) {
      throw new SpecException(
          folder
              + ": begun by another build of "
              + version
              + ", "
              + other
              + ", this is "
              + build
              + "; start a new folder with --out");
    }
  }
}
