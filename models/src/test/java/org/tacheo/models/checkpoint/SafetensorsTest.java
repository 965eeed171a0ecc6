package org.tacheo.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;

class SafetensorsTest {
  private static final Path UNET =
      Resources.TINY.resolve("unet/diffusion_pytorch_model.safetensors");

  @TempDir private Path folder;

  @Test
  void findsEveryTensorOfAFileByPython() throws IOException {
    Map<String, StoredTensor> tensors = Safetensors.read(CheckpointFile.alone(UNET));

    // Counted, and the elements read, by the safetensors library for Python.
    assertThat(tensors).hasSize(684);
    assertThat(tensors.values().stream().mapToLong(StoredTensor::bytes).sum())
        .isEqualTo(4 * 211148);
    StoredTensor bias = get(tensors, "conv_in.bias");
    assertThat(bias.shape()).containsExactly(8L);
    assertThat(bias.type()).isEqualTo(ElementType.F32);
    assertThat(element(bias, 0)).isEqualTo(-0.10945201f);
    assertThat(element(bias, 7)).isEqualTo(-0.13604687f);
    StoredTensor weight = get(tensors, "mid_block.attentions.0.proj_in.weight");
    assertThat(weight.shape()).containsExactly(16L, 16L);
    assertThat(element(weight, 1)).isEqualTo(0.32887548f);
    assertThat(element(weight, 255)).isEqualTo(-0.11058437f);
  }

  private static StoredTensor get(Map<String, StoredTensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  private static float element(StoredTensor tensor, int index) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(tensor.file().toFile(), "r")) {
      byte[] bytes = new byte[Float.BYTES];
      file.seek(tensor.offset() + (long) Float.BYTES * index);
      file.readFully(bytes);
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat();
    }
  }

  @Test
  void readsTheHeaderOfAFullSizeNetworkWithoutItsElements() throws IOException {
    Map<String, List<Integer>> shapes = Resources.shapes("unet");
    byte[] head = Stored.bytes(Stored.header(ElementType.F32, shapes), 0);
    long data = 4 * 865_922_244L;

    Map<String, StoredTensor> tensors =
        Safetensors.read("unet", UNET, new ByteArrayInputStream(head), head.length + data);

    assertThat(tensors.keySet()).isEqualTo(shapes.keySet());
    StoredTensor last = get(tensors, "conv_out.bias");
    assertThat(last.offset() + last.bytes()).isEqualTo(head.length + data);
  }

  @Test
  void acceptsWhatTheFormatAllows() throws IOException {
    Map<String, StoredTensor> tensors =
        read(
            "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"none\":{\"dtype\":\"F16\",\"shape\":[3,0],\"data_offsets\":[4,4]},"
                + "\"one\":{\"data_offsets\":[0,4],\"dtype\":\"F32\",\"shape\":[]}}     ",
            4);

    assertThat(get(tensors, "one").shape()).isEmpty();
    assertThat(get(tensors, "one").bytes()).isEqualTo(4);
    assertThat(get(tensors, "none").bytes()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}                 | 4 bytes from 0 to 4, expected 8 for F32 [2]
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}                 | -4 bytes from 4 to 0, expected 4
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}                 | tensor a begins at byte 4, expected 0
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}} | tensor b begins at byte 2, expected 4
          {"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[3,5]}}   | tensor b begins at byte 3, expected 2
          {"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}                | shape: expected at most 16 numbers of at least 0
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}                | data_offsets: expected at most 16 numbers of at least 0
          {"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}} | shape: expected at most 16
          {"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,4]}} | is beyond any file
          {"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,4]}}   | is beyond any file
          {"a":{"dtype":"U8","shape":[1],"data_offsets":[9223372036854775806,9223372036854775807]}} | beyond any file
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,99999999999999999999]}}  | no sound JSON in the header
          {"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}             | dtype "F8_E4M3" is not read; expected one of [F64, F32
          {"a":{"dtype":"f32","shape":[1],"data_offsets":[0,4]}}                 | dtype "f32" is not read
          {"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}               | shape: expected a whole number, got a broken number
          {"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}                   | shape: expected a list, got a whole number
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,2,4]}}               | expected a shape and two data_offsets
          {"a":{"dtype":"F32","shape":[1]}}                                      | expected a shape and two data_offsets
          {"a":{"shape":[1],"data_offsets":[0,4]}}                               | dtype "" is not read
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}           | unknown field x
          {"a":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}     | no sound JSON in the header: Duplicate Object property "shape"
          {"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} | Duplicate Object property "a"
          {"a":7}                                                                | tensor a: expected an object, got a whole number
          {"__metadata__":{"format":7}}                                          | __metadata__: expected a text, got a whole number
          {"__metadata__":"pt"}                                                  | __metadata__: expected an object, got a text
          {"a":                                                                  | no sound JSON in the header
          {} {}                                                                  | more than one JSON value in the header
          []                                                                     | does not begin with {
          """)
  void refusesAHeader(String header, String reason) {
    assertThatThrownBy(() -> read(header, 4))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a.safetensors: ")
        .hasMessageContaining(reason);
  }

  private static Map<String, StoredTensor> read(String header, int data) throws IOException {
    return read(Stored.bytes(header, data));
  }

  private static Map<String, StoredTensor> read(byte[] bytes) throws IOException {
    return Safetensors.read(
        "a.safetensors", Path.of("/a"), new ByteArrayInputStream(bytes), bytes.length);
  }

  @Test
  void saysHowManyBytesATruncatedFileLacks() throws IOException {
    byte[] whole = Files.readAllBytes(UNET);
    Path file = folder.resolve("short.safetensors");
    Files.write(file, Arrays.copyOf(whole, whole.length - 5));

    assertThatThrownBy(() -> Safetensors.read(CheckpointFile.alone(file)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            file
                + ": truncated: "
                + (whole.length - 5)
                + " bytes, expected "
                + whole.length
                + "; download the file again");
  }

  @Test
  void refusesBytesAfterTheLastTensor() {
    String one = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";

    assertThatThrownBy(() -> read(one, 5))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 bytes after the last tensor");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7})
  void refusesAFileWithoutALength(int bytes) {
    assertThatThrownBy(() -> read(new byte[bytes]))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(bytes + " bytes, expected a header");
  }

  @Test
  void refusesAHeaderLongerThanTheFileOrTheFormatAllows() {
    assertThatThrownBy(() -> read(Stored.length(3)))
        .hasMessageContaining("truncated: 8 bytes, expected at least 11");
    assertThatThrownBy(() -> read(Stored.length(100_000_001)))
        .hasMessageContaining("a header of 100000001 bytes, expected at most 100000000");
    assertThatThrownBy(() -> read(Stored.length(-1)))
        .hasMessageContaining("a header of 18446744073709551615 bytes");
    assertThatThrownBy(() -> read(Stored.length(0))).hasMessageContaining("does not begin with {");
  }

  @Test
  void knowsThePointerOfAFileThatGitDidNotFetch() {
    byte[] pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
            .getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> read(pointer)).hasMessageContaining("run git lfs pull");
  }

  @Test
  void refusesMalformedText() {
    byte[] bytes =
        Stored.bytes("{\"?\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}}", 0);
    bytes[10] = (byte) 0xff;

    assertThatThrownBy(() -> read(bytes)).hasMessageContaining("no sound JSON in the header");
  }

  @Test
  void keepsNoMoreTensorsAndNotesThanAnyNetworkHas() {
    String entry = "\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}";
    String tensors = numbered(100_001, entry);
    String notes = "{\"__metadata__\":" + numbered(10_001, "\":\"\"") + "}";

    assertThatThrownBy(() -> read(tensors, 0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("header: more than 100000 tensors");
    assertThatThrownBy(() -> read(notes, 0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("__metadata__: more than 10000 entries");
  }

  private static String numbered(int count, String entry) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"" + i + entry)
        .collect(Collectors.joining(",", "{", "}"));
  }
}
