package org.tacheo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private final StringWriter told = new StringWriter();

  @Test
  void tellsRateAndTimeOfThisProcessAndFailuresOfAll() {
    assertThat(Terminal.line(12, 2, 32, 0, 4)).isEqualTo("12/32 samples, 0.5/s, 0:40 left");
    assertThat(Terminal.line(32, 32, 32, 3, 3700))
        .isEqualTo("32/32 samples, 0.0/s, 1:01:40 in all, 3 FAILED");
  }

  @Test
  void tellsWhatIsWorkedOnAndLastOnlyTheCounts() {
    Terminal terminal = new Terminal(new PrintWriter(told), false, Terminal.Manner.LINES, 0);
    terminal.begun("slow\u001b", "kitti", 0, 1);
    terminal.finished("kitti", 1, 2, 0);
    terminal.begun("slow", "nyuv2", 0, 1);
    terminal.finished("nyuv2", 2, 2, 0);
    assertThat(told.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("kitti 0/1, slow[U+001B]"),
            line -> assertThat(line).matches("1/2 samples, .* left; nyuv2 0/1, slow"),
            line -> assertThat(line).matches("2/2 samples, .* in all"));
  }

  @Test
  void aLineOfATerminalIsRewrittenAsAWholeAndNeverWraps() {
    Terminal terminal = new Terminal(new PrintWriter(told), false, Terminal.Manner.REWRITTEN, 0);
    terminal.begun("x".repeat(200), "kitti", 0, 2);
    terminal.begun("short", "kitti", 1, 2);
    assertThat(told.toString().split("\r", -1))
        .satisfiesExactly(
            nothing -> assertThat(nothing).isEmpty(),
            cut -> assertThat(cut).startsWith("kitti 0/2, xxx").hasSize(79),
            wiped -> assertThat(wiped).startsWith("kitti 1/2, short  ").hasSize(79));
  }
}
