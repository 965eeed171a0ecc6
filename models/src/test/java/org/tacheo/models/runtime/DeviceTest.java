package org.tacheo.models.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.SpecException;

class DeviceTest {
  @ParameterizedTest
  @ValueSource(strings = {"auto", "cpu", "cuda:0", "cuda:7", "cuda:99"})
  void readsWhatItWrites(String name) {
    assertThat(Device.parse(name)).hasToString(name);
  }

  @Test
  void takesTheFirstCardWithoutANumber() {
    assertThat(Device.parse("cuda")).isEqualTo(Device.cuda(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CPU", "gpu", "cuda:", "cuda:-1", "cuda:100", "cuda:0 ", "cpu:0"})
  void refusesOtherNames(String name) {
    assertThatThrownBy(() -> Device.parse(name))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "device: expected auto, cpu or cuda:N with N from 0 to 99, got \"" + name + "\"");
  }

  @Test
  void refusesOptionsThatMeanNothing() {
    assertThatThrownBy(() -> new Device(Device.Kind.CPU, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EngineOptions(Device.CPU, -1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EngineOptions(Device.CPU, 0, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
