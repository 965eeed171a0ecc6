package org.tacheo.eval.journal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.DataException;
import org.tacheo.eval.Hostile;
import org.tacheo.eval.result.Outcome;
import org.tacheo.eval.result.Unit;
import org.tacheo.eval.result.UnitJson;
import org.tacheo.eval.result.Verdict;

class JournalFuzzTest {
  /** Bytes, text and the tree of JSON, each several times over. */
  private static final long EXPANSION = 1 << 10;

  private static final String HEADER = "{\"journal\":1}";

  static Stream<byte[]> seeds() {
    Unit scored =
        unit(
            new Verdict(
                "marigold-depth",
                "least-squares",
                new Outcome.Scored(
                    7, Optional.of(new Outcome.Fit(-1.5, 0x1p-1074)), Map.of("abs_rel", 0.1)),
                Optional.of("ab12")));
    Unit failed = unit(new Verdict("m", "none", new Outcome.Failed("ü\n\"q\""), Optional.empty()));
    String first = UnitJson.line(scored);
    String second = UnitJson.line(failed);
    byte[] whole = sealed(HEADER, first, second, first);
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;
    return Stream.of(
        whole,
        flipped,
        Arrays.copyOf(whole, whole.length - 5),
        sealed(HEADER),
        sealed("{\"journal\":2}", first),
        sealed(HEADER, first, "{\"verdicts\":[]}", second),
        sealed(HEADER, "{}", "{\"a\":1e999}", "{\"verdicts\":null,\"clock\":null}"),
        sealed(HEADER, first.replace("7", "null"), first.replace("0.1", "\"NaN\"")),
        sealed(
            HEADER,
            first.replace(",\"stages\":{\"denoise\":2}", ""),
            second.replace("2}", "null}")),
        sealed(HEADER, first.replace("[", "[[[[[[[[").replace("]", "]]]]]]]]")),
        "{}\n{}\n\n\n{".getBytes(UTF_8));
  }

  private static Unit unit(Verdict verdict) {
    Unit.Clock clock = new Unit.Clock(1, 5_000_000_000L, 4, 3, 2, Map.of("denoise", 2L));
    return new Unit("zero", "nyuv2", "test/kitchen/rgb_1.png", "kitchen", List.of(verdict), clock);
  }

  private static byte[] sealed(String... records) {
    JournalLines lines = new JournalLines();
    ByteArrayOutputStream journal = new ByteArrayOutputStream();
    for (String record : records) {
      journal.writeBytes(lines.sealed(record));
    }
    return journal.toByteArray();
  }

  /** Reads a journal, as the bytes are and with sums that are right. */
  @MethodSource("seeds")
  @FuzzTest
  void journal(byte[] bytes) {
    read(bytes);
    byte[] repaired = withRightSums(bytes);
    if (!Arrays.equals(bytes, repaired)) {
      read(repaired);
    }
  }

  /** Every line is either a sound record or lost, and what is sound is read again alike. */
  private static void read(byte[] bytes) {
    JournalReader.Content content = content(bytes);
    int lines = new String(bytes, UTF_8).split("\n", -1).length;
    byte[] sound = Arrays.copyOf(bytes, (int) content.soundBytes());
    JournalReader.Content again = content(sound);
    boolean same =
        again.records().equals(content.records())
            && again.soundBytes() == sound.length
            && again.lostLines() == 0
            && content.records().size() + content.lostLines() <= lines;
    if (!same) {
      throw new AssertionError("the sound part is read as " + again + ", not as " + content);
    }
    byte[] next = content.lines().sealed("{\"verdicts\":[]}");
    byte[] longer = Arrays.copyOf(sound, sound.length + next.length);
    System.arraycopy(next, 0, longer, sound.length, next.length);
    if (sound.length > 0 && content(longer).lostLines() != 1) {
      throw new AssertionError("the chain of sums does not go on where the sound part ends");
    }
  }

  private static JournalReader.Content content(byte[] bytes) {
    return Hostile.read(
            bytes.length,
            EXPANSION,
            () -> {
              try {
                return JournalReader.read(
                    new ByteArrayInputStream(bytes), HEADER, JournalFuzzTest::isUnit);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .orElseThrow(() -> new AssertionError("a journal is never refused, only what it holds"));
  }

  /** What is taken for a unit must be the same after writing and reading again. */
  private static boolean isUnit(String record) {
    try {
      Unit unit = UnitJson.unit(record, "journal.jsonl");
      if (!UnitJson.unit(UnitJson.line(unit), "again").equals(unit)) {
        throw new AssertionError("another unit after writing and reading: " + unit);
      }
      return true;
    } catch (DataException refused) {
      Hostile.requireLine(refused);
      return false;
    }
  }

  /** Sets the sum of every line that has one. */
  private static byte[] withRightSums(byte[] bytes) {
    JournalLines lines = new JournalLines();
    ByteArrayOutputStream repaired = new ByteArrayOutputStream();
    int start = 0;
    for (int end = 0; end < bytes.length; end++) {
      if (bytes[end] == '\n') {
        byte[] line = Arrays.copyOfRange(bytes, start, end);
        int tail = new String(line, ISO_8859_1).lastIndexOf(",\"crc32c\":\"");
        String head = tail < 1 ? "" : new String(line, 0, tail, UTF_8);
        if (head.startsWith("{")) {
          repaired.writeBytes(lines.sealed(head + "}"));
        } else {
          repaired.write(bytes, start, end + 1 - start);
        }
        start = end + 1;
      }
    }
    repaired.write(bytes, start, bytes.length - start);
    return repaired.toByteArray();
  }
}
