package org.tacheo.cli;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tacheo.core.SpecException;

/** Amounts of memory as people write them. */
final class MemorySize {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([kmgt])(i?b)?");

  private MemorySize() {}

  /**
   * Bytes of {@code 12g}, {@code 12GiB} or {@code 800m}, always in powers of 1024.
   *
   * @throws SpecException if it is none of these, or nothing
   */
  static long parse(String text) {
    Matcher form = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    long bytes =
        form.matches()
            ? Long.parseLong(form.group(1)) << (10 * (1 + "kmgt".indexOf(form.group(2))))
            : 0;
    if (bytes == 0) {
      throw new SpecException(
          "--model-memory: expected an amount such as 12g or 800m, got \"" + text + "\"");
    }
    return bytes;
  }

  /** All memory of this machine, or of the container that the process is kept in. */
  static long ofThisMachine() {
    return system().getTotalMemorySize();
  }

  /** What of it is free now. */
  static long free() {
    return system().getFreeMemorySize();
  }

  private static com.sun.management.OperatingSystemMXBean system() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
  }

  /** For people: {@code 15.3 GiB}. */
  static String shown(long bytes) {
    return bytes < 1 << 30
        ? String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20))
        : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1 << 30));
  }
}
