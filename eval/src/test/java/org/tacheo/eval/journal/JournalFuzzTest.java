package org.tacheo.eval.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
  private static final String HEADER = "{\"journal\":1,\"manifest\":\"m\"}";

  /** The tree of JSON: many small objects. */
  private static final long EXPANSION = 1 << 10;

  static Stream<byte[]> seeds() {
    String whole = unit(new Outcome.Scored(7, Optional.of(new Outcome.Fit(1, -2e-9)), metrics()));
    String failed = unit(new Outcome.Failed("no \"file\"\n"));
    return Stream.of(
            "",
            HEADER,
            whole,
            whole + "\n" + failed + "\n" + whole,
            whole.replace("7", "1e999"),
            whole.replace("\"verdicts\"", "\"verdict\""),
            whole.replace("[", "{"),
            failed.replace("\"clock\":{", "\"clock\":{\"session\":1,"),
            "{}\n[]\nnull\n{\"verdicts\":{}}")
        .map(text -> text.getBytes(UTF_8));
  }

  private static Map<String, Double> metrics() {
    return Map.of("abs_rel", 0.1);
  }

  private static String unit(Outcome outcome) {
    Verdict verdict = new Verdict("p", "none", outcome, Optional.of("ab"));
    return UnitJson.line(
        new Unit("e", "d", "i", "s", List.of(verdict), new Unit.Clock(1, 2, 3, 4, 5)));
  }

  /** The bytes as they are: nothing fits, or the header alone. */
  @MethodSource("seeds")
  @FuzzTest
  void journal(byte[] bytes) {
    JournalReader.Content content = read(bytes);
    assertThat(content.soundBytes()).isLessThanOrEqualTo(bytes.length);
  }

  /** Each line with a sum that fits, so that what follows the sum is reached. */
  @MethodSource("seeds")
  @FuzzTest
  void sealedJournal(byte[] bytes) throws IOException {
    JournalLines lines = new JournalLines();
    ByteArrayOutputStream journal = new ByteArrayOutputStream();
    journal.write(lines.sealed(HEADER));
    int records = 0;
    for (String line : new String(bytes, UTF_8).split("\n", -1)) {
      if (line.length() > 1 && line.startsWith("{") && line.endsWith("}")) {
        journal.write(lines.sealed(line));
        records++;
      }
    }
    JournalReader.Content content = read(journal.toByteArray());
    assertThat(content.records().size() + content.lostLines()).isEqualTo(records);
    for (String record : content.records()) {
      Unit unit = UnitJson.unit(record, "journal");
      assertThat(UnitJson.unit(UnitJson.line(unit), "journal")).isEqualTo(unit);
    }
  }

  private static JournalReader.Content read(byte[] bytes) {
    return Hostile.read(
            bytes.length,
            EXPANSION,
            () -> {
              try {
                return JournalReader.read(
                    new ByteArrayInputStream(bytes), HEADER, JournalFuzzTest::isUnit);
              } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
              }
            })
        .orElseThrow();
  }

  private static boolean isUnit(String record) {
    try {
      return !UnitJson.unit(record, "journal").toString().isEmpty();
    } catch (DataException refused) {
      Hostile.requireLine(refused);
      return false;
    }
  }
}
