package org.tacheo.eval.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tacheo.core.Content;
import org.tacheo.core.DataException;

class FingerprintsTest {
  @TempDir private Path temporary = Path.of("");

  private final AtomicInteger reads = new AtomicInteger();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(temporary.resolve("a"), "abc");
    Files.writeString(temporary.resolve("b"), "");
  }

  /** Of abc and of nothing: FIPS 180-2, appendix B.1, and the well-known sum of no bytes. */
  @Test
  void isTheSumOfTheSortedLines() {
    String lines =
        """
        a\t3\tba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
        b\t0\te3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
        c\tmissing
        """;
    List<Content.Part> parts = new ArrayList<>(List.of(part("a"), part("b"), missing("c")));
    Collections.reverse(parts);
    assertThat(uncached().of("x", new Content(parts))).isEqualTo(Sha256.of(lines));
    assertThat(uncached().of("x", Content.NONE)).isEmpty();
  }

  // abc, as above.
  @Test
  void knowsASingleFileByItsBytesAlone() throws IOException {
    String sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertThat(cached().ofFile("x", part("a"))).isEqualTo(sum);
    assertThat(cached().ofFile("x", part("a"))).isEqualTo(sum);
    assertThat(reads).hasValue(1);
    Content.Part part = part("a");
    Files.writeString(temporary.resolve("a"), "abd");
    assertThat(cached().ofFile("x", part)).isNotEqualTo(sum);
    Files.writeString(temporary.resolve("a"), "abcd");
    assertThatThrownBy(() -> uncached().ofFile("x", part))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x: a: 4 bytes, expected 3");
  }

  @Test
  void readsASettledFileOnceEvenWithoutACache() throws IOException {
    Fingerprints anHourLater =
        new Fingerprints(
            2,
            Optional.empty(),
            (what, bytes, total) -> {},
            Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
    String sum = anHourLater.ofFile("x", part("a"));
    assertThat(anHourLater.ofFile("x", part("a"))).isEqualTo(sum);
    assertThat(reads).hasValue(1);
    Files.writeString(temporary.resolve("a"), "abcd");
    assertThat(anHourLater.ofFile("x", part("a"))).isNotEqualTo(sum);
    assertThat(reads).hasValue(2);
  }

  @Test
  void readsOnlyTheLargeFileThatChanged() throws IOException {
    long size = Fingerprints.LARGE;
    List<Content.Part> parts = List.of(sparse("a", size), sparse("b", size));
    Content large = new Content(parts);
    String digest = cached().of("x", large);
    assertThat(reads).hasValue(2);
    Content more = new Content(List.of(parts.get(0), parts.get(1), missing("c")));
    assertThat(cached().of("x", more)).isNotEqualTo(digest);
    assertThat(reads).as("both are known, whatever they are part of").hasValue(2);
  }

  /** A file of zeros that takes no room; what is read is as many of them. */
  private Content.Part sparse(String name, long size) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(temporary.resolve(name).toFile(), "rw")) {
      file.setLength(size);
    }
    byte[] zeros = new byte[1 << 20];
    return new Content.Part(
        name,
        size,
        temporary.resolve(name).toString(),
        sink -> {
          reads.incrementAndGet();
          for (long read = 0; read < size; read += zeros.length) {
            sink.take(zeros, zeros.length);
          }
        });
  }

  @Test
  void sortsByCodePointsNotByUtf16() {
    String low = "\uE000";
    String high = "\uD83D\uDE00";
    String sum = "\tmissing\n";
    assertThat(uncached().of("x", new Content(List.of(missing(high), missing(low)))))
        .isEqualTo(Sha256.of(low + sum + high + sum));
  }

  @Test
  void readsOnceAndKnowsTheFileAgain() throws IOException {
    String digest = cached().of("x", content());
    assertThat(reads).hasValue(2);
    assertThat(cached().of("x", content())).isEqualTo(digest);
    assertThat(reads).hasValue(2);
  }

  @Test
  void readsAgainWhatWasWrittenTo() throws IOException {
    String digest = cached().of("x", content());
    Files.writeString(temporary.resolve("a"), "abd");
    assertThat(cached().of("x", content()))
        .isNotEqualTo(digest)
        .isEqualTo(uncached().of("x", content()));
  }

  @Test
  void doesNotTrustAFileThatWasJustWritten() {
    for (int i = 0; i < 2; i++) {
      cached(Duration.ZERO).of("x", content());
    }
    assertThat(reads).as("a second write within the clock's step would not show").hasValue(4);
  }

  @Test
  void neverTrustsACacheThatIsNotAsItWasWritten() throws IOException {
    String digest = cached().of("x", content());
    Path entry;
    try (Stream<Path> entries = Files.list(temporary.resolve("cache"))) {
      entry = entries.findFirst().orElseThrow();
    }
    String sound = Files.readString(entry);
    char[] changed = sound.toCharArray();
    for (int i = 0; i < changed.length; i++) {
      char before = changed[i];
      changed[i] = before == '0' ? '1' : '0';
      Files.writeString(entry, new String(changed));
      assertThat(cached().of("x", content())).as("character %d", i).isEqualTo(digest);
      assertThat(Files.readString(entry)).as("written anew").isEqualTo(sound);
      changed[i] = before;
    }
    Files.writeString(entry, "");
    assertThat(cached().of("x", content())).isEqualTo(digest);
    assertThat(reads).hasValue(2 * (2 + sound.length()));
  }

  @Test
  void aCacheThatCannotBeWrittenCostsOnlyTime() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "in the way");
    Fingerprints digests =
        new Fingerprints(2, Optional.of(file.resolve("cache")), (what, bytes, total) -> {});
    assertThat(digests.of("x", content())).isEqualTo(uncached().of("x", content()));
  }

  @Test
  void refusesAPartOfAnotherSizeThanItSaid() {
    Content.Part part =
        new Content.Part("a", 2, temporary.resolve("a").toString(), part("a").source());
    assertThatThrownBy(() -> uncached().of("nyuv2", new Content(List.of(part))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("nyuv2: a: 3 bytes, expected 2");
  }

  @Test
  void membersOfOneArchiveWithEqualNamesShareNoDigest() {
    part("a");
    String file = temporary.resolve("a").toString();
    Content left = new Content(List.of(new Content.Part("m", 1, file, "l/m", one('1'))));
    Content right = new Content(List.of(new Content.Part("m", 1, file, "r/m", one('2'))));
    assertThat(cached().of("left", left)).isNotEqualTo(cached().of("right", right));
  }

  private static Content.Source one(char value) {
    return sink -> sink.take(new byte[] {(byte) value}, 1);
  }

  /** An hour after the files were written. */
  private Fingerprints cached() {
    return cached(Duration.ofHours(1));
  }

  private Fingerprints cached(Duration later) {
    return new Fingerprints(
        2,
        Optional.of(temporary.resolve("cache")),
        (what, bytes, total) -> {},
        Clock.offset(Clock.systemUTC(), later));
  }

  private static Fingerprints uncached() {
    return new Fingerprints(2, Optional.empty(), (what, bytes, total) -> {});
  }

  private Content content() {
    return new Content(List.of(part("a"), part("b")));
  }

  private Content.Part part(String name) {
    Path file = temporary.resolve(name);
    try {
      return new Content.Part(name, Files.size(file), file.toString(), sink -> pour(file, sink));
    } catch (IOException gone) {
      throw new AssertionError(gone);
    }
  }

  private void pour(Path file, Content.Sink sink) {
    reads.incrementAndGet();
    try {
      byte[] bytes = Files.readAllBytes(file);
      sink.take(bytes, bytes.length);
    } catch (IOException gone) {
      throw new AssertionError(gone);
    }
  }

  private Content.Part missing(String name) {
    Path file = temporary.resolve(name);
    return new Content.Part(name, Content.MISSING, file.toString(), sink -> pour(file, sink));
  }
}
