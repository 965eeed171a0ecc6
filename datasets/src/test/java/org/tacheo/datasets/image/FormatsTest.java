package org.tacheo.datasets.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
import org.tacheo.core.SpecException;
import org.tacheo.core.VectorMap;

/** What the readers of prediction files have in common, on the files of make_formats.py. */
class FormatsTest {
  private static final String WHERE = "a.tar!b";

  static List<Row> files() {
    return Fixtures.table("formats.txt").map(Row::of).toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void readsWhatTheUsualLibrariesRead(Row row, @TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve(row.name), Fixtures.bytes(row.name));
    PredictionFormat options = new PredictionFormat(Optional.empty(), row.key);
    float[] values;
    if (row.channels == 1) {
      FloatMap map = PredictionFiles.readMap(file, options);
      assertThat(map.size()).isEqualTo(row.size);
      values = map.toArray();
    } else {
      VectorMap map = PredictionFiles.readVectors(file, options);
      assertThat(map.size()).isEqualTo(row.size);
      values = map.toArray();
    }
    assertThat(Fixtures.sha256(values)).isEqualTo(row.sha256);
  }

  @ParameterizedTest
  @MethodSource("files")
  void refusesAFileCutAtAnyByteOrWithMore(Row row) {
    byte[] bytes = Fixtures.bytes(row.name);
    int accepted = 0;
    for (int length = 0; length < bytes.length; length++) {
      accepted += refuses(row, Arrays.copyOf(bytes, length)) ? 0 : 1;
    }
    // A MAT file says nowhere how many variables it has: cut between two, behind the one that is
    // asked for, it is whole.
    int behind =
        switch (row.name) {
          case "several.mat", "several-packed.mat" -> row.key.equals(Optional.of("planes")) ? 8 : 9;
          default -> row.name.startsWith("stored-") ? 1 : 0;
        };
    assertThat(accepted).isEqualTo(behind);
    Fixtures.refusal(row::read, Arrays.copyOf(bytes, bytes.length + 1));
  }

  private static boolean refuses(Row row, byte[] bytes) {
    try {
      row.read(bytes);
      return false;
    } catch (DataException e) {
      return true;
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void throwsNothingUnexpectedWhenABitIsFlipped(Row row) {
    byte[] bytes = Fixtures.bytes(row.name);
    int refused = 0;
    // Of a larger file every seventh bit, so that each place in a byte has its turn.
    for (int bit = 0; bit < 8 * bytes.length; bit += bytes.length > 1000 ? 7 : 1) {
      refused += Fixtures.refusesFlip(row::read, bytes, bit) ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(16);
  }

  @ParameterizedTest
  @CsvSource({"one.npz, depth", "several.npz, depth", "unnamed.npz, arr_0", "streamed.npz, depth"})
  void neverReadsAnotherArrayFromAnNpzWithABitFlipped(String name, String key) {
    byte[] npz = Fixtures.bytes(name);
    Optional<String> array = Optional.of(key);
    float[] values = Npz.read(npz, WHERE, array).elements();
    for (int bit = 0; bit < 8 * npz.length; bit++) {
      byte[] flipped = npz.clone();
      flipped[bit >> 3] ^= (byte) (1 << (bit & 7));
      try {
        assertThat(Arrays.equals(Npz.read(flipped, WHERE, array).elements(), values))
            .as("bit %d", bit)
            .isTrue();
      } catch (DataException e) {
        assertThat(e).hasMessageStartingWith(WHERE);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "one.npz, pred.npy, 'named .npy but holds NPZ data, expected NPY; rename it to .npz'",
    "gray-cv.pfm, pred.exr, 'named .exr but holds PFM data, expected EXR; rename it to .pfm'",
    "float-zip.exr, pred.pfm, 'named .pfm but holds EXR data, expected PFM; rename it to .exr'",
    "single.mat, pred.png, 'named .png but holds MAT data, expected PNG; rename it to .mat'",
    "gray16-none.png, pred.mat, 'named .mat but holds PNG data, expected MAT; rename it to .png'",
    "f4-little.npy, pred.NPZ, 'named .npz but holds NPY data, expected NPZ; rename it to .npy'",
    "420.jpg, pred.png, 'named .png but does not start like PNG data; write the file again'",
    "refused-v4.mat, pred.mat, 'named .mat but does not start like MAT data; write the file again'",
    "f4-little.npy, pred.bin, 'no known extension, expected one of .npy, .npz, .png, .exr, .pfm, .mat'",
    "f4-little.npy, npy, 'no known extension'",
  })
  void refusesAFileThatIsNotWhatItsNameSays(
      String fixture, String name, String message, @TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve(name), Fixtures.bytes(fixture));
    for (Consumer<Path> reader : readers(PredictionFormat.PLAIN)) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> reader.accept(file))
          .withMessageStartingWith(file + ": " + message);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"f4-little.npy", "one.npz", "single-Y.exr", "gray-cv.pfm", "single.mat"})
  void readsAnExtensionInCapitals(String name, @TempDir Path folder) throws IOException {
    String capital = "A." + name.substring(name.length() - 3).toUpperCase(Locale.ROOT);
    Path file = Files.write(folder.resolve(capital), Fixtures.bytes(name));
    assertThat(PredictionFiles.read(file).size().pixels()).isPositive();
  }

  @Test
  void dividesA16BitPngByItsScale(@TempDir Path folder) throws IOException {
    char[] values = {0, 1, 1000, 1234, 65535, 7};
    Path file = Files.write(folder.resolve("a.png"), Png.writeGray16(new ImageSize(2, 3), values));
    assertThat(PredictionFiles.readMap(file, scale(1000)).toArray())
        .containsExactly(0f, 0.001f, 1f, 1.234f, 65.535f, 0.007f);
    assertThat(PredictionFiles.readMap(file, scale(256)).at(3)).isEqualTo(1234f / 256);
    assertThatExceptionOfType(SpecException.class)
        .isThrownBy(() -> PredictionFiles.read(file))
        .withMessage(
            file
                + ": the integers of a PNG have no unit; give the scale that they are to be divided"
                + " by, for example scale 1000");
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> PredictionFiles.readVectors(file, PredictionFormat.PLAIN))
        .withMessageContaining("16-bit grayscale (colour type 0), expected 16-bit RGB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"f4-little.npy", "one.npz", "single-Y.exr", "gray-cv.pfm", "single.mat"})
  void refusesAScaleForFloats(String name, @TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve(name), Fixtures.bytes(name));
    for (Consumer<Path> reader : readers(scale(1))) {
      assertThatExceptionOfType(SpecException.class)
          .isThrownBy(() -> reader.accept(file))
          .withMessageStartingWith(file + ": scale means nothing here");
    }
  }

  @Test
  void refusesAScaleForVectorsInPng(@TempDir Path folder) throws IOException {
    String name = "vectors-rgb16-none.png";
    Path file = Files.write(folder.resolve(name), Fixtures.bytes(name));
    assertThatExceptionOfType(SpecException.class)
        .isThrownBy(() -> PredictionFiles.readVectors(file, scale(1)))
        .withMessageStartingWith(file + ": scale means nothing here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"f4-little.npy", "gray16-none.png", "single-Y.exr", "gray-cv.pfm"})
  void refusesAKeyForFilesOfOneArray(String name, @TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve(name), Fixtures.bytes(name));
    for (Consumer<Path> reader : readers(key("depth"))) {
      assertThatExceptionOfType(SpecException.class)
          .isThrownBy(() -> reader.accept(file))
          .withMessageStartingWith(
              file + ": key means nothing here, expected it for .npz and .mat");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "several.npz, , 'the npz file holds the arrays depth, normals, note, expected one, or a key;'",
    "several.npz, mask, 'depth, normals, note, expected one named mask;'",
    "several.mat, , 'the MAT file holds the arrays normals, planes, words, cells, sparse, complex,'",
    "several-packed.mat, mask, 'logical, flat, empty, expected one named mask;'",
    "several.npz, note, 'the elements of the npy file are <U1'",
    "several.mat, words, 'the MAT variable words is of class char, expected real double or single'",
    "several.mat, cells, is of class cell",
    "several.mat, sparse, is of class sparse",
    "several-packed.mat, complex, is of class complex double",
    "several.mat, mm, is of class uint16",
    "several-packed.mat, logical, is of class logical",
    "several.mat, flat, 'has the shape [2, 2, 2, 2]'",
    "several.mat, empty, 'has the shape [0, 4]'",
    "class-int16.mat, , is of class int16",
    "refused-v73.mat, , 'the MAT file is of version 7.3, which is HDF5, expected version 5'",
  })
  void refusesAnArrayThatIsNotThereOrNoMap(
      String name, String key, String message, @TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve(name), Fixtures.bytes(name));
    PredictionFormat options = new PredictionFormat(Optional.empty(), Optional.ofNullable(key));
    for (Consumer<Path> reader : readers(options)) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> reader.accept(file))
          .withMessageStartingWith(file + ": ")
          .withMessageContaining(message);
    }
  }

  @Test
  void refusesOptionsThatAreNone() {
    for (double scale : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatExceptionOfType(SpecException.class)
          .isThrownBy(() -> scale(scale))
          .withMessageContaining("expected a positive number");
    }
    assertThatExceptionOfType(SpecException.class).isThrownBy(() -> key(" "));
  }

  @Test
  void refusesAFolderAndAnEmptyFile(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("a.exr"), new byte[0]);
    Path none = folder.resolve("b.exr");
    for (Consumer<Path> reader : readers(PredictionFormat.PLAIN)) {
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> reader.accept(file))
          .withMessageContaining("does not start like EXR data");
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> reader.accept(folder))
          .withMessageStartingWith(folder + ": not a file");
      assertThatExceptionOfType(DataException.class)
          .isThrownBy(() -> reader.accept(none))
          .withMessageStartingWith(none + ": no such file");
    }
  }

  @ParameterizedTest
  @CsvSource({"single-Y.exr, 107374182400", "one.npz, 1073741825", "f4-little.npy, 107374182400"})
  void refusesAFileThatIsTooLargeBeforeReadingIt(String name, long bytes, @TempDir Path folder)
      throws IOException {
    Path file = Files.write(folder.resolve(name), Fixtures.bytes(name));
    try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
      hole.setLength(bytes);
    }
    assertThatExceptionOfType(DataException.class)
        .isThrownBy(() -> PredictionFiles.read(file))
        .withMessageContaining("" + bytes);
  }

  private static List<Consumer<Path>> readers(PredictionFormat options) {
    return List.of(
        file -> PredictionFiles.readMap(file, options),
        file -> PredictionFiles.readVectors(file, options));
  }

  private static PredictionFormat scale(double scale) {
    return new PredictionFormat(Optional.of(scale), Optional.empty());
  }

  private static PredictionFormat key(String key) {
    return new PredictionFormat(Optional.empty(), Optional.of(key));
  }

  /** A row of formats.txt. */
  record Row(String name, Optional<String> key, ImageSize size, int channels, String sha256) {
    static Row of(List<String> row) {
      return new Row(
          row.get(0),
          Optional.of(row.get(1)).filter(key -> !key.equals("-")),
          new ImageSize(Integer.parseInt(row.get(2)), Integer.parseInt(row.get(3))),
          Integer.parseInt(row.get(4)),
          row.get(5));
    }

    /** Reads these bytes as the file is to be read. */
    void read(byte[] bytes) {
      boolean map = channels == 1;
      switch (RasterFormat.named(Path.of(name), WHERE)) {
        case NPY -> {
          NpyArray array = Npy.read(bytes, WHERE);
          Object raster = map ? array.toMap() : array.toVectors();
          assertThat(raster).isNotNull();
        }
        case NPZ -> {
          NpyArray array = Npz.read(bytes, WHERE, key);
          Object raster = map ? array.toMap() : array.toVectors();
          assertThat(raster).isNotNull();
        }
        case MAT -> {
          MatArray array = Mat.read(bytes, WHERE, key);
          Object raster = map ? array.toMap() : array.toVectors();
          assertThat(raster).isNotNull();
        }
        case PFM -> {
          Object raster = map ? Pfm.readMap(bytes, WHERE) : Pfm.readVectors(bytes, WHERE);
          assertThat(raster).isNotNull();
        }
        case PNG -> assertThat(Png.readTriples(bytes, WHERE).toVectors()).isNotNull();
        case EXR -> throw new AssertionError("tested in ExrTest");
      }
    }

    @Override
    public String toString() {
      return name + key.map(k -> " " + k).orElse("");
    }
  }
}
