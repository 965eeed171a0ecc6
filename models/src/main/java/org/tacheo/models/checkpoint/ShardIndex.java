package org.tacheo.models.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tacheo.core.DataException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Which file of several holds each tensor: {@code *.safetensors.index.json}. */
final class ShardIndex {
  /** Some fifty times that of the largest network here. */
  private static final long MOST_BYTES = 8L << 20;

  private static final int MOST_TENSORS = 100_000;

  /** A file beside the index. */
  private static final Pattern SHARD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*\\.safetensors");

  private ShardIndex() {}

  /**
   * The name of the file of each tensor.
   *
   * @throws DataException if it is no such index
   */
  static Map<String, String> read(CheckpointFile file) {
    if (file.size() > MOST_BYTES) {
      throw new DataException(
          file.path() + ": " + file.size() + " bytes, expected at most " + MOST_BYTES);
    }
    try (InputStream bytes = new Json.Capped(Files.newInputStream(file.real()), MOST_BYTES)) {
      return read(file.path().toString(), bytes);
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  /** The same from its bytes. */
  static Map<String, String> read(String where, InputStream bytes) {
    return Json.read(where, "index", bytes, json -> map(json, where));
  }

  private static Map<String, String> map(JsonParser json, String where) {
    Map<String, String> shards = new TreeMap<>();
    Json.require(JsonToken.START_OBJECT, json.currentToken(), where);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = json.currentName();
      json.nextToken();
      switch (key) {
        case "metadata" -> json.skipChildren();
        case "weight_map" -> shards.putAll(weightMap(json, where + ": weight_map"));
        default -> throw new DataException(where + ": unknown key " + key);
      }
    }
    if (shards.isEmpty()) {
      throw new DataException(where + ": expected a weight_map that names tensors");
    }
    return shards;
  }

  private static Map<String, String> weightMap(JsonParser json, String here) {
    Map<String, String> shards = new TreeMap<>();
    Json.require(JsonToken.START_OBJECT, json.currentToken(), here);
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String tensor = json.currentName();
      Json.require(JsonToken.VALUE_STRING, json.nextToken(), here + ": " + tensor);
      String shard = json.getString();
      if (!SHARD.matcher(shard).matches()) {
        throw new DataException(
            here + ": " + tensor + ": expected a .safetensors file beside it, got " + shard);
      }
      shards.put(tensor, shard);
      if (shards.size() > MOST_TENSORS) {
        throw new DataException(here + ": more than " + MOST_TENSORS + " tensors");
      }
    }
    return shards;
  }
}
