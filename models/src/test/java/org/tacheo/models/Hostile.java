package org.tacheo.models;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.function.Supplier;
import org.tacheo.core.DataException;
import org.tacheo.core.Printable;

/** What every reader must do with bytes from a stranger: read or refuse them, at a small price. */
public final class Hostile {
  /** What a reader may allocate whatever it is given: buffers of a fixed size, lists, messages. */
  private static final long FREE_BYTES = 1 << 21;

  private static final long MOST_NANOS = 1_000_000_000L;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Hostile() {}

  /**
   * Reads, and measures the reading on its own thread. A reading that seems too dear is done again,
   * since the first one of all also pays for loading classes.
   *
   * @param inputBytes length of the input
   * @param expansion bytes that the reader may allocate for each byte of input
   * @return what was read, or empty if it was refused with one printable line
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

  private static <T> Reading<T> measured(Supplier<T> reader) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long nanos = THREADS.getCurrentThreadCpuTime();
    Optional<T> result;
    try {
      result = Optional.of(reader.get());
    } catch (DataException refusal) {
      requireOneLine(String.valueOf(refusal.getMessage()));
      result = Optional.empty();
    }
    return new Reading<>(
        result,
        THREADS.getCurrentThreadCpuTime() - nanos,
        THREADS.getCurrentThreadAllocatedBytes() - allocated);
  }

  private static void requireOneLine(String message) {
    boolean plain = message.equals(Printable.text(message));
    if (!plain || message.isBlank() || !message.contains(": ")) {
      throw new AssertionError("not one line of what and where: " + message);
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
