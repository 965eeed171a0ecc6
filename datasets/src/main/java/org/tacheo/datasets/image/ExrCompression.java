package org.tacheo.datasets.image;

import java.util.List;
import org.tacheo.core.DataException;

/** The compressions of OpenEXR that are read. */
public enum ExrCompression {
  /** Rows as they are. */
  NONE(0, 1),
  /** Each row deflated. */
  ZIPS(2, 1),
  /** Sixteen rows deflated together. */
  ZIP(3, 16);

  /** All compressions that OpenEXR 3.5 knows, at their numbers. */
  private static final List<String> NAMES =
      List.of(
          "NONE",
          "RLE",
          "ZIPS",
          "ZIP",
          "PIZ",
          "PXR24",
          "B44",
          "B44A",
          "DWAA",
          "DWAB",
          "HTJ2K256",
          "HTJ2K32",
          "ZSTD");

  private final int code;
  private final int rows;

  ExrCompression(int code, int rows) {
    this.code = code;
    this.rows = rows;
  }

  /** The number that stands for this compression in a file. */
  int code() {
    return code;
  }

  /** Rows in a chunk. */
  int rows() {
    return rows;
  }

  /**
   * The compression of this number.
   *
   * @throws DataException if it is one of those that are not read, or unknown
   */
  static ExrCompression of(int code, String where) {
    for (ExrCompression compression : values()) {
      if (compression.code == code) {
        return compression;
      }
    }
    throw new DataException(
        where
            + ": the EXR is compressed with "
            + (code >= 0 && code < NAMES.size() ? NAMES.get(code) : "unknown method " + code)
            + ", expected NONE, ZIPS or ZIP; write it again with ZIP");
  }
}
