package org.tacheo.eval.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.eval.Hostile;

class SuiteFuzzTest {
  /** The tree of YAML and its tokens: many small objects. */
  private static final long EXPANSION = 1 << 12;

  static Stream<byte[]> seeds() {
    String good = SuiteReaderTest.GOOD;
    return Stream.of(
            good,
            good.replace("a", "\"\\u0061\\x41\\n\""),
            good.replace("mine", "|2+\n    mine\n"),
            good.replace("mine", ">-\n  mi\n\n  ne\n"),
            good.replace("2.2", "[.nan, 0x1F, ~, 1e9, {a: b}]"),
            good.replace("2.2", "{b: 1, c.d: x, e: {f: 2}}\n    gamma.b: 3"),
            good.replace("2.2", "{\"\": 1, \".\": 2}\n    \".\": 3\n    .gamma: {}"),
            "{type: gamma, gamma: 2, size: {one: 1}}",
            "%YAML 1.2\n%TAG ! tag:x,2000:\n---\n" + good + "...\n--- b\n",
            "? suite\n: !!str a # b\nprotocols: &p ['it''s', !<x> y, !!binary aGk=]\n<<: *p",
            "suite: a\nsuite: b\n",
            "a: &x [*x]",
            "suite: [",
            good + "#" + "x".repeat(1021 - good.length()) + "\uD83D\uDE00",
            "\t",
            "!!java.net.URL [\"http://x\"]")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void suite(byte[] bytes) {
    String yaml = new String(bytes, UTF_8);
    Hostile.read(bytes.length, EXPANSION, () -> SuiteReaderTest.READER.read(yaml, "mine.yaml"));
    Hostile.read(
        bytes.length, EXPANSION, () -> SuiteReaderTest.READER.readEstimator(yaml, "mine.yaml"));
  }
}
