package org.tacheo.datasets.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.SpecException;
import org.tacheo.core.UnreadableException;
import org.tacheo.core.VectorMap;

/**
 * Predictions that another tool left behind, one file each: {@code .npy}, {@code .npz}, {@code
 * .png}, {@code .exr}, {@code .pfm} or {@code .mat}. The extension and the first bytes of a file
 * must agree. Values that are not finite are left to the caller.
 */
public final class PredictionFiles {
  /** The largest file that is read whole; a 24-megapixel map of float32 vectors has 2.9e8 bytes. */
  private static final long MAX_BYTES = 1L << 30;

  private static final int VALUES_16 = 1 << 16;

  private PredictionFiles() {}

  /**
   * Reads a map from a file that needs no options.
   *
   * @return [H, W], as stored
   * @throws DataException if the file does not exist or holds anything else
   * @throws SpecException if it is a PNG, which needs a scale
   */
  public static FloatMap read(Path file) {
    return readMap(file, PredictionFormat.PLAIN);
  }

  /**
   * Reads a map as {@link #readMap(Path, String, PredictionFormat)} does; messages name it by its
   * path.
   */
  public static FloatMap readMap(Path file, PredictionFormat options) {
    return readMap(file, file.toString(), options);
  }

  /**
   * Reads vectors as {@link #readVectors(Path, String, PredictionFormat)} does; messages name them
   * by their path.
   */
  public static VectorMap readVectors(Path file, PredictionFormat options) {
    return readVectors(file, file.toString(), options);
  }

  /**
   * Reads a map: an array of float16, float32 or float64 of a shape HxW, 1xHxW, 1x1xHxW or HxWx1,
   * an EXR channel Y, Z or V, a PFM of one value a pixel, or a 16-bit gray PNG, whose values are
   * divided by the scale in double and rounded to float32.
   *
   * @param where how messages name the file
   * @return [H, W], in the unit of the file, or of the scale
   * @throws UnreadableException if the file does not exist or the system cannot read it
   * @throws DataException if the file is not what its name says, or holds anything else
   * @throws SpecException if an option is missing, or given for a format that has no use for it
   */
  public static FloatMap readMap(Path file, String where, PredictionFormat options) {
    RasterFormat format = format(file, where, options);
    if (format == RasterFormat.PNG) {
      double scale =
          options
              .scale()
              .orElseThrow(
                  () ->
                      new SpecException(
                          where
                              + ": the integers of a PNG have no unit; give the scale that they are"
                              + " to be divided by, for example scale 1000"));
      return Png.readGray16(bytes(file, where), where, divided(scale));
    }
    return switch (format) {
      case NPY -> Npy.read(file, where).toMap();
      case NPZ -> Npz.read(bytes(file, where), where, options.key()).toMap();
      case EXR -> Exr.readMap(bytes(file, where), where);
      case PFM -> Pfm.readMap(bytes(file, where), where);
      case MAT -> Mat.read(bytes(file, where), where, options.key()).toMap();
      case PNG -> throw new AssertionError(format);
    };
  }

  /**
   * Reads vectors: an array of float16, float32 or float64 of a shape 3xHxW, 1x3xHxW or HxWx3, the
   * EXR channels R, G, B or X, Y, Z, a PFM of three values a pixel, or an 8-bit or 16-bit RGB PNG
   * as {@link RgbTriples#toVectors} decodes it.
   *
   * @param where how messages name the file
   * @return [H, W, 3], x, y, z in the frame of the file
   * @throws UnreadableException if the file does not exist or the system cannot read it
   * @throws DataException if the file is not what its name says, or holds anything else
   * @throws SpecException if an option is given for a format that has no use for it
   */
  public static VectorMap readVectors(Path file, String where, PredictionFormat options) {
    RasterFormat format = format(file, where, options);
    if (options.scale().isPresent()) {
      throw useless(where, "scale", "16-bit PNG of depth");
    }
    return switch (format) {
      case NPY -> Npy.read(file, where).toVectors();
      case NPZ -> Npz.read(bytes(file, where), where, options.key()).toVectors();
      case PNG -> Png.readTriples(bytes(file, where), where).toVectors();
      case EXR -> Exr.readVectors(bytes(file, where), where);
      case PFM -> Pfm.readVectors(bytes(file, where), where);
      case MAT -> Mat.read(bytes(file, where), where, options.key()).toVectors();
    };
  }

  /** The format of a file, for which the options must make sense. */
  private static RasterFormat format(Path file, String where, PredictionFormat options) {
    RasterFormat format =
        RasterFormat.of(file, where, bytes(file, where, RasterFormat.MAGIC_BYTES));
    if (options.scale().isPresent() && format != RasterFormat.PNG) {
      throw useless(where, "scale", "16-bit PNG of depth");
    }
    if (options.key().isPresent() && format != RasterFormat.NPZ && format != RasterFormat.MAT) {
      throw useless(where, "key", ".npz and .mat");
    }
    return format;
  }

  private static SpecException useless(String where, String option, String formats) {
    return new SpecException(
        where
            + ": "
            + option
            + " means nothing here, expected it for "
            + formats
            + "; leave it out");
  }

  private static float[] divided(double scale) {
    float[] values = new float[VALUES_16];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (i / scale);
    }
    return values;
  }

  private static byte[] bytes(Path file, String where) {
    return bytes(file, where, Long.MAX_VALUE);
  }

  /** The first bytes of a file, or all of them. */
  private static byte[] bytes(Path file, String where, long most) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new DataException(where + ": not a file; give the file of one prediction");
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long count = Math.min(channel.size(), most);
      if (count > MAX_BYTES) {
        throw new DataException(
            where
                + ": the file has "
                + count
                + " bytes, expected at most "
                + MAX_BYTES
                + "; save one map per file");
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) count);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new EOFException("it became shorter while it was read");
        }
      }
      return bytes.array();
    } catch (NoSuchFileException e) {
      throw new UnreadableException(
          where + ": no such file; check the folder and the file names", e, true);
    } catch (IOException e) {
      throw new UnreadableException(
          where + ": cannot be read (" + e + "); check the file", e, false);
    }
  }
}
