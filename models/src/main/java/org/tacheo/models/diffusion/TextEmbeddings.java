package org.tacheo.models.diffusion;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32C;
import org.tacheo.core.Content;
import org.tacheo.models.checkpoint.Checkpoint;
import org.tacheo.models.graph.Graphs;
import org.tacheo.models.graph.Precision;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.runtime.Session;
import org.tacheo.models.runtime.Tensor;

/**
 * The embedding of the empty prompt: a constant of the text encoder, which is larger than all that
 * it is needed for. It is run once and closed; what it said is kept on disk under the digest of its
 * files.
 */
final class TextEmbeddings {
  private static final int NAMED_BYTES = 12;

  private final Optional<Path> cache;
  private final Function<Content, String> digest;

  /**
   * Embeddings.
   *
   * @param cache the folder to keep them in
   * @param digest of the contents of files
   */
  TextEmbeddings(Optional<Path> cache, Function<Content, String> digest) {
    this.cache = cache;
    this.digest = digest;
  }

  /** The embedding, [1, S, D]. */
  Tensor of(Checkpoint checkpoint, Engine engine) {
    byte[] graph = Graphs.text(checkpoint.textConfig(), checkpoint.text(), Precision.FP32);
    if (cache.isEmpty()) {
      return computed(checkpoint, graph, engine);
    }
    Path file = cache.get().resolve(name(checkpoint, graph, engine));
    int tokens = checkpoint.emptyPrompt().length;
    int width = checkpoint.textConfig().hiddenSize();
    Optional<Tensor> kept = read(file, tokens, width);
    if (kept.isPresent()) {
      return kept.get();
    }
    Tensor computed = computed(checkpoint, graph, engine);
    write(file, computed);
    return computed;
  }

  /**
   * The same files give other bits on other machines, under other versions of the runtime, and
   * where a later version of this program builds another graph of them or reads another prompt.
   */
  private String name(Checkpoint checkpoint, byte[] graph, Engine engine) {
    String files = digest.apply(textContent(checkpoint));
    MessageDigest circumstances = sha256();
    circumstances.update(engine.facts().toString().getBytes(UTF_8));
    circumstances.update(Arrays.toString(checkpoint.emptyPrompt()).getBytes(UTF_8));
    circumstances.update(graph);
    String rest = HexFormat.of().formatHex(circumstances.digest(), 0, NAMED_BYTES);
    return "empty-prompt-" + files + "-" + rest + ".f32";
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private static Content textContent(Checkpoint checkpoint) {
    return new Content(
        checkpoint.content().parts().stream()
            .filter(
                part -> part.name().contains("text_encoder/") || part.name().contains("tokenizer/"))
            .toList());
  }

  private static Tensor computed(Checkpoint checkpoint, byte[] graph, Engine engine) {
    long[] prompt = checkpoint.emptyPrompt();
    float[] ids = new float[prompt.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = prompt[i];
    }
    try (Session encoder = engine.open(graph, checkpoint.name() + ": text encoder")) {
      Map<String, Tensor> inputs = new HashMap<>();
      inputs.put("ids", Tensor.of(ids, 1, ids.length));
      return encoder.run(inputs).values().iterator().next();
    }
  }

  /** What is damaged or of another size is computed again. */
  private static Optional<Tensor> read(Path file, int tokens, int width) {
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      int length = Float.BYTES * tokens * width;
      if (bytes.capacity() != length + Long.BYTES || bytes.getLong(length) != sum(bytes, length)) {
        return Optional.empty();
      }
      float[] values = new float[tokens * width];
      bytes.asFloatBuffer().get(values);
      return Optional.of(Tensor.of(values, 1, tokens, width));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** A cache that cannot be written costs time and nothing else. */
  private static void write(Path file, Tensor embedding) {
    int length = Float.BYTES * embedding.size();
    ByteBuffer bytes = ByteBuffer.allocate(length + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(embedding.values());
    bytes.putLong(length, sum(bytes, length));
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path part = Files.createTempFile(folder, "empty-prompt-", ".part");
      try {
        Files.write(part, bytes.array());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException readOnly) {
      return;
    }
  }

  private static long sum(ByteBuffer bytes, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes.duplicate().position(0).limit(length));
    return sum.getValue();
  }
}
