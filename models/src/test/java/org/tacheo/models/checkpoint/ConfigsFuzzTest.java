package org.tacheo.models.checkpoint;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.models.Hostile;
import org.tacheo.models.checkpoint.SchedulerConfig.Kind;

class ConfigsFuzzTest {
  /** A tree of small values: an empty object of two bytes and a comma takes some hundred. */
  private static final long EXPANSION = 256;

  private static final List<Function<CheckpointFile, Object>> READERS =
      List.of(
          UNetReader::read,
          VaeReader::read,
          TextReader::read,
          SchedulerReader::read,
          ShardIndex::read,
          file -> PipelineReader.read(file, Kind.DDIM));

  private static final Path FILE = file();

  private static Path file() {
    try {
      Path file = Files.createTempFile("fuzzed", ".json");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<byte[]> seeds() throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (String name :
        List.of(
            "unet/config.json",
            "vae/config.json",
            "text_encoder/config.json",
            "scheduler/scheduler_config.json",
            "model_index.json")) {
      files.add(Files.readAllBytes(Resources.TINY.resolve(name)));
    }
    Stream<String> small =
        Stream.of(
            "{\"weight_map\":{\"a\":\"b.safetensors\"},\"metadata\":{}}",
            "{\"block_out_channels\":[],\"attention_head_dim\":[1,2]}",
            "{\"norm_num_groups\":3,\"freq_shift\":1,\"norm_eps\":1e-400}",
            "{\"unet\":[null,null],\"x\":1e999,\"y\":\"\\u202e\"}",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "");
    return Stream.concat(files.stream(), small.map(text -> text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Reads bytes as the settings of every component. */
  @MethodSource("seeds")
  @FuzzTest
  void configs(byte[] bytes) throws IOException {
    Files.write(FILE, bytes);
    CheckpointFile file = CheckpointFile.alone(FILE);
    for (Function<CheckpointFile, Object> reader : READERS) {
      Hostile.read(bytes.length, EXPANSION, () -> reader.apply(file))
          .ifPresent(ConfigsFuzzTest::requireSound);
    }
  }

  /** What is accepted must be something that can be built. */
  private static void requireSound(Object config) {
    if (config instanceof UNetConfig unet) {
      require(unet.blockOutChannels().stream().allMatch(c -> c % unet.normGroups() == 0));
      require(unet.heads().size() == unet.blockOutChannels().size());
      require(unet.upAttention().size() == unet.downAttention().size());
      require(unet.blockOutChannels().get(0) / 2 > unet.freqShift());
    } else if (config instanceof VaeConfig vae) {
      require(vae.blockOutChannels().stream().allMatch(c -> c % vae.normGroups() == 0));
      require(vae.scalingFactor() > 0);
    } else if (config instanceof TextConfig text) {
      require(text.hiddenSize() % text.heads() == 0);
    } else if (config instanceof SchedulerConfig scheduler) {
      require(scheduler.stepsOffset() < scheduler.trainTimesteps());
    }
  }

  private static void require(boolean sound) {
    if (!sound) {
      throw new AssertionError("accepted settings that contradict one another");
    }
  }
}
