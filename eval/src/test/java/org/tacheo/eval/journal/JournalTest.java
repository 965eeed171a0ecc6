package org.tacheo.eval.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JournalTest {
  private static final String HEADER = "{\"journal\":1,\"manifest\":\"m\"}";
  private static final List<String> RECORDS =
      List.of("{\"a\":1}", "{\"b\":\"\u00e4\u2191\"}", "{\"c\":[1,2]}", "{\"d\":{}}", "{\"e\":5}");

  @TempDir private Path folder = Path.of("");

  @Test
  void givesBackWhatWasAppended() throws IOException {
    write(RECORDS);
    try (Journal journal = open()) {
      assertThat(journal.found()).isEqualTo(RECORDS);
      assertThat(journal.lost()).isZero();
    }
  }

  @Test
  void everyLineIsJsonWithItsSumLast() throws IOException {
    write(RECORDS);
    assertThat(Files.readAllLines(file()))
        .hasSize(6)
        .allMatch(line -> line.matches("\\{.*,\"crc32c\":\"[0-9a-f]{8}\"}"));
  }

  /**
   * The check value of CRC-32C (RFC 3720, appendix B.4: 32 bytes of zeros) fixes the polynomial.
   */
  @Test
  void sumsAreThoseOfTheRfc() {
    CRC32C crc = new CRC32C();
    crc.update(new byte[32]);
    assertThat(crc.getValue()).isEqualTo(0x8a9136aaL);
    crc.reset();
    crc.update(new byte[4]);
    byte[] head = "{\"a\":1".getBytes(StandardCharsets.UTF_8);
    crc.update(head);
    assertThat(new String(new JournalLines().sealed("{\"a\":1}"), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"a\":1,\"crc32c\":\""
                + String.format(Locale.ROOT, "%08x", crc.getValue())
                + "\"}\n");
  }

  @Test
  void aCutAtAnyByteLosesOnlyWhatItTouches() throws IOException {
    write(RECORDS);
    byte[] whole = Files.readAllBytes(file());
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      Files.write(file(), cut);
      int lines = lines(cut);
      int torn = length > 0 && cut[length - 1] != '\n' && lines > 0 ? 1 : 0;
      try (Journal journal = open()) {
        assertThat(journal.found())
            .as("cut at %d", length)
            .isEqualTo(RECORDS.subList(0, Math.max(0, lines - 1)));
        assertThat(journal.lost()).isEqualTo(torn);
        for (String record : RECORDS.subList(journal.found().size(), RECORDS.size())) {
          journal.append(record);
        }
      }
      assertThat(Files.readAllBytes(file())).as("cut at %d", length).isEqualTo(whole);
    }
  }

  @Test
  void everyFlippedBitIsFound() throws IOException {
    write(RECORDS);
    byte[] whole = Files.readAllBytes(file());
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] bad = whole.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      JournalReader.Content content =
          JournalReader.read(new ByteArrayInputStream(bad), HEADER, record -> true);
      int line = lines(Arrays.copyOf(whole, bit / 8));
      assertThat(content.records())
          .as("bit %d", bit)
          .isEqualTo(RECORDS.subList(0, Math.max(0, line - 1)));
      assertThat(content.soundBytes()).isLessThanOrEqualTo(bit / 8);
    }
  }

  @Test
  void aLineDoubledLeftOutMovedOrForeignEndsTheJournal() throws IOException {
    write(RECORDS);
    List<String> lines = Files.readAllLines(file());
    Files.delete(file());
    write(List.of("{\"x\":1}", "{\"y\":2}"));
    String foreign = Files.readAllLines(file()).get(2);
    assertSound(1, lines.get(0), lines.get(1), lines.get(1), lines.get(2), lines.get(3));
    assertSound(1, lines.get(0), lines.get(1), lines.get(3), lines.get(4));
    assertSound(0, lines.get(0), lines.get(2), lines.get(1), lines.get(3));
    assertSound(2, lines.get(0), lines.get(1), lines.get(2), foreign, lines.get(3));
    assertSound(0, lines.get(1), lines.get(2));
    assertSound(1, lines.get(0), lines.get(1), "", lines.get(2));
    assertSound(1, lines.get(0), lines.get(1), "{\"c\":[1,2]}", lines.get(3));
  }

  private void assertSound(int expected, String... lines) throws IOException {
    Files.write(file(), List.of(lines));
    try (Journal journal = open()) {
      assertThat(journal.found()).isEqualTo(RECORDS.subList(0, expected));
      assertThat(journal.lost()).isEqualTo(lines.length - 1 - expected);
    }
    try (Journal journal = open()) {
      assertThat(journal.lost()).as("the rest is gone").isZero();
    }
  }

  @Test
  void aJournalOfAnotherManifestIsBegunAnew() throws IOException {
    write(RECORDS);
    try (Journal journal =
        Journal.open(Disk.REAL, folder, HEADER.replace("m\"}", "n\"}"), record -> true)) {
      assertThat(journal.found()).isEmpty();
      assertThat(journal.lost()).isEqualTo(5);
    }
    assertThat(Files.readAllLines(file())).hasSize(1);
  }

  @Test
  void aRecordThatMakesNoSenseEndsTheJournal() throws IOException {
    write(RECORDS);
    try (Journal journal =
        Journal.open(Disk.REAL, folder, HEADER, record -> !record.contains("c"))) {
      assertThat(journal.found()).isEqualTo(RECORDS.subList(0, 2));
      assertThat(journal.lost()).isEqualTo(3);
      journal.append("{\"f\":6}");
    }
    try (Journal journal = open()) {
      assertThat(journal.found()).containsExactly(RECORDS.get(0), RECORDS.get(1), "{\"f\":6}");
    }
  }

  @Test
  void aLineWithoutEndIsNotHeldInMemory() throws IOException {
    InputStream endless =
        new InputStream() {
          private long left = 100L << 20;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            if (left <= 0) {
              return -1;
            }
            Arrays.fill(bytes, offset, offset + length, (byte) 'x');
            left -= length;
            return length;
          }
        };
    assertThat(JournalReader.read(endless, HEADER, record -> true).soundBytes()).isZero();
  }

  @Test
  void noiseIsNoJournal() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      byte[] noise = new byte[random.nextInt(400)];
      random.nextBytes(noise);
      assertThat(
              JournalReader.read(new ByteArrayInputStream(noise), HEADER, record -> true).records())
          .isEmpty();
    }
  }

  @Test
  void manyThreadsAppendWholeLines() throws Exception {
    int threads = 8;
    int each = 50;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Journal journal = open()) {
      List<Future<?>> running = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        running.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    journal.append("{\"thread\":" + thread + ",\"i\":" + i + "}");
                  }
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    try (Journal journal = open()) {
      assertThat(journal.found()).hasSize(threads * each).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @EnumSource(FaultyDisk.Fault.class)
  void whateverStepFailsARecordThatWasConfirmedIsThere(FaultyDisk.Fault fault) throws IOException {
    FaultyDisk counting = new FaultyDisk(Integer.MAX_VALUE, fault);
    append(counting, RECORDS);
    for (int step = 0; step < counting.steps(); step++) {
      Files.delete(file());
      int confirmed = append(new FaultyDisk(step, fault), RECORDS);
      if (!Files.exists(file())) {
        Files.createFile(file());
      }
      try (Journal journal = open()) {
        assertThat(journal.found().size()).as("step %d", step).isBetween(confirmed, confirmed + 1);
        assertThat(journal.found()).isEqualTo(RECORDS.subList(0, journal.found().size()));
      }
    }
  }

  @Test
  void afterAFailureNothingMoreIsTaken() throws IOException {
    try (Journal journal =
        Journal.open(new FaultyDisk(4, FaultyDisk.Fault.ONCE), folder, HEADER, record -> true)) {
      assertThatThrownBy(() -> journal.append(RECORDS.get(0)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("No space left");
      assertThatThrownBy(() -> journal.append(RECORDS.get(1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("could not be written before");
    }
  }

  /** How many were confirmed before the disk failed. */
  private int append(Disk disk, List<String> records) {
    int confirmed = 0;
    try (Journal journal = Journal.open(disk, folder, HEADER, record -> true)) {
      for (String record : records) {
        journal.append(record);
        confirmed++;
      }
    } catch (IOException failed) {
      assertThat(failed).hasMessageContaining("No space left");
    }
    return confirmed;
  }

  @Test
  void whatWasDamagedIsKeptAndWhatWasOnlyCutIsNot() throws IOException {
    write(RECORDS);
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length - 3));
    Path kept = folder.resolve("journal.jsonl.damaged");
    try (Journal journal = open()) {
      assertThat(journal.damaged()).isFalse();
    }
    assertThat(kept).doesNotExist();
    byte[] bad = whole.clone();
    int second = HEADER.length() + ",\"crc32c\":\"00000000\"".length() + 2;
    bad[second] ^= 1;
    Files.write(file(), bad);
    try (Journal journal = open()) {
      assertThat(journal.damaged()).isTrue();
      assertThat(journal.lost()).isEqualTo(5);
    }
    assertThat(Files.readAllBytes(kept))
        .isNotEmpty()
        .isEqualTo(Arrays.copyOfRange(bad, (int) Files.size(file()), bad.length));
  }

  @Test
  void whatWasFoundIsForcedBeforeItCounts() throws IOException {
    write(RECORDS);
    AtomicInteger forced = new AtomicInteger();
    Disk counting =
        new Disk() {
          @Override
          void force(FileChannel channel) {
            forced.incrementAndGet();
          }
        };
    Journal.open(counting, folder, HEADER, record -> true).close();
    assertThat(forced).hasPositiveValue();
  }

  @Test
  void whateverFailsIsTheCauseOfEveryLaterRefusal() throws IOException {
    OutOfMemoryError first = new OutOfMemoryError("no heap");
    Disk failing =
        new Disk() {
          @Override
          int write(FileChannel channel, ByteBuffer bytes) throws IOException {
            if (bytes.get(bytes.position() + 2) == 'b') {
              throw first;
            }
            return super.write(channel, bytes);
          }
        };
    try (Journal journal = Journal.open(failing, folder, HEADER, record -> true)) {
      assertThatThrownBy(() -> journal.append(RECORDS.get(1))).isSameAs(first);
      assertThatThrownBy(() -> journal.append(RECORDS.get(0)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no heap")
          .hasCause(first);
    }
  }

  private void write(List<String> records) {
    assertThat(append(Disk.REAL, records)).isEqualTo(records.size());
  }

  private Journal open() throws IOException {
    return Journal.open(Disk.REAL, folder, HEADER, record -> true);
  }

  private Path file() {
    return folder.resolve(Journal.NAME);
  }

  private static int lines(byte[] bytes) {
    int count = 0;
    for (byte value : bytes) {
      count += value == '\n' ? 1 : 0;
    }
    return count;
  }
}
