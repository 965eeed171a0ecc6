package org.tacheo.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tacheo.models.GoldenArrays;
import org.tacheo.models.checkpoint.Checkpoint;
import org.tacheo.models.runtime.Device;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.runtime.EngineOptions;
import org.tacheo.models.runtime.Tensor;

class TextEmbeddingsTest {
  private static Engine engine;
  private static Checkpoint checkpoint;

  @TempDir private Path cache;

  @BeforeAll
  static void open() throws URISyntaxException {
    Path folder =
        Path.of(TextEmbeddingsTest.class.getResource("/tiny/marigold-depth-tiny").toURI());
    checkpoint = Checkpoint.open(folder, "");
    engine = Engine.open(EngineOptions.on(Device.CPU));
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void embedsTheEmptyPromptAsTransformersDoes() {
    Tensor embedding = new TextEmbeddings(Optional.empty(), content -> "").of(checkpoint, engine);

    float[] expected = GoldenArrays.read("/tiny/golden.npz").get("text_emb").floats();
    assertThat(embedding.shape()).containsExactly(1, 2, 16);
    for (int i = 0; i < expected.length; i++) {
      // One network in single precision.
      assertThat((double) Math.abs(embedding.toArray()[i] - expected[i])).isLessThan(2e-5);
    }
  }

  @Test
  void keepsWhatItComputedUnderTheDigestOfItsFiles() throws IOException {
    Tensor first = embeddings("a").of(checkpoint, engine);
    Path kept = kept().get(0);

    assertThat(kept.getFileName().toString()).contains("-a-");
    Files.setLastModifiedTime(kept, FileTime.fromMillis(0));
    assertThat(embeddings("a").of(checkpoint, engine).toArray()).isEqualTo(first.toArray());
    assertThat(Files.getLastModifiedTime(kept).toMillis()).isZero();
    embeddings("b").of(checkpoint, engine);
    assertThat(kept()).hasSize(2);
  }

  @Test
  void keepsApartWhatOtherNumbersOfThreadsCompute() throws IOException {
    embeddings("a").of(checkpoint, engine);
    int threads = engine.options().resolvedThreads() + 1;
    try (Engine other = Engine.open(new EngineOptions(Device.CPU, threads, 0))) {
      embeddings("a").of(checkpoint, other);
    }
    assertThat(kept()).hasSize(2);
  }

  @Test
  void computesAgainWhatWasDamaged() throws IOException {
    float[] first = embeddings("a").of(checkpoint, engine).toArray();
    Path kept = kept().get(0);
    byte[] bytes = Files.readAllBytes(kept);
    bytes[5] ^= 1;
    Files.write(kept, bytes);

    assertThat(embeddings("a").of(checkpoint, engine).toArray()).isEqualTo(first);
    Files.write(kept, new byte[3]);
    assertThat(embeddings("a").of(checkpoint, engine).toArray()).isEqualTo(first);
  }

  @Test
  void doesWithoutAFolderThatCannotBeWritten() throws IOException {
    Path file = Files.createFile(cache.resolve("file"));
    TextEmbeddings embeddings =
        new TextEmbeddings(Optional.of(file.resolve("below")), content -> "a");

    assertThat(embeddings.of(checkpoint, engine).size()).isEqualTo(32);
  }

  private TextEmbeddings embeddings(String digest) {
    return new TextEmbeddings(Optional.of(cache.resolve("made")), content -> digest);
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve("made"))) {
      return files.sorted().toList();
    }
  }
}
