package org.tacheo.models.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.util.*;
import org.tacheo.models.checkpoint.*;
import tools.jackson.databind.*;
import tools.jackson.databind.json.JsonMapper;

final class StoredWeights implements WeightSource {
  private final Map<String, StoredTensor> all = new HashMap<>();

  static StoredWeights of(Path folder) {
    StoredWeights w = new StoredWeights();
    try (var files = Files.list(folder)) {
      for (Path f : files.filter(p -> p.toString().endsWith(".safetensors")).toList()) {
        byte[] b = Files.readAllBytes(f);
        long n = ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN).getLong();
        JsonNode h =
            JsonMapper.shared().readTree(new String(b, 8, (int) n, StandardCharsets.UTF_8));
        for (var e : h.properties()) {
          if (e.getKey().equals("__metadata__")) continue;
          List<Long> shape = new ArrayList<>();
          e.getValue().get("shape").forEach(x -> shape.add(x.asLong()));
          long a = e.getValue().get("data_offsets").get(0).asLong();
          long z = e.getValue().get("data_offsets").get(1).asLong();
          w.all.put(
              e.getKey(),
              new StoredTensor(
                  e.getKey(),
                  ElementType.valueOf(e.getValue().get("dtype").asString()),
                  shape,
                  f.toRealPath(),
                  8 + n + a,
                  z - a));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return w;
  }

  @Override
  public StoredTensor tensor(String name, long... shape) {
    StoredTensor t = Objects.requireNonNull(all.get(name), name);
    if (!t.shape().equals(Arrays.stream(shape).boxed().toList()))
      throw new IllegalStateException(name + t.shape() + Arrays.toString(shape));
    return t;
  }
}
