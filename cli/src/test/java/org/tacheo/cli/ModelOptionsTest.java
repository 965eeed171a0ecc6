package org.tacheo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.SpecException;
import org.tacheo.models.runtime.Device;
import org.tacheo.models.runtime.EngineOptions;

class ModelOptionsTest {
  @ParameterizedTest
  @CsvSource({
    "800m, 838860800",
    "12g, 12884901888",
    "12G, 12884901888",
    "12GiB, 12884901888",
    "12gb, 12884901888",
    "1k, 1024",
    "999999t, 1099510528264372224"
  })
  void readsAmountsOfMemory(String text, long bytes) {
    assertThat(MemorySize.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12", "g", "-1g", "1.5g", "0g", "1000000t", "12g!", "1p"})
  void refusesWhatIsNoAmount(String text) {
    assertThatThrownBy(() -> MemorySize.parse(text))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("--model-memory: expected an amount such as 12g or 800m");
  }

  @ParameterizedTest
  @CsvSource({"1023, 0.0 MiB", "838860800, 800.0 MiB", "16427933696, 15.3 GiB"})
  void showsAmountsToPeople(long bytes, String text) {
    assertThat(MemorySize.shown(bytes)).isEqualTo(text);
  }

  @Test
  void modelsMayUseTheUsualMemoryUnlessSomebodySays() {
    EngineOptions options = new ModelOptions().engine();
    assertThat(options.device()).isEqualTo(Device.AUTO);
    assertThat(options.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(options.memoryBytes())
        .isPositive()
        .isEqualTo(Math.min(4L << 30, MemorySize.ofThisMachine() / 2));
  }

  @Test
  void findsTheCachesThatHuggingFaceUses() {
    assertThat(HubCaches.of(Map.of("HOME", "/home/me")))
        .containsExactly(Path.of("/home/me/.cache/huggingface/hub"));
    assertThat(
            HubCaches.of(
                Map.of("HOME", "/home/me", "HF_HOME", "/big", "HF_HUB_CACHE", "/other/hub")))
        .isEqualTo(
            List.of(
                Path.of("/other/hub"),
                Path.of("/big/hub"),
                Path.of("/home/me/.cache/huggingface/hub")));
    assertThat(HubCaches.of(Map.of("HOME", "/home/me", "HF_HOME", "/home/me/.cache/huggingface")))
        .as("each once")
        .hasSize(1);
  }
}
