package org.tacheo.datasets.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.VectorMap;

/**
 * OpenEXR files of one part of plain scanlines: half, float or unsigned integer channels, without
 * compression or with ZIPS or ZIP, in any line order. Tiled, deep and multi-part files and the
 * other compressions are refused.
 *
 * <p>Values are returned as stored: half exactly, unsigned integers rounded to the nearest float32;
 * NaN and infinity are data. The data window must be the display window, so that the raster is the
 * image. Source: the OpenEXR file layout, as published with OpenEXR 3.
 */
public final class Exr {
  /** The names of x, y and z, by what wrote the file. */
  private static final List<List<String>> VECTORS =
      List.of(List.of("R", "G", "B"), List.of("X", "Y", "Z"));

  /** What a single channel of depth is called. */
  private static final Set<String> SCALARS = Set.of("Y", "Z", "V");

  private Exr() {}

  /**
   * Decodes the one channel that is named Y, Z or V; channels of other names are left alone.
   *
   * @param where what messages name: the file, or archive and member
   * @return [H, W], as stored
   * @throws DataException if the file is cut, corrupt, of another kind, larger than 2^27 pixels,
   *     followed by anything, or has none or several of these channels, or R, G and B
   */
  public static FloatMap readMap(byte[] exr, String where) {
    ByteBuffer buffer = ByteBuffer.wrap(exr).order(ByteOrder.LITTLE_ENDIAN);
    ExrHeader header = ExrHeader.of(buffer, where);
    List<ExrChannel> found =
        header.channels().stream().filter(channel -> SCALARS.contains(channel.name())).toList();
    if (found.size() != 1 || vectors(header).isPresent()) {
      throw wrongChannels(header, "one of Y, Z or V");
    }
    return FloatMap.owning(header.size(), decode(buffer, header, found));
  }

  /**
   * Decodes vectors from the channels R, G, B or X, Y, Z, in this order their x, y and z; channels
   * of other names are left alone.
   *
   * @param where what messages name: the file, or archive and member
   * @return [H, W, 3], as stored, in whatever frame the file is
   * @throws DataException if the file is cut, corrupt, of another kind, larger than 2^27 pixels,
   *     followed by anything, or has none or both of these triples
   */
  public static VectorMap readVectors(byte[] exr, String where) {
    ByteBuffer buffer = ByteBuffer.wrap(exr).order(ByteOrder.LITTLE_ENDIAN);
    ExrHeader header = ExrHeader.of(buffer, where);
    List<ExrChannel> found =
        vectors(header)
            .orElseThrow(() -> wrongChannels(header, "R, G and B, or X, Y and Z, not both"));
    return VectorMap.owning(header.size(), decode(buffer, header, found));
  }

  /** The channels of the one triple that is there. */
  private static Optional<List<ExrChannel>> vectors(ExrHeader header) {
    List<List<ExrChannel>> whole =
        VECTORS.stream()
            .map(names -> named(header, names))
            .filter(found -> found.size() == 3)
            .toList();
    return whole.size() == 1 ? Optional.of(whole.get(0)) : Optional.empty();
  }

  private static List<ExrChannel> named(ExrHeader header, List<String> names) {
    return names.stream()
        .flatMap(name -> header.channels().stream().filter(channel -> channel.name().equals(name)))
        .toList();
  }

  /** The values of these channels, interleaved. */
  private static float[] decode(ByteBuffer exr, ExrHeader header, List<ExrChannel> channels) {
    try (ExrChunks chunks = new ExrChunks(exr, header)) {
      ImageSize size = header.size();
      int stride = channels.size();
      float[] values = new float[stride * size.pixels()];
      for (int index = 0; index < chunks.count(); index++) {
        ByteBuffer rows = chunks.rows(index);
        int start = rows.position();
        for (int row = 0; row < chunks.rowsOf(index); row++) {
          int target = (chunks.firstRow(index) + row) * size.width() * stride;
          int rowStart = start + row * (int) header.rowBytes();
          for (ExrChannel channel : channels) {
            int at = rowStart + channel.offset() * size.width();
            take(rows, at, channel.type(), size.width(), values, target++, stride);
          }
        }
      }
      return values;
    }
  }

  private static void take(
      ByteBuffer rows, int at, ExrType type, int width, float[] values, int target, int stride) {
    switch (type) {
      case HALF -> {
        for (int i = 0; i < width; i++) {
          values[target + i * stride] = Half.toFloat(rows.getShort(at + 2 * i));
        }
      }
      case FLOAT -> {
        for (int i = 0; i < width; i++) {
          values[target + i * stride] = rows.getFloat(at + 4 * i);
        }
      }
      case UINT -> {
        for (int i = 0; i < width; i++) {
          values[target + i * stride] = rows.getInt(at + 4 * i) & 0xFFFFFFFFL;
        }
      }
    }
  }

  private static DataException wrongChannels(ExrHeader header, String expected) {
    String names =
        header.channels().stream()
            .map(ExrChannel::name)
            .limit(20)
            .collect(Collectors.joining(", "));
    return header.refused(
        "the EXR has the channels "
            + names
            + (header.channels().size() > 20 ? ", ..." : "")
            + ", expected "
            + expected
            + "; write it again with these names");
  }
}
