package org.tacheo.models.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tacheo.models.checkpoint.ElementType;
import org.tacheo.models.checkpoint.StoredTensor;
import org.tacheo.models.checkpoint.TextConfig;
import org.tacheo.models.checkpoint.UNetConfig;
import org.tacheo.models.checkpoint.VaeConfig;
import org.tacheo.models.checkpoint.WeightSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Which weights of Stable Diffusion 2 the graphs ask for; its lists come from diffusers. */
class WeightUseTest {
  private static final UNetConfig UNET =
      new UNetConfig(
          8,
          4,
          List.of(320, 640, 1280, 1280),
          List.of(true, true, true, false),
          List.of(false, true, true, true),
          2,
          List.of(5, 10, 20, 20),
          1024,
          true,
          32,
          1e-5,
          true,
          0,
          0,
          false);

  private static final VaeConfig VAE =
      new VaeConfig(3, 3, 4, List.of(128, 256, 512, 512), 2, 32, 0.18215, true, true, true);

  private static final TextConfig TEXT =
      new TextConfig(1024, 4096, 23, 16, 77, 49408, 1e-5, TextConfig.Activation.GELU);

  /** Has whatever is asked for, and remembers it. */
  private static final class Recorder implements WeightSource {
    private final ElementType type;
    private final Map<String, List<Long>> shapes = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    Recorder(ElementType type) {
      this.type = type;
    }

    @Override
    public StoredTensor tensor(String name, long... shape) {
      List<Long> extents = Arrays.stream(shape).boxed().toList();
      shapes.put(name, extents);
      names.add(name);
      long bytes = type.bytes() * Arrays.stream(shape).reduce(1, Math::multiplyExact);
      return new StoredTensor(name, type, extents, Path.of("/weights"), 0, bytes);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void asksForEachTensorOfTheUNetOnce(Precision precision) throws Exception {
    Recorder recorder = new Recorder(ElementType.F32);
    assertThat(Graphs.unet(UNET, recorder, precision)).hasSizeLessThan(1_000_000);
    assertAskedOnce(recorder, "/sd2/sd2_unet_keys.json");
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void asksForEachTensorOfTheAutoencoderOnce(Precision precision) throws Exception {
    Recorder recorder = new Recorder(ElementType.F16);
    Graphs.encoder(VAE, recorder, precision);
    Graphs.decoder(VAE, recorder, precision);
    assertAskedOnce(recorder, "/sd2/sd2_vae_keys.json");
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void asksForEachTensorOfTheTextEncoderOnce(Precision precision) throws Exception {
    Recorder recorder = new Recorder(ElementType.BF16);
    Graphs.text(TEXT, recorder, precision);
    assertAskedOnce(recorder, "/sd2/sd2_clip_keys.json");
  }

  private static void assertAskedOnce(Recorder recorder, String resource) throws Exception {
    try (InputStream bytes =
        Objects.requireNonNull(WeightUseTest.class.getResourceAsStream(resource))) {
      Map<String, List<Long>> expected =
          JsonMapper.shared().readValue(bytes, new TypeReference<Map<String, List<Long>>>() {});
      assertThat(recorder.shapes).isEqualTo(expected);
    }
    assertThat(recorder.names).doesNotHaveDuplicates();
  }
}
