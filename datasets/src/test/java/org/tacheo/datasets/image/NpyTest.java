package org.tacheo.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;
import org.tacheo.core.RgbImage;
import org.tacheo.core.UnreadableException;
import org.tacheo.core.VectorMap;

class NpyTest {
  private static final String WHERE = "a.tar!b";

  static List<List<String>> arrays() {
    return Fixtures.table("arrays.txt").toList();
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void readsWhatNumpyReads(List<String> expected, @TempDir Path folder) throws IOException {
    byte[] npy = Fixtures.bytes(expected.get(0));
    Path file = Files.write(folder.resolve("a.npy"), npy);
    for (NpyArray array : List.of(Npy.read(npy, WHERE), Npy.read(file))) {
      assertThat(array.dtype().numpyName()).isEqualTo(expected.get(1));
      assertThat(String.join("x", array.shape().stream().map(String::valueOf).toList()))
          .isEqualTo(expected.get(2));
      assertThat(digest(array)).isEqualTo(expected.get(3));
    }
  }

  private static String digest(NpyArray array) {
    if (array.dtype().isFloat()) {
      assertThat(array.toMap().size()).isEqualTo(new ImageSize(5, 7));
      return Fixtures.sha256(array.toMap());
    }
    Mask mask = array.toMask();
    byte[] values = new byte[35];
    for (int row = 0; row < 5; row++) {
      for (int column = 0; column < 7; column++) {
        boolean isBool = array.dtype() == NpyType.B1;
        int value = isBool ? ((row + column) % 3 == 0 ? 1 : 0) : row * column % 4;
        values[7 * row + column] = (byte) value;
        assertThat(mask.at(row, column)).isEqualTo(value != 0);
      }
    }
    return Fixtures.sha256(values);
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void refusesAFileCutAtAnyByteOrWithMore(List<String> expected) {
    byte[] npy = Fixtures.bytes(expected.get(0));
    Fixtures.refusesEveryCut(NpyTest::read, npy);
    assertThat(Fixtures.refusal(NpyTest::read, Arrays.copyOf(npy, npy.length + 1)))
        .contains("has " + npy.length + " bytes, got " + (npy.length + 1));
  }

  @Test
  void refusesAFileOnDiskCutAtAnyByte(@TempDir Path folder) throws IOException {
    byte[] npy = Fixtures.bytes("f4-little.npy");
    Path file = folder.resolve("a.npy");
    for (int length = 0; length < npy.length; length++) {
      Files.write(file, Arrays.copyOf(npy, length));
      assertThatExceptionOfType(DataException.class).isThrownBy(() -> Npy.read(file));
    }
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void throwsNothingUnexpectedWhenABitIsFlipped(List<String> expected) {
    byte[] npy = Fixtures.bytes(expected.get(0));
    int refused = 0;
    for (int bit = 0; bit < 8 * npy.length; bit++) {
      refused += Fixtures.refusesFlip(NpyTest::readMap, npy, bit) ? 1 : 0;
    }
    assertThat(refused).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "refused-object.npy     | elements of the npy file are |O (object arrays hold Python pickles)",
        "refused-structured.npy | structured array",
        "refused-int32.npy      | elements of the npy file are <i4, expected f2, f4, f8",
      },
      quoteCharacter = '`')
  void refusesOtherElements(String name, String message) {
    assertThat(Fixtures.refusal(NpyTest::read, Fixtures.bytes(name))).contains(message);
  }

  @ParameterizedTest
  @CsvSource({"refused-rank3.npy, '[2, 3, 4]'", "refused-empty.npy, '[0, 4]'"})
  void refusesShapesThatAreNoMap(String name, String shape) {
    assertThat(Fixtures.refusal(NpyTest::readMap, Fixtures.bytes(name)))
        .contains("has the shape " + shape);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(3, 3, 3)    | 27 | which could be 3xHxW and HxWx3",
        "(3, 5, 3)    | 45 | which could be 3xHxW and HxWx3",
        "(1, 3, 5, 3) | 45 | which could be 3xHxW and HxWx3",
        "(1, 5, 7, 3) | 105 | expected 3xHxW, 1x3xHxW or HxWx3",
        "(2, 3, 5, 7) | 210 | expected 3xHxW, 1x3xHxW or HxWx3",
        "(5, 3, 7)    | 105 | expected 3xHxW, 1x3xHxW or HxWx3",
        "(3, 0, 7)    | 0 | expected 3xHxW, 1x3xHxW or HxWx3",
        "(3, 7)       | 21 | expected 3xHxW, 1x3xHxW or HxWx3",
        "(21,)        | 21 | expected 3xHxW, 1x3xHxW or HxWx3",
      })
  void refusesVectorsOfAShapeThatSaysNoOrTwoThings(String shape, int elements, String message) {
    String dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + "}";
    Consumer<byte[]> reader = npy -> Npy.read(npy, WHERE).toVectors();
    assertThat(Fixtures.refusal(reader, npy(dictionary, 4 * elements))).contains(message);
  }

  @Test
  void readsVectorsOfEitherOrder() {
    float[] values = {1, 2, 3, 4, 5, 6};
    byte[] hwc = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 3)}", 24);
    byte[] chw = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 1, 2)}", 24);
    for (byte[] npy : List.of(hwc, chw)) {
      ByteBuffer target = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
      target.position(npy.length - 24);
      for (float value : values) {
        target.putFloat(value);
      }
    }
    ImageSize size = new ImageSize(1, 2);
    assertThat(Npy.read(hwc, WHERE).toVectors())
        .isEqualTo(VectorMap.owning(size, new float[] {1, 2, 3, 4, 5, 6}));
    assertThat(Npy.read(chw, WHERE).toVectors())
        .isEqualTo(VectorMap.owning(size, new float[] {1, 3, 5, 2, 4, 6}));
  }

  @Test
  void refusesBytesAsVectors() {
    byte[] npy = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 2, 3)}", 6);
    Consumer<byte[]> reader = bytes -> Npy.read(bytes, WHERE).toVectors();
    assertThat(Fixtures.refusal(reader, npy)).contains("are uint8, expected float16");
  }

  @Test
  void refusesBytesAsDepth() {
    assertThat(Fixtures.refusal(NpyTest::readMap, Fixtures.bytes("uint8.npy")))
        .contains("are uint8, expected float16");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr':'<f4','fortran_order':False,'shape':(1,2)}",
        "  { \"shape\" : ( 1 , 2 , ) , 'fortran_order' : False , 'descr' : '<f4' , }  \n",
        "{'shape': (2, 1), 'descr': '<f4', 'fortran_order': True}\n\n",
      })
  void acceptsAnyOrderQuotesAndBlanks(String dictionary) {
    NpyArray array = Npy.read(npy(dictionary, 8), WHERE);
    assertThat(array.toMap().size().pixels()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "{'descr': '<f4', 'fortran_order': False}",
        "{'descr': '<f4', 'shape': (1, 2)}",
        "{'fortran_order': False, 'shape': (1, 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), 'more': 1}",
        "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1, 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2)} x",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2)}}",
        "{'descr': '<f4' 'fortran_order': False, 'shape': (1, 2)}",
        "{'descr': '<f4',, 'fortran_order': False, 'shape': (1, 2)}",
        "{'descr': '<f4', 'fortran_order': 0, 'shape': (1, 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': [1, 2]}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-1, -2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2,,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (,)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1.0, 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 2)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (134217728, 134217728)}",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536, 65536, 65536)}",
        "{'descr': '<f4\\'', 'fortran_order': False, 'shape': (1, 2)}",
        "{'descr': 'f4', 'fortran_order': False, 'shape': (1, 2)}",
        "{'descr': '=f4', 'fortran_order': False, 'shape': (1, 2)}",
        "{'descr': '<c8', 'fortran_order': False, 'shape': (1, 1)}",
        "{'descr': __import__('os'), 'fortran_order': False, 'shape': (1, 2)}",
      })
  void refusesEveryOtherDictionary(String dictionary) {
    Fixtures.refusal(NpyTest::read, npy(dictionary, 8));
  }

  @Test
  void refusesAnAbsurdHeader() {
    byte[] npy = Fixtures.bytes("version2.npy");
    npy[11] = 0x7F;
    assertThat(Fixtures.refusal(NpyTest::read, npy)).contains("header declares", "at most 65536");
    npy[6] = 4;
    assertThat(Fixtures.refusal(NpyTest::read, npy))
        .contains("version 4.0, expected 1.0, 2.0 or 3.0");
    npy[0] = 'N';
    assertThat(Fixtures.refusal(NpyTest::read, npy)).contains("lacks the magic");
  }

  @Test
  void convertsEveryHalfExactly() {
    ByteBuffer npy =
        ByteBuffer.wrap(
            npy("{'descr': '<f2', 'fortran_order': False, 'shape': (256, 256)}", 1 << 17));
    npy.order(ByteOrder.LITTLE_ENDIAN).position(npy.limit() - (1 << 17));
    for (int half = 0; half < 1 << 16; half++) {
      npy.putShort((short) half);
    }
    float[] values = Npy.read(npy.array(), WHERE).toMap().toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.isNaN(values[i]) ? Float.NaN : values[i];
    }
    FloatMap map = FloatMap.owning(new ImageSize(256, 256), values);
    assertThat(Fixtures.sha256(map)).isEqualTo(Fixtures.written("halves"));
  }

  @Test
  void roundsDoublesToTheNearestFloat() {
    double[] doubles = {0.1, 1 + 0x1p-24, 1 + 0x1.8p-24, 1e300, -1e300, 0x1p-150, 0x1.8p-150};
    float[] expected = {
      0.1f,
      1f, // a tie goes to the even neighbour
      1 + 0x1p-23f,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      0f,
      Float.MIN_VALUE
    };
    assertThat(Npy.read(doubles(doubles), WHERE).toMap().toArray()).isEqualTo(expected);
  }

  @Test
  void countsWhatIsNotZeroInAMaskOfFloats() {
    double[] doubles = {0, -0.0, 1, Double.NaN, -3, 1e-40, Double.POSITIVE_INFINITY};
    assertThat(Npy.read(doubles(doubles), WHERE).toMask())
        .isEqualTo(Mask.of(new ImageSize(1, 7), false, false, true, true, true, true, true));
  }

  @Test
  void refusesAMaskValueThatFloatsCannotTellFromZero() {
    Consumer<byte[]> reader = npy -> Npy.read(npy, WHERE).toMask();
    assertThat(Fixtures.refusal(reader, doubles(0, 1e-60))).contains("float64 values below 1e-45");
  }

  @Test
  void readsAnArrayOfSeveralChunksInEitherOrder(@TempDir Path folder) throws IOException {
    int height = 300;
    int width = 401;
    float[] expected = new float[height * width];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = i * 0.37f;
    }
    FloatMap map = FloatMap.owning(new ImageSize(height, width), expected);
    Path plain = Files.write(folder.resolve("c.npy"), Npy.write(map));
    assertThat(PredictionFiles.read(plain)).isEqualTo(map);

    byte[] columns =
        npy("{'descr': '>f8', 'fortran_order': True, 'shape': (1, 300, 401)}", 8 * expected.length);
    ByteBuffer target = ByteBuffer.wrap(columns).position(columns.length - 8 * expected.length);
    for (int column = 0; column < width; column++) {
      for (int row = 0; row < height; row++) {
        target.putDouble(expected[row * width + column]);
      }
    }
    Path fortran = Files.write(folder.resolve("f.npy"), columns);
    assertThat(PredictionFiles.read(fortran)).isEqualTo(map);
    assertThat(Npy.read(columns, WHERE).toMap()).isEqualTo(map);
  }

  @Test
  void namesTheFileThatIsMissing(@TempDir Path folder) {
    Path file = folder.resolve("pred_0001.npy");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> PredictionFiles.read(file))
        .withMessageStartingWith(file + ": no such file");
    assertThatExceptionOfType(UnreadableException.class)
        .isThrownBy(() -> PredictionFiles.readMap(file, "a/b.npy", PredictionFormat.PLAIN))
        .withMessageStartingWith("a/b.npy: no such file")
        .matches(UnreadableException::missing);
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> PredictionFiles.read(folder))
        .withMessageStartingWith(folder + ": not a file");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "13, 21", "480, 640"})
  void writesTheBytesOfNumpy(int height, int width) throws IOException {
    ImageSize size = new ImageSize(height, width);
    RgbImage texture = Fixtures.texture(size);
    float[] plane = new float[size.pixels()];
    float[] vectors = new float[3 * size.pixels()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = texture.at(i / 3, i % 3) / 8f;
      plane[i / 3] = i % 3 == 0 ? vectors[i] : plane[i / 3];
    }
    String name = "npy-" + height + "x" + width;
    FloatMap map = FloatMap.owning(size, plane);
    byte[] npy = Npy.write(map);
    assertThat(Fixtures.sha256(npy)).isEqualTo(Fixtures.written(name));
    assertThat(Fixtures.sha256(Npy.write(VectorMap.owning(size, vectors))))
        .isEqualTo(Fixtures.written(name + "x3"));
    byte[] planes = Npy.writePlanes(VectorMap.owning(size, vectors));
    assertThat(Fixtures.sha256(planes))
        .isEqualTo(Fixtures.written("npy-3x" + height + "x" + width));
    assertThat(Npy.read(npy, WHERE).toMap()).isEqualTo(map);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    Npy.write(map, stream);
    assertThat(stream.toByteArray()).isEqualTo(npy);
  }

  private static byte[] doubles(double... values) {
    String shape = "(1, " + values.length + ")";
    byte[] npy =
        npy("{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + "}", 8 * values.length);
    ByteBuffer target = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
    target.position(npy.length - 8 * values.length);
    for (double value : values) {
      target.putDouble(value);
    }
    return npy;
  }

  /** A file of version 1.0 with this dictionary and this many zeros. */
  private static byte[] npy(String dictionary, int dataBytes) {
    byte[] text = dictionary.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer npy =
        ByteBuffer.allocate(10 + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    npy.put((byte) 0x93)
        .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
        .put((byte) 1)
        .put((byte) 0);
    npy.putShort((short) text.length).put(text);
    return npy.array();
  }

  private static NpyArray read(byte[] bytes) {
    return Npy.read(bytes, WHERE);
  }

  private static FloatMap readMap(byte[] bytes) {
    return Npy.read(bytes, WHERE).toMap();
  }
}
