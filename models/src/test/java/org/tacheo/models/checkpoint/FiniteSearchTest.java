package org.tacheo.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tacheo.core.DataException;

class FiniteSearchTest {
  /** More than is read at once, for every type, and no multiple of it. */
  private static final int MANY = 600_001;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "F32, 0x7f800000, Infinity",
    "F32, 0xff800000, -Infinity",
    "F32, 0x7f800001, NaN",
    "F32, 0xffc00000, NaN",
    "F16, 0x7c00, Infinity",
    "F16, 0xfc00, -Infinity",
    "F16, 0x7c01, NaN",
    "F16, 0xfe00, NaN",
    "BF16, 0x7f80, Infinity",
    "BF16, 0xff80, -Infinity",
    "BF16, 0x7f81, NaN",
    "BF16, 0xffc0, NaN",
  })
  void findsWhatIsNotFiniteWhereverItIs(ElementType type, String bits, float value)
      throws IOException {
    Weights weights = weights(type);
    StoredTensor tensor = tensor(weights, "b");
    int pieces = (1 << 20) / type.bytes();
    for (int index : new int[] {0, 1, 2, 3, pieces - 1, pieces, pieces + 1, MANY - 1}) {
      put(tensor, index, Long.decode(bits).intValue());
      assertThat(weights.notFinite()).containsExactly(new NotFinite(tensor, index, value));
      put(tensor, index, 0);
    }
    assertThat(weights.notFinite()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "F32, 0x7f7fffff", "F32, 0xff7fffff", "F32, 0x807fffff",
    "F16, 0x7bff", "F16, 0xfbff", "F16, 0x83ff",
    "BF16, 0x7f7f", "BF16, 0xff7f", "BF16, 0x807f"
  })
  void theLargestAndTheSmallestNumbersAreFinite(ElementType type, String bits) throws IOException {
    Weights weights = weights(type);
    for (int index = 0; index < 4; index++) {
      put(tensor(weights, "b"), index, Long.decode(bits).intValue());
    }
    assertThat(weights.notFinite()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = ElementType.class,
      names = {"F32", "F16", "BF16"})
  void namesTheFirstElementOfEachTensor(ElementType type) throws IOException {
    Weights weights = weights(type);
    int infinity = type == ElementType.F32 ? 0x7f800000 : 0x7f80;
    put(tensor(weights, "a"), 1, infinity);
    put(tensor(weights, "a"), 2, infinity);
    put(tensor(weights, "c"), 4, infinity);
    assertThat(weights.notFinite()).extracting(NotFinite::index).containsExactly(1L, 4L);
    assertThat(weights.notFinite().get(1))
        .hasToString(
            "tensor c [5] is "
                + (type == ElementType.F16 ? "NaN" : "Infinity")
                + " at index 4, expected finite numbers");
  }

  @Test
  void wholeNumbersAreFinite() throws IOException {
    Weights weights = weights(ElementType.I64);
    put(tensor(weights, "b"), 0, -1);
    assertThat(weights.notFinite()).isEmpty();
  }

  @Test
  void saysThatAFileBecameShorter() throws IOException {
    Weights weights = weights(ElementType.F32);
    Path file = tensor(weights, "b").file();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(Files.size(file) - 1);
    }
    assertThatThrownBy(weights::notFinite)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("x.safetensors: cannot be read")
        .hasMessageContaining("it became shorter");
  }

  private Weights weights(ElementType type) throws IOException {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    shapes.put("a", List.of(3));
    shapes.put("b", List.of(MANY));
    shapes.put("c", List.of(5));
    return Weights.open(Stored.write(folder.resolve("x.safetensors"), type, shapes), Network.UNET);
  }

  private static StoredTensor tensor(Weights weights, String name) {
    return weights.stored().stream()
        .filter(tensor -> tensor.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void put(StoredTensor tensor, int index, int bits) throws IOException {
    ByteBuffer element =
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(bits).flip();
    element.limit(Math.min(Integer.BYTES, tensor.type().bytes()));
    try (FileChannel channel = FileChannel.open(tensor.file(), StandardOpenOption.WRITE)) {
      long place = tensor.offset() + (long) index * tensor.type().bytes();
      assertThat(channel.write(element, place)).isEqualTo(element.limit());
    }
  }
}
