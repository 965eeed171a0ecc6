package org.tacheo.datasets.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SampleDigestTest {
  /**
   * Python 3: {@code hashlib.sha256(('\n'.join(sorted(l, key=lambda s: s.encode())) +
   * '\n').encode()).hexdigest()}.
   */
  @Test
  void agreesWithPythonInWhateverOrder() {
    List<String> images =
        List.of("b/2.png", "a/10.png", "a/\uffff.png", "a/\ud83d\ude00.png", "a/9.png");
    assertThat(SampleDigest.of(images))
        .isEqualTo("efb774fa7fced36a96698fdf3dcea2e1932b4b9c59f704cc502f0d416becd046");
    List<String> two = List.of("test/office_0005/rgb_0009.png", "test/kitchen_0004/rgb_0001.png");
    assertThat(SampleDigest.of(two))
        .isEqualTo("6f0b5911535795b339dd72117366280b9e546da2aff9bd040db51201f4fe3f1e");
  }
}
