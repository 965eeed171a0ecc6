package org.tacheo.models.runtime;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tacheo.core.SpecException;

/**
 * Where networks run.
 *
 * @param kind which kind of device
 * @param index which of several, 0 for the first; 0 for all but {@link Kind#CUDA}
 */
public record Device(Kind kind, int index) {
  /** The first CUDA device if it can be used, else the CPU. */
  public static final Device AUTO = new Device(Kind.AUTO, 0);

  /** The CPU. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  private static final Pattern CUDA = Pattern.compile("cuda(?::([0-9]{1,2}))?");

  /** Kinds of devices. */
  public enum Kind {
    /** Whatever is best here. */
    AUTO,
    /** The processor. */
    CPU,
    /** A graphics card by NVIDIA. */
    CUDA
  }

  /**
   * Checks the index.
   *
   * @throws IllegalArgumentException if it is negative, or not 0 for what there is one of
   */
  public Device {
    if (index < 0 || (index > 0 && kind != Kind.CUDA)) {
      throw new IllegalArgumentException("no " + kind + " of index " + index);
    }
  }

  /** A CUDA device, the first being 0. */
  public static Device cuda(int index) {
    return new Device(Kind.CUDA, index);
  }

  /**
   * The device of this name: {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:N}.
   *
   * @throws SpecException if it is none of these
   */
  public static Device parse(String name) {
    if (name.equals("auto")) {
      return AUTO;
    }
    if (name.equals("cpu")) {
      return CPU;
    }
    Matcher cuda = CUDA.matcher(name);
    if (!cuda.matches()) {
      throw new SpecException(
          "device: expected auto, cpu or cuda:N with N from 0 to 99, got \"" + name + "\"");
    }
    return cuda(cuda.group(1) == null ? 0 : Integer.parseInt(cuda.group(1)));
  }

  /** The name that {@link #parse} takes. */
  @Override
  public String toString() {
    return switch (kind) {
      case AUTO -> "auto";
      case CPU -> "cpu";
      case CUDA -> "cuda:" + index;
    };
  }
}
