package org.tacheo.models.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryTest {
  /** Builds that report to their maker look for this variable, which is to keep them from it. */
  private static final String SWITCH = "ORT_DISABLE_TELEMETRY";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linux-x64/libonnxruntime.so",
        "linux-aarch64/libonnxruntime.so",
        "osx-aarch64/libonnxruntime.dylib"
      })
  void theLibraryReportsToNobody(String library) throws IOException {
    String name = "/ai/onnxruntime/native/" + library;
    try (InputStream stream = OrtEnvironment.class.getResourceAsStream(name)) {
      assumeTrue(stream != null || library.startsWith("linux-x64"), "not in the build for CUDA");
      byte[] bytes = Objects.requireNonNull(stream, name).readAllBytes();
      assertThat(new String(bytes, ISO_8859_1).contains(SWITCH)).isFalse();
    }
  }
}
