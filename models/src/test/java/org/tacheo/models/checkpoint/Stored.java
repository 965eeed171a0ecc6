package org.tacheo.models.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Makes safetensors files, sound ones and others. */
final class Stored {
  private Stored() {}

  /** A file of this header, whatever it is, and so many bytes of zeros after it. */
  static byte[] bytes(String header, int data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(length(text.length));
    bytes.writeBytes(text);
    bytes.writeBytes(new byte[data]);
    return bytes.toByteArray();
  }

  /** The eight bytes that tell the length of a header. */
  static byte[] length(long length) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(length).array();
  }

  /** The header of tensors of this type, in this order, without holes. */
  static String header(ElementType type, Map<String, List<Integer>> shapes) {
    Map<String, Object> entries = new LinkedHashMap<>();
    long end = 0;
    for (Map.Entry<String, List<Integer>> shape : shapes.entrySet()) {
      long begin = end;
      end += shape.getValue().stream().reduce(1, (a, b) -> a * b) * (long) type.bytes();
      entries.put(
          shape.getKey(),
          Map.of(
              "dtype",
              type.name(),
              "shape",
              shape.getValue(),
              "data_offsets",
              List.of(begin, end)));
    }
    return JsonMapper.shared().writeValueAsString(entries);
  }

  /** Writes a sound file of zeros. */
  static Path write(Path file, ElementType type, Map<String, List<Integer>> shapes)
      throws IOException {
    long data =
        shapes.values().stream().mapToLong(s -> s.stream().reduce(1, (a, b) -> a * b)).sum()
            * type.bytes();
    return Files.write(file, bytes(header(type, shapes), Math.toIntExact(data)));
  }
}
