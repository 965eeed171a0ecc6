package org.tacheo.models.onnx;

import static org.tacheo.models.runtime.TinyModel.FLOAT;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.models.Hostile;
import org.tacheo.models.runtime.TinyModel;

class ModelFileFuzzTest {
  /** A file that exists, in a folder of others that a model may then name. */
  private static final Path MODEL = Path.of("pom.xml");

  /** A node of 4 bytes has an operator's name, an entry of maps and a set. */
  private static final long EXPANSION = 512;

  static Stream<byte[]> seeds() {
    byte[] weight = TinyModel.external("w", List.of(1L), "pom.xml", 0, 4);
    byte[] outside = TinyModel.external("w", List.of(1L), "../pom.xml", 0, 4);
    byte[] inner = TinyModel.message(out -> out.writeByteArray(5, weight));
    byte[] attribute = TinyModel.message(out -> out.writeByteArray(6, inner));
    byte[] function = TinyModel.message(out -> out.writeString(1, "F"));
    return Stream.of(
        plain().bytes(),
        plain().initializer(weight).bytes(),
        plain().initializer(outside).bytes(),
        plain().node("If", List.of("x"), "z", attribute).bytes(),
        plain().graph(15, inner).bytes(),
        plain().node("d", "F", List.of("x"), "z").opset("d", 1).bytes(),
        plain().opset("", 99).bytes(),
        plain().irVersion(99).bytes(),
        TinyModel.message(out -> out.writeByteArray(25, function)),
        TinyModel.message(out -> out.writeByteArray(20, inner)));
  }

  private static TinyModel plain() {
    return new TinyModel()
        .input("x", FLOAT, 1)
        .output("y", FLOAT, 1)
        .node("Identity", List.of("x"), "y");
  }

  /** What is accepted names no file but those of its folder. */
  @MethodSource("seeds")
  @FuzzTest
  void model(byte[] bytes) throws IOException {
    Path folder = MODEL.toAbsolutePath().getParent();
    Optional<Map<String, Path>> files = Hostile.read(bytes.length, EXPANSION, () -> check(bytes));
    for (Path file : files.orElse(Map.of()).values()) {
      if (folder != null && !file.startsWith(folder.toRealPath())) {
        throw new AssertionError(file + " lies outside " + folder);
      }
    }
  }

  private static Map<String, Path> check(byte[] bytes) {
    try {
      return ModelFile.check(MODEL, new ByteArrayInputStream(bytes));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
