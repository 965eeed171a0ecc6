package org.tacheo.models.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tacheo.core.DataException;

/**
 * The files beside a model that hold its weights. Each must really lie below the folder of the
 * model, or, where links lead to both as in the cache of Hugging Face, below the folder in which
 * the model really lies: a model from strangers must not read what it pleases.
 */
final class WeightPlaces {
  private final Path model;
  private final Path folder;
  private final Path realFolder;
  private final Path realModelFolder;
  private final SortedMap<String, Path> found = new TreeMap<>();

  /**
   * The places of one model.
   *
   * @throws DataException if the file cannot be found
   */
  WeightPlaces(Path model) {
    this.model = model;
    try {
      Path absolute = model.toAbsolutePath();
      this.folder = parent(absolute);
      this.realFolder = folder.toRealPath();
      this.realModelFolder = parent(absolute.toRealPath());
    } catch (IOException missing) {
      throw new DataException(model + ": cannot be found (" + missing + ")", missing);
    }
  }

  private static Path parent(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent == null) {
      throw new NoSuchFileException(path.toString());
    }
    return parent;
  }

  /** The files found so far, by what the model calls them. */
  Map<String, Path> found() {
    return found;
  }

  /**
   * Checks one reference.
   *
   * @param tensor whose values lie there
   * @param entries what the model says of the place
   * @throws DataException if it lies elsewhere, is missing, or ends before the values do
   */
  void check(String tensor, Map<String, String> entries) {
    String location = entries.getOrDefault("location", "");
    Path file = found.computeIfAbsent(location, name -> place(tensor, name));
    long offset = number(tensor, entries, "offset");
    long length = number(tensor, entries, "length");
    long size = size(file);
    if (offset > size || length > size - offset) {
      throw refusal(
          tensor,
          location,
          "to hold " + length + " bytes from byte " + offset + " on",
          size + " bytes; get the file again");
    }
  }

  private Path place(String tensor, String location) {
    String inside = "a relative path of a file inside the folder of the model";
    if (location.isEmpty()
        || location.startsWith("/")
        || location.indexOf('\\') >= 0
        || location.indexOf(':') >= 0
        || location.indexOf('\0') >= 0) {
      throw refusal(tensor, location, inside, "this");
    }
    try {
      Path path = folder.getFileSystem().getPath(location);
      for (Path part : path) {
        if (part.toString().equals("..")) {
          throw refusal(tensor, location, inside, "\"..\"");
        }
      }
      Path real = folder.resolve(path).toRealPath();
      if (!real.startsWith(realFolder) && !real.startsWith(realModelFolder)) {
        throw refusal(tensor, location, inside, "a link out of it");
      }
      if (!Files.isRegularFile(real)) {
        throw refusal(tensor, location, inside, "no file");
      }
      return real;
    } catch (NoSuchFileException missing) {
      throw refusal(tensor, location, "this file beside the model", "none; get it too");
    } catch (IOException | InvalidPathException unreadable) {
      throw refusal(tensor, location, inside, unreadable.toString());
    }
  }

  private long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException unreadable) {
      throw new DataException(file + ": cannot be looked at (" + unreadable + ")", unreadable);
    }
  }

  private long number(String tensor, Map<String, String> entries, String key) {
    String text = entries.getOrDefault(key, "0");
    if (!text.matches("[0-9]{1,18}")) {
      throw new DataException(
          model
              + ": tensor \""
              + tensor
              + "\" has the "
              + key
              + " \""
              + text
              + "\" in external data, expected a whole number");
    }
    return Long.parseLong(text);
  }

  private DataException refusal(String tensor, String location, String expected, String got) {
    return new DataException(
        model
            + ": the external data \""
            + location
            + "\" of tensor \""
            + tensor
            + "\": expected "
            + expected
            + ", got "
            + got);
  }
}
