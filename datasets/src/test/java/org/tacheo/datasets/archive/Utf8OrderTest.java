package org.tacheo.datasets.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class Utf8OrderTest {
  @Test
  void agreesWithTheOrderOfTheBytes() {
    List<String> names =
        List.of("", "a", "a/b", "a-b", "b", "\u00e9", "\u4e2d", "\uffff", "\ue000", "\ud83d\ude00");
    for (String left : names) {
      for (String right : names) {
        int expected = Arrays.compareUnsigned(left.getBytes(UTF_8), right.getBytes(UTF_8));
        assertThat(Integer.signum(Utf8Order.INSTANCE.compare(left, right)))
            .as("%s, %s", left, right)
            .isEqualTo(Integer.signum(expected));
      }
    }
  }
}
