package org.tacheo.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tacheo.core.Content;
import org.tacheo.core.DataException;
import org.tacheo.core.RgbImage;
import org.tacheo.core.SpecException;
import org.tacheo.datasets.image.Jpeg;
import org.tacheo.datasets.image.Png;

/**
 * The photographs that lie directly in a folder. Which way up a camera was held is ignored, as
 * Pillow and so the reference scripts ignore it.
 */
record PhotographFolder(Path folder, List<String> names) {
  private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png");

  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8};
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

  /** Of a file that is read whole. */
  private static final long MAX_BYTES = 1L << 29;

  private static final int READ_AT_ONCE = 1 << 18;

  /**
   * Looks into a folder, decoding nothing.
   *
   * @param files the names of the files that a photograph becomes, by its stem
   * @throws DataException if it is none or holds no photograph
   * @throws SpecException if files of two photographs would have one name
   */
  static PhotographFolder of(Path folder, Function<String, List<String>> files) {
    List<String> names = new ArrayList<>();
    try (Stream<Path> children = Files.list(folder)) {
      children
          .filter(child -> Files.isRegularFile(child) || isDangling(child))
          .map(child -> String.valueOf(child.getFileName()))
          .filter(PhotographFolder::isPhotograph)
          .sorted()
          .forEach(names::add);
    } catch (IOException none) {
      throw new DataException(
          folder + ": cannot be listed (" + none + "); --images names a folder of photographs",
          none);
    }
    if (names.isEmpty()) {
      throw new DataException(
          folder
              + ": no photograph (.jpg, .jpeg or .png); --images names the folder that holds them");
    }
    requireDistinct(names, files);
    return new PhotographFolder(folder, List.copyOf(names));
  }

  /** A link to nothing is a photograph that cannot be read, and to be named. */
  private static boolean isDangling(Path child) {
    return Files.isSymbolicLink(child) && Files.notExists(child);
  }

  private static boolean isPhotograph(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && EXTENSIONS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
  }

  private static void requireDistinct(List<String> names, Function<String, List<String>> files) {
    Map<String, String> owners = new HashMap<>();
    for (String name : names) {
      for (String file : files.apply(stem(name))) {
        String other = owners.put(file, name);
        if (other != null) {
          throw new SpecException(
              "--images: "
                  + other
                  + " and "
                  + name
                  + " would both become "
                  + file
                  + "; rename one");
        }
      }
    }
  }

  /** What the files made of a photograph are named after. */
  static String stem(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  /**
   * Decodes a photograph, by its first bytes rather than by its name.
   *
   * @throws DataException if it cannot be read or decoded
   */
  RgbImage read(String name) {
    byte[] bytes = bytes(name);
    if (beginsWith(bytes, JPEG)) {
      return Jpeg.read(bytes, name);
    }
    if (beginsWith(bytes, PNG)) {
      return Png.readPhotograph(bytes, name);
    }
    throw new DataException(
        name
            + ": its first bytes are neither those of a JPEG nor of a PNG, whatever its name says;"
            + " save it as one of these");
  }

  private static boolean beginsWith(byte[] bytes, byte[] first) {
    return bytes.length >= first.length
        && Arrays.equals(bytes, 0, first.length, first, 0, first.length);
  }

  private byte[] bytes(String name) {
    try (InputStream stream = Files.newInputStream(folder.resolve(name))) {
      byte[] bytes = stream.readNBytes((int) MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new DataException(
            name + ": more than " + MAX_BYTES + " bytes, expected a photograph; make it smaller");
      }
      return bytes;
    } catch (IOException failed) {
      throw new DataException(name + ": cannot be read (" + failed + "); check the file", failed);
    }
  }

  /** The photographs by their bytes; one that the user may not read counts as missing. */
  Content content() {
    return new Content(names.stream().map(this::part).toList());
  }

  private Content.Part part(String name) {
    Path file = folder.resolve(name);
    try {
      long size = Files.isReadable(file) ? Files.size(file) : Content.MISSING;
      return new Content.Part(name, size, file.toString(), sink -> pour(file, sink));
    } catch (IOException gone) {
      throw new DataException(file + ": cannot be looked at (" + gone + "); start again", gone);
    }
  }

  private static void pour(Path file, Content.Sink sink) {
    byte[] buffer = new byte[READ_AT_ONCE];
    try (InputStream bytes = Files.newInputStream(file)) {
      for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
        sink.take(buffer, count);
      }
    } catch (IOException failed) {
      throw new DataException(file + ": cannot be read (" + failed + "); check the disk", failed);
    }
  }
}
