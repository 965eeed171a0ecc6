package org.tacheo.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;
import org.tacheo.core.TacheoException;
import org.tacheo.models.runtime.Device;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.runtime.EngineOptions;
import org.tacheo.models.runtime.Session;
import org.tacheo.models.runtime.TinyModel;

/** What strangers may put into a model, and what must not pass. */
class ModelFileTest {
  @TempDir Path root;

  private Path folder;
  private Path model;

  @BeforeEach
  void prepare() throws IOException {
    folder = Files.createDirectory(root.resolve("model"));
    model = folder.resolve("net.onnx");
    Files.write(root.resolve("secret"), new byte[64]);
    Files.write(folder.resolve("w.bin"), new byte[64]);
  }

  private static TinyModel plain() {
    return new TinyModel()
        .input("x", TinyModel.FLOAT, 1)
        .output("y", TinyModel.FLOAT, 1)
        .node("Identity", List.of("x"), "y");
  }

  private static byte[] weight(String location, long offset, long length) {
    return TinyModel.external("w", List.of(1L), location, offset, length);
  }

  private void assertRefused(byte[] bytes, String... parts) throws IOException {
    Files.write(model, bytes);
    assertThatThrownBy(() -> ModelFile.check(model))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(model + ": ")
        .hasMessageContainingAll(parts)
        .hasMessageNotContaining("\n");
  }

  /** Everywhere a tensor can hide. */
  enum Hideout {
    INITIALIZER {
      @Override
      TinyModel hide(TinyModel model, byte[] tensor) {
        return model.initializer(tensor);
      }
    },
    SPARSE_VALUES {
      @Override
      TinyModel hide(TinyModel model, byte[] tensor) {
        return model.graph(15, TinyModel.message(out -> out.writeByteArray(1, tensor)));
      }
    },
    SPARSE_INDICES {
      @Override
      TinyModel hide(TinyModel model, byte[] tensor) {
        return model.graph(15, TinyModel.message(out -> out.writeByteArray(2, tensor)));
      }
    },
    ATTRIBUTE {
      @Override
      TinyModel hide(TinyModel model, byte[] tensor) {
        return attribute(model, 5, tensor);
      }
    },
    ATTRIBUTE_LIST {
      @Override
      TinyModel hide(TinyModel model, byte[] tensor) {
        return attribute(model, 10, tensor);
      }
    },
    SPARSE_ATTRIBUTE {
      @Override
      TinyModel hide(TinyModel model, byte[] tensor) {
        return attribute(model, 22, TinyModel.message(out -> out.writeByteArray(1, tensor)));
      }
    },
    SUBGRAPH {
      @Override
      TinyModel hide(TinyModel model, byte[] tensor) {
        return attribute(model, 6, TinyModel.message(out -> out.writeByteArray(5, tensor)));
      }
    },
    SUBGRAPH_LIST {
      @Override
      TinyModel hide(TinyModel model, byte[] tensor) {
        byte[] inner = TinyModel.message(out -> out.writeByteArray(5, tensor));
        byte[] middle = TinyModel.message(out -> out.writeByteArray(11, inner));
        byte[] node = TinyModel.message(out -> out.writeByteArray(5, middle));
        byte[] graph = TinyModel.message(out -> out.writeByteArray(1, node));
        return attribute(model, 6, graph);
      }
    };

    abstract TinyModel hide(TinyModel model, byte[] tensor);

    private static TinyModel attribute(TinyModel model, int field, byte[] message) {
      byte[] attribute = TinyModel.message(out -> out.writeByteArray(field, message));
      return model.node("Constant", List.of(), "z", attribute);
    }
  }

  @ParameterizedTest
  @EnumSource
  void looksForExternalDataEverywhere(Hideout hideout) throws IOException {
    assertRefused(
        hideout.hide(plain(), weight("../secret", 0, 4)).bytes(),
        "the external data \"../secret\" of tensor \"w\": expected a relative path of a file inside"
            + " the folder of the model, got \"..\"");
    Files.write(model, hideout.hide(plain(), weight("w.bin", 0, 4)).bytes());
    assertThat(ModelFile.check(model)).containsOnlyKeys("w.bin");
  }

  @Test
  void looksIntoFunctionsToo() throws IOException {
    byte[] attribute = TinyModel.message(out -> out.writeByteArray(5, weight("../secret", 0, 4)));
    byte[] node = TinyModel.message(out -> out.writeByteArray(5, attribute));
    byte[] function = TinyModel.message(out -> out.writeByteArray(7, node));
    byte[] bytes = plain().bytes();
    byte[] more = TinyModel.message(out -> out.writeByteArray(25, function));
    assertRefused(joined(bytes, more), "../secret");
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../secret",
        "sub/../../secret",
        "a/../w.bin",
        "C:\\secret",
        "..\\secret",
        "\\\\server\\share",
        "",
        ".",
        "*/_ORT_MEM_ADDR_/*"
      })
  void refusesPlacesOutsideTheFolder(String location) throws IOException {
    assertRefused(plain().initializer(weight(location, 0, 4)).bytes(), "external data");
  }

  @Test
  void refusesLinksOutOfTheFolder() throws IOException {
    Files.createSymbolicLink(folder.resolve("link"), root.resolve("secret"));
    Files.createSymbolicLink(folder.resolve("up"), root);
    assertRefused(plain().initializer(weight("link", 0, 4)).bytes(), "got a link out of it");
    assertRefused(plain().initializer(weight("up/secret", 0, 4)).bytes(), "got a link out of it");
  }

  @Test
  void saysThatWeightsAreMissingOrCutShort() throws IOException {
    assertRefused(
        plain().initializer(weight("v.bin", 0, 4)).bytes(),
        "the external data \"v.bin\"",
        "expected this file beside the model, got none; get it too");
    assertRefused(
        plain().initializer(weight("w.bin", 61, 4)).bytes(),
        "expected to hold 4 bytes from byte 61 on, got 64 bytes; get the file again");
    assertRefused(plain().initializer(weight("w.bin", -1, 4)).bytes(), "has the offset \"-1\"");
    assertRefused(
        plain().initializer(weight("w.bin", Long.MAX_VALUE / 16, Long.MAX_VALUE / 16)).bytes(),
        "get the file again");
  }

  /** The cache of Hugging Face: links in a snapshot that lead to blobs of another folder. */
  @Test
  void takesModelsInTheCacheOfHuggingFace() throws IOException {
    Path blobs = Files.createDirectory(root.resolve("blobs"));
    Path snapshot = Files.createDirectories(root.resolve("snapshots/1/onnx"));
    byte[] bytes =
        new TinyModel()
            .input("x", TinyModel.FLOAT, 1)
            .output("y", TinyModel.FLOAT, 1)
            .initializer(weight("net.onnx_data", 0, 4))
            .node("Add", List.of("x", "w"), "y")
            .bytes();
    Files.write(blobs.resolve("aa"), bytes);
    Files.write(blobs.resolve("bb"), new byte[4]);
    Path linked = Files.createSymbolicLink(snapshot.resolve("net.onnx"), blobs.resolve("aa"));
    Files.createSymbolicLink(snapshot.resolve("net.onnx_data"), blobs.resolve("bb"));
    assertThat(ModelFile.check(linked)).containsOnlyKeys("net.onnx_data");
    try (Engine engine = Engine.open(EngineOptions.on(Device.CPU));
        Session session = engine.open(linked, "net")) {
      assertThat(session.inputs()).hasSize(1);
    }
  }

  @Test
  void refusesCustomOperatorsByName() throws IOException {
    TinyModel custom =
        plain()
            .node("my.domain", "Magic", List.of("x"), "z")
            .node("ai.onnx.ml", "Scaler", List.of("x"), "u")
            .node("com.microsoft", "Gelu", List.of("x"), "v");
    assertRefused(custom.bytes(), "needs custom operators (my.domain:Magic), which are not run");
  }

  @Test
  void takesFunctionsThatTheModelDefines() throws IOException {
    byte[] function =
        TinyModel.message(
            out -> {
              out.writeString(1, "Magic");
              out.writeString(10, "my.domain");
            });
    byte[] bytes = plain().node("my.domain", "Magic", List.of("x"), "z").bytes();
    Files.write(model, joined(bytes, TinyModel.message(out -> out.writeByteArray(25, function))));
    assertThat(ModelFile.check(model)).isEmpty();
  }

  @Test
  void refusesWhatIsTooNew() throws IOException {
    assertRefused(
        plain().opset("", 27).bytes(),
        "operator set 27 is too new for this ONNX Runtime, which takes up to 26");
    assertRefused(plain().irVersion(14).bytes(), "format (IR) version 14 is too new");
    Files.write(model, plain().opset("", 26).opset("other", 99).irVersion(13).bytes());
    assertThat(ModelFile.check(model)).isEmpty();
  }

  @Test
  void refusesWhatIsNoModel() throws IOException {
    assertRefused(new byte[0], "it holds no graph");
    assertRefused("not a model".getBytes(java.nio.charset.StandardCharsets.UTF_8), "get it again");
    byte[] whole = plain().initializer(weight("w.bin", 0, 4)).bytes();
    assertRefused(Arrays.copyOf(whole, whole.length - 1), "get it again");
  }

  @Test
  void refusesGraphsWithoutEnd() throws IOException {
    byte[] graph = new byte[0];
    for (int depth = 0; depth < 40; depth++) {
      byte[] inner = graph;
      byte[] attribute = TinyModel.message(out -> out.writeByteArray(6, inner));
      byte[] node = TinyModel.message(out -> out.writeByteArray(5, attribute));
      graph = TinyModel.message(out -> out.writeByteArray(1, node));
    }
    byte[] deepest = graph;
    assertRefused(TinyModel.message(out -> out.writeByteArray(7, deepest)), "graphs within graphs");
  }

  /** Whatever is broken must be refused in one line or read, never anything else. */
  @Test
  void survivesDamage() throws IOException {
    byte[] whole = Hideout.SUBGRAPH_LIST.hide(plain(), weight("w.bin", 0, 4)).bytes();
    Random random = new Random(5);
    for (int round = 0; round < 600; round++) {
      byte[] bytes = whole.clone();
      for (int i = 0; i <= random.nextInt(3); i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(model, bytes);
      try {
        ModelFile.check(model);
      } catch (TacheoException refused) {
        assertThat(refused).hasMessageNotContaining("\n");
      }
    }
  }
}
