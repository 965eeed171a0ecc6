package org.tacheo.eval;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tacheo.core.DataException;
import org.tacheo.core.Printable;
import org.tacheo.core.SpecException;

/** What every reader must do with bytes from a stranger: read or refuse them, at a small price. */
public final class Hostile {
  /** What a reader may allocate whatever it is given: buffers of a fixed size, lists, messages. */
  private static final long FREE_BYTES = 1 << 21;

  private static final long MOST_NANOS = 1_000_000_000L;

  /** A first line, twenty problems, and how many there are beyond. */
  private static final int MOST_PROBLEMS = 22;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Hostile() {}

  /**
   * Reads, and measures the reading on its own thread. A reading that seems too dear is done again,
   * since the first one of all also pays for loading classes.
   *
   * @param inputBytes length of the input
   * @param expansion bytes that the reader may allocate for each byte of input
   * @return what was read, or empty if it was refused, with one printable line or one for each
   *     problem of a suite
   * @throws AssertionError if the message is another one, or the price too high
   */
  public static <T> Optional<T> read(int inputBytes, long expansion, Supplier<T> reader) {
    long mostBytes = FREE_BYTES + expansion * inputBytes;
    Reading<T> reading = measured(reader);
    if (reading.nanos > MOST_NANOS || reading.bytes > mostBytes) {
      reading = measured(reader);
    }
    if (reading.nanos > MOST_NANOS || reading.bytes > mostBytes) {
      throw new AssertionError(reading + ", expected at most " + mostBytes + " bytes, 1 s");
    }
    return reading.result;
  }

  /** Fails unless a refusal is one printable line. */
  public static void requireLine(DataException refusal) {
    requirePrintable(String.valueOf(refusal.getMessage()), 1);
  }

  private static <T> Reading<T> measured(Supplier<T> reader) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long nanos = THREADS.getCurrentThreadCpuTime();
    Optional<T> result;
    try {
      result = Optional.of(reader.get());
    } catch (DataException refusal) {
      requireLine(refusal);
      result = Optional.empty();
    } catch (SpecException refusal) {
      requirePrintable(String.valueOf(refusal.getMessage()), MOST_PROBLEMS);
      result = Optional.empty();
    }
    return new Reading<>(
        result,
        THREADS.getCurrentThreadCpuTime() - nanos,
        THREADS.getCurrentThreadAllocatedBytes() - allocated);
  }

  private static void requirePrintable(String message, int mostLines) {
    List<String> lines = List.of(message.split("\n", -1));
    boolean plain = lines.stream().allMatch(line -> line.equals(Printable.text(line)));
    if (!plain || message.isBlank() || lines.size() > mostLines || !message.contains(": ")) {
      throw new AssertionError("not lines of what and where: " + message);
    }
  }

  /** What came of one reading, and its price. */
  private record Reading<T>(Optional<T> result, long nanos, long bytes) {
    @Override
    public String toString() {
      return "one reading took " + bytes + " bytes, " + nanos + " ns";
    }
  }
}
