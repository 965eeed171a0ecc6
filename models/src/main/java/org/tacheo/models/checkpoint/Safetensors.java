package org.tacheo.models.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tacheo.core.DataException;

/**
 * Where the tensors of one safetensors file lie: 8 bytes with the length of the header (little
 * endian), the header (a JSON object, padded with spaces), the elements. Only the header is read.
 *
 * <p>Refused are, besides what is no such header: types that the format does not name or that are
 * not read here, sizes that contradict shapes, and elements that overlap, leave holes, or do not
 * end where the file ends; the format forbids all of that.
 *
 * <p>Source: the description of the format in the safetensors repository.
 */
final class Safetensors {
  /** The cap that the format sets. */
  private static final long MOST_HEADER_BYTES = 100_000_000;

  private static final int LENGTH_BYTES = Long.BYTES;

  private final String where;
  private final Path real;
  private final long size;

  private Safetensors(String where, Path real, long size) {
    this.where = where;
    this.real = real;
    this.size = size;
  }

  /**
   * The tensors of a file by their names.
   *
   * @throws DataException if the file cannot be read or is not one in this format
   */
  static Map<String, StoredTensor> read(CheckpointFile file) {
    try (InputStream bytes = Files.newInputStream(file.real())) {
      return read(file.path().toString(), file.real(), bytes, file.size());
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  /**
   * The same from the first bytes.
   *
   * @param where the file's name for messages
   * @param real its real path
   * @param size bytes of the whole file
   */
  static Map<String, StoredTensor> read(String where, Path real, InputStream bytes, long size)
      throws IOException {
    return new Safetensors(where, real, size).tensors(bytes);
  }

  private Map<String, StoredTensor> tensors(InputStream bytes) throws IOException {
    int length = headerLength(bytes.readNBytes(LENGTH_BYTES));
    byte[] header = bytes.readNBytes(length);
    if (header.length < length) {
      throw new DataException(where + ": the file became shorter while it was read; start again");
    }
    if (length == 0 || header[0] != '{') {
      throw new DataException(where + ": the header does not begin with {; not a safetensors file");
    }
    long data = (long) LENGTH_BYTES + length;
    Map<String, StoredTensor> tensors =
        Json.read(
            where,
            "header",
            new ByteArrayInputStream(header),
            json -> new SafetensorsHeader(where, real, data).read(json));
    requireFull(tensors, data);
    return Collections.unmodifiableMap(tensors);
  }

  private int headerLength(byte[] first) {
    if (first.length < LENGTH_BYTES) {
      throw new DataException(
          where + ": " + size + " bytes, expected a header; download the file again");
    }
    if (new String(first, StandardCharsets.US_ASCII).equals("version ")) {
      throw new DataException(
          where + ": a Git LFS pointer in place of the file; run git lfs pull in its repository");
    }
    long length = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 0 || length > MOST_HEADER_BYTES) {
      throw new DataException(
          where
              + ": a header of "
              + Long.toUnsignedString(length)
              + " bytes, expected at most "
              + MOST_HEADER_BYTES
              + "; not a safetensors file");
    }
    if (length > size - LENGTH_BYTES) {
      throw truncated(LENGTH_BYTES + length, "at least ");
    }
    return (int) length;
  }

  /** The elements must follow one another from the header to the end of the file. */
  private void requireFull(Map<String, StoredTensor> tensors, long data) {
    List<StoredTensor> inOrder =
        tensors.values().stream()
            .sorted(
                Comparator.comparingLong(StoredTensor::offset)
                    .thenComparingLong(StoredTensor::bytes))
            .toList();
    long end = data;
    for (StoredTensor tensor : inOrder) {
      if (tensor.offset() != end) {
        throw new DataException(
            where
                + ": tensor "
                + tensor.name()
                + " begins at byte "
                + (tensor.offset() - data)
                + ", expected "
                + (end - data)
                + ", the end of the one before; the header is damaged");
      }
      end += tensor.bytes();
    }
    if (end > size) {
      throw truncated(end, "");
    }
    if (end < size) {
      throw new DataException(
          where
              + ": "
              + (size - end)
              + " bytes after the last tensor, expected none; download the file again");
    }
  }

  private DataException truncated(long expected, String about) {
    return new DataException(
        where
            + ": truncated: "
            + size
            + " bytes, expected "
            + about
            + expected
            + "; download the file again");
  }
}
