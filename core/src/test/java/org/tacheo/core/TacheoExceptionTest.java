package org.tacheo.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TacheoExceptionTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"\n", "\r", "\u001b[2J", "\u0007", "\u009b31m", "\u202e", "\u2028", "\ud800"})
  void noNameForgesALineOrCommandsTheTerminal(String attack) {
    String name = "a" + attack + "b";
    List<TacheoException> thrown =
        List.of(
            new DataException(name + ": cut"),
            new DataException(name + ": cut", new IllegalStateException()),
            new SpecException(name + ": cut"),
            new TacheoException(name + ": cut"));
    assertThat(thrown)
        .extracting(Throwable::getMessage)
        .allMatch(message -> message.matches("a\\[U\\+[0-9A-F]{4}][^\\p{Cc}]*b: cut"));
  }

  @Test
  void keepsEveryLetterThatCanBeSeen() {
    String seen = "süite 漢/\uD83D\uDE00: \"x\" [1, 2] ≤ 3 \\";
    assertThat(new DataException(seen)).hasMessage(seen);
  }

  @Test
  void leavesOutTheMiddleOfAVeryLongMessage() {
    String message = new SpecException("head" + "x".repeat(1_000_000) + "what to do").getMessage();
    assertThat(message).hasSizeLessThan(4000).startsWith("head").endsWith("what to do");
  }

  @Test
  void listsAtMostTwentyProblemsEachOnItsLine() {
    Problems problems = new Problems();
    for (int i = 0; i < 50_000; i++) {
      problems.add("forged\n  line " + i);
    }
    assertThatThrownBy(() -> problems.throwIfAny("s.yaml"))
        .isInstanceOf(SpecException.class)
        .message()
        .startsWith("s.yaml: 50000 problems\n  forged[U+000A]  line 0\n")
        .endsWith("\n  ... and 49980 more; mend these first")
        .satisfies(message -> assertThat(message.lines()).hasSize(22));
  }
}
