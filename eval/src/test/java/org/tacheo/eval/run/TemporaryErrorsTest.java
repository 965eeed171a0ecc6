package org.tacheo.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tacheo.core.DataException;
import org.tacheo.core.TacheoException;
import org.tacheo.eval.metric.PixelErrors;

class TemporaryErrorsTest {
  @Test
  void givesBackWhatSeveralThreadsPut() {
    try (ErrorStore store = new TemporaryErrors()) {
      IntStream.range(0, 200).parallel().forEach(i -> store.put(key(i), errors(i)));
      for (int i = 0; i < 200; i++) {
        assertThat(store.get(key(i))).isEqualTo(errors(i));
      }
    }
  }

  @Test
  void theLastOfAKeyCounts() {
    try (ErrorStore store = new TemporaryErrors()) {
      store.put(key(1), errors(1));
      store.put(key(1), errors(70));
      assertThat(store.get(key(1))).isEqualTo(errors(70));
    }
  }

  @Test
  void keysDifferInEveryPart() {
    try (ErrorStore store = new TemporaryErrors()) {
      store.put(new ErrorStore.Key("e", "d", "p", "s"), errors(1));
      Stream.of(
              new ErrorStore.Key("x", "d", "p", "s"),
              new ErrorStore.Key("e", "x", "p", "s"),
              new ErrorStore.Key("e", "d", "x", "s"),
              new ErrorStore.Key("e", "d", "p", "x"))
          .forEach(
              other ->
                  assertThatThrownBy(() -> store.get(other))
                      .isInstanceOf(DataException.class)
                      .hasMessageContaining("no pixel errors were kept"));
    }
  }

  @Test
  void leavesNoFileBehind(@TempDir Path folder) throws IOException {
    try (ErrorStore store = new TemporaryErrors(folder)) {
      store.put(key(1), errors(1));
      assertThat(store.get(key(1))).isEqualTo(errors(1));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void saysWhereThereIsNoRoom(@TempDir Path folder) {
    try (ErrorStore store = new TemporaryErrors(folder.resolve("missing"))) {
      assertThatThrownBy(() -> store.put(key(1), errors(1)))
          .isInstanceOf(TacheoException.class)
          .hasMessageContaining("cannot keep the pixel errors of s1")
          .hasMessageContaining("java.io.tmpdir");
    }
  }

  @Test
  void aClosedStoreIsClosed() {
    ErrorStore store = new TemporaryErrors();
    store.close();
    assertThatThrownBy(() -> store.put(key(1), errors(1)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static ErrorStore.Key key(int i) {
    return new ErrorStore.Key("e", "d", "p", "s" + i);
  }

  private static PixelErrors errors(int i) {
    float[] degrees = new float[i];
    for (int k = 0; k < i; k++) {
      degrees[k] = (k * 37 % 180) + i / 1000f;
    }
    return PixelErrors.of(degrees);
  }
}
