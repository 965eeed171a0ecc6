package org.tacheo.models.onnx;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.Problems;
import org.tacheo.core.SpecException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads a YAML mapping as scalars by key: {@code outer.inner}, {@code list[0]}. */
final class Yaml {
  /** Longer than any description. */
  static final int MAX_LENGTH = 1 << 16;

  private static final int DEPTH = 8;

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
                  .build())
          .build();

  private Yaml() {}

  /**
   * The scalars of a mapping.
   *
   * @param where how messages name it
   * @throws SpecException if it is no YAML mapping
   */
  static Map<String, Object> scalars(String yaml, String where, Problems problems) {
    if (yaml.length() > MAX_LENGTH) {
      throw new SpecException(
          where + ": more than " + MAX_LENGTH + " characters, expected a description");
    }
    if (yaml.chars().anyMatch(unit -> Character.isSurrogate((char) unit))) {
      throw new SpecException(where + ": holds rare characters beyond U+FFFF; leave them out");
    }
    try {
      requireNoAlias(yaml, where);
      JsonNode root = MAPPER.readTree(yaml);
      if (!root.isObject()) {
        throw new SpecException(where + ": expected a YAML mapping with the keys input and output");
      }
      Map<String, Object> scalars = new TreeMap<>();
      add("", root, scalars, where, problems);
      return scalars;
    } catch (JacksonException bad) {
      String reason =
          bad.getOriginalMessage().lines().filter(line -> !line.isBlank()).findFirst().orElse("");
      throw new SpecException(where + line(bad.getLocation()) + ": not YAML: " + reason);
    }
  }

  // The tree holds the bare name of an alias where the value that it stands for should be.
  private static void requireNoAlias(String yaml, String where) {
    try (JsonParser tokens = MAPPER.createParser(yaml)) {
      while (tokens.nextToken() != null) {
        if (tokens instanceof YAMLParser parser && parser.isCurrentAlias()) {
          throw new SpecException(
              where
                  + line(parser.currentTokenLocation())
                  + ": alias *"
                  + parser.getString()
                  + ", expected the value itself; write it out");
        }
      }
    }
  }

  private static String line(@Nullable TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1 ? "" : " line " + location.getLineNr();
  }

  private static void add(
      String key, JsonNode node, Map<String, Object> scalars, String where, Problems problems) {
    if (node.isObject() && !node.isEmpty()) {
      String prefix = key.isEmpty() ? "" : key + ".";
      node.properties()
          .forEach(
              inner -> add(prefix + inner.getKey(), inner.getValue(), scalars, where, problems));
    } else if (node.isArray() && !node.isEmpty()) {
      for (int i = 0; i < node.size(); i++) {
        add(key + "[" + i + "]", node.get(i), scalars, where, problems);
      }
    } else {
      addScalar(key, node, scalars, where, problems);
    }
  }

  private static void addScalar(
      String key, JsonNode node, Map<String, Object> scalars, String where, Problems problems) {
    Object value = node;
    if (node.isString()) {
      value = node.stringValue();
    } else if (node.isIntegralNumber() && node.canConvertToLong()) {
      value = node.longValue();
    } else if (node.isNumber()) {
      value = node.doubleValue();
    }
    if (value == node || scalars.put(key, value) != null) {
      problems.add(where + "." + key + ": expected one text or number, got " + node.toString());
    }
  }
}
