package org.tacheo.datasets.image;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tacheo.core.DataException;

/** The formats of prediction files, each known by its extension and by its first bytes. */
enum RasterFormat {
  NPY(start -> startsWith(start, 0x93, 'N', 'U', 'M', 'P', 'Y')),
  NPZ(start -> startsWith(start, 'P', 'K', 3, 4) || startsWith(start, 'P', 'K', 5, 6)),
  PNG(start -> startsWith(start, 0x89, 'P', 'N', 'G')),
  EXR(start -> startsWith(start, 0x76, 0x2F, 0x31, 0x01)),
  PFM(Pfm::startsWith),
  MAT(Mat::startsWith);

  /** As many bytes of a file, or all of a shorter one, tell its format. */
  static final int MAGIC_BYTES = Mat.HEADER_BYTES;

  private final Predicate<byte[]> magic;

  RasterFormat(Predicate<byte[]> magic) {
    this.magic = magic;
  }

  /**
   * The format on which the name of a file and its first bytes agree.
   *
   * @throws DataException if they do not, or one of them is of no known format
   */
  static RasterFormat of(Path file, String where, byte[] start) {
    RasterFormat named = named(file, where);
    if (!named.magic.test(start)) {
      Optional<RasterFormat> held =
          Arrays.stream(values()).filter(format -> format.magic.test(start)).findFirst();
      throw new DataException(
          where
              + ": named "
              + named.extension()
              + " but "
              + held.map(format -> "holds " + format + " data, expected " + named)
                  .orElse("does not start like " + named + " data")
              + "; "
              + held.map(format -> "rename it to " + format.extension())
                  .orElse("write the file again"));
    }
    return named;
  }

  /**
   * The format of this name.
   *
   * @throws DataException if it has none of the extensions
   */
  static RasterFormat named(Path file, String where) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> name.endsWith(format.extension()))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    where
                        + ": no known extension, expected one of "
                        + Arrays.stream(values())
                            .map(RasterFormat::extension)
                            .collect(Collectors.joining(", "))
                        + "; write one of these formats"));
  }

  /** For example {@code .npy}. */
  String extension() {
    return "." + name().toLowerCase(Locale.ROOT);
  }

  private static boolean startsWith(byte[] start, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (start.length <= i || (start[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
