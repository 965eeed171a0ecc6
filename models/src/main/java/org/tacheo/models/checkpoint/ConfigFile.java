package org.tacheo.models.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tacheo.core.DataException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings of one component, read strictly: each getter checks type and range, {@link #only}
 * refuses what would change the result and is not built, and {@link #finish} refuses every key that
 * nobody asked for. Keys that begin with an underscore are notes of the library that wrote the
 * file.
 */
final class ConfigFile {
  /** What to do about settings that are damaged, contradict each other or are not built. */
  static final String ADVICE =
      "; download the file again if it was changed, else use another checkpoint";

  private static final long MOST_BYTES = 1 << 20;

  private final String where;
  private final ObjectNode values;
  private final Set<String> asked = new HashSet<>();

  private ConfigFile(String where, ObjectNode values) {
    this.where = where;
    this.values = values;
  }

  /**
   * Reads a file.
   *
   * @throws DataException if it is not a JSON object, or too large for settings
   */
  static ConfigFile read(CheckpointFile file) {
    return new ConfigFile(file.path().toString(), Json.object(file, MOST_BYTES));
  }

  /** What is wrong with a key, and what to do. */
  DataException refusal(String key, String problem) {
    return new DataException(where + ": " + key + ": " + problem + ADVICE);
  }

  private DataException unexpected(String key, String expected, JsonNode value) {
    return refusal(key, "expected " + expected + ", got " + Json.shown(value));
  }

  /** The value of a key, JSON's null too; empty if the key is absent. */
  Optional<JsonNode> value(String key) {
    asked.add(key);
    return Optional.ofNullable(values.get(key));
  }

  /** The same, but empty for null. */
  private Optional<JsonNode> present(String key) {
    return value(key).filter(node -> !node.isNull());
  }

  /** The whole number of a key within [low, high], or this one if the key is absent. */
  int whole(String key, int otherwise, int low, int high) {
    return value(key).map(node -> whole(key, node, low, high)).orElse(otherwise);
  }

  /** The same, empty if it is absent or null. */
  Optional<Integer> whole(String key, int low, int high) {
    return present(key).map(node -> whole(key, node, low, high));
  }

  private int whole(String key, JsonNode node, int low, int high) {
    if (node.isIntegralNumber() && node.canConvertToInt() && within(node.intValue(), low, high)) {
      return node.intValue();
    }
    throw unexpected(key, "a whole number from " + low + " to " + high, node);
  }

  private static boolean within(double value, double low, double high) {
    return value >= low && value <= high;
  }

  /** The list of whole numbers of a key, or this one if the key is absent. */
  List<Integer> wholes(String key, List<Integer> otherwise, int low, int high) {
    return value(key)
        .map(node -> elements(key, node).stream().map(n -> whole(key, n, low, high)).toList())
        .orElse(otherwise);
  }

  /**
   * A number for each of so many levels: the list of a key, or its one number, or this one if the
   * key is absent, for all of them.
   */
  List<Integer> wholePerLevel(String key, int otherwise, int levels, int high) {
    JsonNode node = value(key).orElse(null);
    if (node == null || !node.isArray()) {
      int all = node == null ? otherwise : whole(key, node, 1, high);
      return Collections.nCopies(levels, all);
    }
    List<Integer> each = elements(key, node).stream().map(n -> whole(key, n, 1, high)).toList();
    if (each.size() != levels) {
      throw unexpected(key, levels + " numbers, one for each level", node);
    }
    return each;
  }

  /** The same where only one number for all levels is built. */
  int wholeForAll(String key, int otherwise, int levels, int high) {
    List<Integer> each = wholePerLevel(key, otherwise, levels, high);
    if (each.stream().distinct().count() > 1) {
      throw refusal(key, each + " differ from level to level, which is not built");
    }
    return each.get(0);
  }

  /** The number of a key within [low, high], or this one if the key is absent. */
  double number(String key, double otherwise, double low, double high) {
    JsonNode node = value(key).orElse(null);
    if (node == null) {
      return otherwise;
    }
    if (node.isNumber() && within(node.doubleValue(), low, high)) {
      return node.doubleValue();
    }
    throw unexpected(key, "a number from " + low + " to " + high, node);
  }

  /** The truth value of a key, or this one if the key is absent. */
  boolean flag(String key, boolean otherwise) {
    return value(key).map(node -> flag(key, node)).orElse(otherwise);
  }

  /** The same, empty if it is absent or null. */
  Optional<Boolean> flag(String key) {
    return present(key).map(node -> flag(key, node));
  }

  private boolean flag(String key, JsonNode node) {
    if (!node.isBoolean()) {
      throw unexpected(key, "true or false", node);
    }
    return node.booleanValue();
  }

  /** The text of a key, empty if it is absent or null. */
  Optional<String> text(String key) {
    return present(key).map(node -> text(key, node));
  }

  private String text(String key, JsonNode node) {
    if (!node.isString()) {
      throw unexpected(key, "a text", node);
    }
    return node.stringValue();
  }

  /** What the word of a key stands for, or the word that counts if the key is absent. */
  <E> E choice(String key, String otherwise, Map<String, E> words) {
    String word = value(key).map(node -> text(key, node)).orElse(otherwise);
    return choose(key, word, words);
  }

  /** What each word of a list stands for. */
  <E> List<E> choices(String key, List<String> otherwise, Map<String, E> words) {
    List<String> list =
        value(key)
            .map(node -> elements(key, node).stream().map(n -> text(key, n)).toList())
            .orElse(otherwise);
    return list.stream().map(word -> choose(key, word, words)).toList();
  }

  private <E> E choose(String key, String word, Map<String, E> words) {
    E meaning = words.get(word);
    if (meaning == null) {
      String known = String.join(", ", new TreeMap<>(words).keySet());
      throw refusal(key, "\"" + word + "\" is not built; expected one of " + known);
    }
    return meaning;
  }

  /**
   * Refuses a feature that is not built: the value of this key, or each element of its list, must
   * be one of these (a text, a truth value, a double, or an empty {@link Optional} for null) if the
   * key is there.
   */
  void only(String key, Object... accepted) {
    JsonNode value = value(key).orElse(null);
    if (value == null) {
      return;
    }
    List<JsonNode> each = value.isArray() ? elements(key, value) : List.of(value);
    List<Object> built = List.of(accepted);
    if (each.isEmpty() || !each.stream().allMatch(node -> built.contains(plain(node)))) {
      String known = String.join(" or ", built.stream().map(ConfigFile::shown).toList());
      throw refusal(
          key, Json.shown(value) + " would change the result and is not built; expected " + known);
    }
  }

  private static String shown(Object accepted) {
    return accepted.equals(Optional.empty()) ? "null" : accepted.toString();
  }

  private static Object plain(JsonNode node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return node.isString() ? node.stringValue() : node.isNull() ? Optional.empty() : node;
  }

  private List<JsonNode> elements(String key, JsonNode node) {
    if (!node.isArray() || node.size() > 100) {
      throw unexpected(key, "a list of at most 100", node);
    }
    List<JsonNode> elements = new ArrayList<>();
    node.forEach(elements::add);
    return elements;
  }

  /** Notes keys that cannot change a result here, whatever their values. */
  void ignore(String... keys) {
    asked.addAll(List.of(keys));
  }

  /** The keys that nobody asked for, and that are not null, false or notes, sorted. */
  List<String> rest() {
    return values.properties().stream()
        .filter(entry -> !entry.getKey().startsWith("_") && !asked.contains(entry.getKey()))
        .filter(entry -> !isNothing(entry.getValue()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static boolean isNothing(JsonNode node) {
    return node.isNull() || (node.isBoolean() && !node.booleanValue());
  }

  /**
   * Ends the reading.
   *
   * @throws DataException for a key that is not known and neither null nor false
   */
  void finish() {
    for (String key : rest()) {
      throw refusal(
          key,
          "unknown, with the value "
              + Json.shown(values.required(key))
              + "; it may change the result");
    }
  }
}
