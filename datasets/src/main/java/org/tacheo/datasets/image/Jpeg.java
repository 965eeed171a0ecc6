package org.tacheo.datasets.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import org.tacheo.core.DataException;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;

/**
 * Reads and writes JPEG images, to the bytes that libjpeg, and so Pillow's {@code convert("RGB")},
 * gives: accurate integer transform, smooth upsampling, colour profiles ignored.
 *
 * <p>The picture is decoded by the JDK, which calls libjpeg; the file is checked here (ITU-T T.81,
 * JFIF 1.02).
 */
public final class Jpeg {
  private Jpeg() {}

  /**
   * Decodes an image. Gray becomes red = green = blue.
   *
   * @param where what messages name: the file, or archive and member
   * @return [H, W, 3]
   * @throws DataException if it is cut, corrupt, of four components, of more than 8 bits, coded
   *     arithmetically or without loss, lacks scans, is subsampled in a way that decoders disagree
   *     on, larger than 2^27 pixels, or followed by anything
   */
  public static RgbImage read(byte[] jpeg, String where) {
    JpegFile file = JpegFile.of(jpeg, where);
    ImageSize size = file.size();
    if (!file.isGray()) {
      return RgbImage.owning(size, decode(file, 3));
    }
    byte[] gray = decode(file, 1);
    byte[] values = new byte[3 * size.pixels()];
    for (int i = 0; i < gray.length; i++) {
      values[3 * i] = gray[i];
      values[3 * i + 1] = gray[i];
      values[3 * i + 2] = gray[i];
    }
    return RgbImage.owning(size, values);
  }

  /**
   * Encodes an image as baseline JPEG without chroma subsampling, to the same bytes on every
   * machine: those of libjpeg with its accurate transform and default Huffman tables.
   *
   * @param quality 1 to 100, as libjpeg counts it
   * @throws IllegalArgumentException if the quality is another one or a side is longer than 65535
   */
  public static byte[] write(RgbImage image, int quality) {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try {
      write(image, quality, target);
    } catch (IOException e) {
      throw new AssertionError("an array cannot fail to take bytes", e);
    }
    return target.toByteArray();
  }

  /**
   * Encodes an image piece by piece, as {@link #write(RgbImage, int)} does.
   *
   * @param target neither flushed nor closed
   * @throws IllegalArgumentException if the quality is not 1 to 100 or a side is longer than 65535
   */
  public static void write(RgbImage image, int quality, OutputStream target) throws IOException {
    new JpegWriter(image, quality, target).write();
  }

  private static byte[] decode(JpegFile file, int channels) {
    List<String> warnings = new ArrayList<>();
    ImageReader reader = newReader();
    try {
      reader.setInput(file.plain(), true, true);
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      byte[] values = new byte[channels * file.size().pixels()];
      ImageReadParam param = reader.getDefaultReadParam();
      param.setDestination(image(file.size(), values, channels));
      reader.read(0, param);
      if (!warnings.isEmpty()) {
        throw file.corrupt("the JPEG is corrupt (" + oneLine(warnings.get(0)) + ")");
      }
      return values;
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // On corrupt files the JDK's reader throws unchecked exceptions, too.
      throw file.corrupt("the JPEG cannot be decoded (" + oneLine(e.toString()) + ")", e);
    } finally {
      reader.dispose();
    }
  }

  /** An image over an array, channels in the order that spares the reader a slow copy. */
  private static BufferedImage image(ImageSize size, byte[] values, int channels) {
    int width = size.width();
    int[] offsets = channels == 1 ? new int[] {0} : new int[] {0, 1, 2};
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(values, values.length),
            width,
            size.height(),
            channels * width,
            channels,
            offsets,
            null);
    int space = channels == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB;
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(space),
            false,
            false,
            ComponentColorModel.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(model, raster, false, null);
  }

  /** The JDK's own reader, whatever other readers the class path may hold. */
  private static ImageReader newReader() {
    try {
      return Provider.JDK.createReaderInstance();
    } catch (IOException e) {
      throw new IllegalStateException("this Java has a JPEG reader that does not start", e);
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  /** Found on first use, since it starts ImageIO. */
  private static final class Provider {
    static final ImageReaderSpi JDK = find();

    private static ImageReaderSpi find() {
      try {
        Object provider =
            IIORegistry.getDefaultInstance()
                .getServiceProviderByClass(
                    Class.forName("com.sun.imageio.plugins.jpeg.JPEGImageReaderSpi"));
        if (provider instanceof ImageReaderSpi spi) {
          return spi;
        }
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException("this Java lacks the module java.desktop", e);
      }
      throw new IllegalStateException("the JPEG reader of this Java has been taken away");
    }
  }
}
