package org.tacheo.models.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tacheo.core.DataException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the entries of a header; whether they fit together is looked at afterwards. */
final class SafetensorsHeader {
  /** Far more than any network here has, and few enough to keep. */
  private static final int MOST_TENSORS = 100_000;

  private static final int MOST_NOTES = 10_000;

  private static final int MOST_DIMENSIONS = 16;

  private static final String METADATA = "__metadata__";

  private final String where;
  private final Path real;
  private final long data;

  /**
   * A header.
   *
   * @param data the byte of the file that offsets count from
   */
  SafetensorsHeader(String where, Path real, long data) {
    this.where = where;
    this.real = real;
    this.data = data;
  }

  Map<String, StoredTensor> read(JsonParser json) {
    Map<String, StoredTensor> tensors = new TreeMap<>();
    Json.require(JsonToken.START_OBJECT, json.currentToken(), where + ": header");
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals(METADATA)) {
        requireTexts(json);
      } else {
        tensors.put(name, tensor(json, name));
      }
      if (tensors.size() > MOST_TENSORS) {
        throw new DataException(where + ": header: more than " + MOST_TENSORS + " tensors");
      }
    }
    return tensors;
  }

  private void requireTexts(JsonParser json) {
    String here = where + ": header: " + METADATA;
    Json.require(JsonToken.START_OBJECT, json.currentToken(), here);
    int notes = 0;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      Json.require(JsonToken.VALUE_STRING, json.nextToken(), here);
      if (++notes > MOST_NOTES) {
        throw new DataException(here + ": more than " + MOST_NOTES + " entries");
      }
    }
  }

  private StoredTensor tensor(JsonParser json, String name) {
    String here = where + ": header: tensor " + name;
    Json.require(JsonToken.START_OBJECT, json.currentToken(), here);
    String type = "";
    List<Long> shape = null;
    List<Long> offsets = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "dtype" -> {
          Json.require(JsonToken.VALUE_STRING, json.currentToken(), here + ": dtype");
          type = json.getString();
        }
        case "shape" -> shape = wholes(json, here + ": shape");
        case "data_offsets" -> offsets = wholes(json, here + ": data_offsets");
        default -> throw new DataException(here + ": unknown field " + field);
      }
    }
    if (shape == null || offsets == null || offsets.size() != 2) {
      throw new DataException(here + ": expected a shape and two data_offsets");
    }
    return tensor(here, name, type(here, type), shape, offsets);
  }

  private StoredTensor tensor(
      String here, String name, ElementType type, List<Long> shape, List<Long> offsets) {
    long begin = offsets.get(0);
    long bytes = offsets.get(1) - begin;
    if (bytes != bytes(here, type, shape)) {
      throw new DataException(
          here
              + ": "
              + bytes
              + " bytes from "
              + begin
              + " to "
              + offsets.get(1)
              + ", expected "
              + bytes(here, type, shape)
              + " for "
              + type
              + " "
              + shape);
    }
    if (begin > Long.MAX_VALUE - data - bytes) {
      throw new DataException(here + ": begins at byte " + begin + ", beyond any file");
    }
    return new StoredTensor(name, type, shape, real, data + begin, bytes);
  }

  private static long bytes(String here, ElementType type, List<Long> shape) {
    if (shape.contains(0L)) {
      return 0;
    }
    try {
      return Math.multiplyExact(shape.stream().reduce(1L, Math::multiplyExact), type.bytes());
    } catch (ArithmeticException overflow) {
      throw new DataException(here + ": shape " + shape + " is beyond any file", overflow);
    }
  }

  private static ElementType type(String here, String name) {
    return Arrays.stream(ElementType.values())
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    here
                        + ": dtype \""
                        + name
                        + "\" is not read; expected one of "
                        + Arrays.toString(ElementType.values())));
  }

  private static List<Long> wholes(JsonParser json, String here) {
    Json.require(JsonToken.START_ARRAY, json.currentToken(), here);
    List<Long> numbers = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Json.require(JsonToken.VALUE_NUMBER_INT, json.currentToken(), here);
      long number = json.getLongValue();
      if (number < 0 || numbers.size() == MOST_DIMENSIONS) {
        throw new DataException(
            here + ": expected at most " + MOST_DIMENSIONS + " numbers of at least 0");
      }
      numbers.add(number);
    }
    return numbers;
  }
}
