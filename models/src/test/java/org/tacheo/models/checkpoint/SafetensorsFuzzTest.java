package org.tacheo.models.checkpoint;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.models.Hostile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SafetensorsFuzzTest {
  /** A name of one letter becomes an entry of a map, of a set, and a record with its lists. */
  private static final long EXPANSION = 64;

  private static final String ONE =
      "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

  static Stream<byte[]> seeds() {
    String two = ONE + ",\"b\":{\"dtype\":\"BF16\",\"shape\":[2,0],\"data_offsets\":[8,8]}";
    return Stream.of(
        Stored.bytes("{}", 0),
        Stored.bytes("{" + ONE + "}", 8),
        Stored.bytes("{" + two + "}   ", 8),
        Stored.bytes("{\"__metadata__\":{\"format\":\"pt\"}," + ONE + "}", 8),
        Stored.bytes("{" + ONE + "," + ONE + "}", 8),
        Stored.bytes("{" + ONE.replace("F32", "F8_E5M2") + "}", 8),
        Stored.bytes("{" + ONE.replace("[0,8]", "[4,12]") + "}", 12),
        "{\"a\":[1e9,-3,\"\\ud800\",null,true]}".getBytes(StandardCharsets.UTF_8),
        Stored.length(-1),
        "version https://git-lfs".getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads bytes as a file, and as the header of one whose lengths are right. */
  @MethodSource("seeds")
  @FuzzTest
  void safetensors(byte[] bytes) {
    read(bytes, bytes.length).ifPresent(tensors -> requireFull(bytes, bytes.length, tensors));
    byte[] file = Arrays.copyOf(Stored.length(bytes.length), Long.BYTES + bytes.length);
    System.arraycopy(bytes, 0, file, Long.BYTES, bytes.length);
    long size = file.length + end(bytes);
    read(file, size).ifPresent(tensors -> requireFull(file, size, tensors));
  }

  private static Optional<Map<String, StoredTensor>> read(byte[] bytes, long size) {
    return Hostile.read(
        bytes.length,
        EXPANSION,
        () -> {
          try {
            return Safetensors.read(
                "a.safetensors", Path.of("/a"), new ByteArrayInputStream(bytes), size);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Where the elements end by this header, 0 if it is none. */
  private static long end(byte[] header) {
    try {
      return JsonMapper.shared()
          .readTree(header)
          .valueStream()
          .mapToLong(entry -> entry.path("data_offsets").path(1).asLong(0))
          .max()
          .orElse(0);
    } catch (JacksonException none) {
      return 0;
    }
  }

  /** What is accepted must be what another reading of the header says, and fill the file. */
  private static void requireFull(byte[] file, long size, Map<String, StoredTensor> tensors) {
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    JsonNode header = JsonMapper.shared().readTree(file, Long.BYTES, length);
    long bytes = 0;
    for (StoredTensor tensor : tensors.values()) {
      JsonNode entry = header.required(tensor.name());
      List<Long> shape = entry.required("shape").valueStream().map(JsonNode::longValue).toList();
      long begin = Long.BYTES + length + entry.required("data_offsets").required(0).longValue();
      if (!shape.equals(tensor.shape())
          || begin != tensor.offset()
          || begin + tensor.bytes() > size) {
        throw new AssertionError(tensor + " is not " + entry + " in " + size + " bytes");
      }
      bytes += tensor.bytes();
    }
    int others = header.has("__metadata__") ? 1 : 0;
    if (header.size() != tensors.size() + others || Long.BYTES + length + bytes != size) {
      throw new AssertionError(tensors + " do not fill " + size + " bytes");
    }
  }
}
