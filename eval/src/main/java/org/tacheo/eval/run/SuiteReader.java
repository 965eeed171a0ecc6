package org.tacheo.eval.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.Problems;
import org.tacheo.core.Settings;
import org.tacheo.core.SpecException;
import org.tacheo.eval.protocol.DepthProtocol;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads a suite from YAML, strictly: every unknown key, bad value and contradiction is found, and
 * all are reported together.
 */
public final class SuiteReader {
  private static final Set<String> KEYS = Set.of("suite", "datasets", "protocols", "estimators");
  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();

  private final List<EstimatorType> types;
  private final List<DatasetCard> datasets;

  /**
   * A reader.
   *
   * @param types the estimator types that a suite may name
   * @param datasets the datasets that a suite may name
   */
  public SuiteReader(List<EstimatorType> types, List<DatasetCard> datasets) {
    this.types = List.copyOf(types);
    this.datasets = List.copyOf(datasets);
  }

  /**
   * Reads a suite.
   *
   * @param yaml the text
   * @param source what messages call it, usually the file name
   * @throws SpecException naming every problem
   */
  public Suite read(String yaml, String source) {
    JsonNode root = parse(yaml, source);
    Problems problems = new Problems();
    root.propertyNames().stream()
        .filter(key -> !KEYS.contains(key))
        .forEach(
            key ->
                problems.add(
                    "unknown key \""
                        + key
                        + "\"; known here: "
                        + String.join(", ", KEYS.stream().sorted().toList())));
    String name = root.path("suite").asString("");
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      problems.add(
          "suite: expected a name of lower-case letters, digits and hyphens, got \"" + name + "\"");
    }
    List<DepthProtocol> protocols = protocols(texts(root, "protocols", problems), problems);
    List<String> ids = texts(root, "datasets", problems);
    checkDatasets(ids, protocols, problems);
    List<Suite.Entry> estimators = estimators(root, problems);
    problems.throwIfAny(source);
    return new Suite(name, estimators, ids, protocols);
  }

  private static JsonNode parse(String yaml, String source) {
    try {
      JsonNode root = YAML.readTree(yaml);
      if (!root.isObject()) {
        throw new SpecException(
            source
                + ": a suite is a YAML mapping with the keys "
                + String.join(", ", KEYS.stream().sorted().toList()));
      }
      return root;
    } catch (JacksonException bad) {
      throw new SpecException(
          source
              + " line "
              + bad.getLocation().getLineNr()
              + ": not YAML: "
              + bad.getOriginalMessage().lines().findFirst().orElse(""));
    }
  }

  private static List<String> texts(JsonNode root, String key, Problems problems) {
    List<String> texts = new ArrayList<>();
    JsonNode list = root.path(key);
    if (!list.isArray() || list.isEmpty()) {
      problems.add(key + ": expected a list of at least one name");
      return texts;
    }
    for (JsonNode item : list) {
      if (!item.isString()) {
        problems.add(key + ": expected names, got " + item);
      } else if (texts.contains(item.stringValue())) {
        problems.add(key + ": \"" + item.stringValue() + "\" is listed twice");
      } else {
        texts.add(item.stringValue());
      }
    }
    return texts;
  }

  private static List<DepthProtocol> protocols(List<String> ids, Problems problems) {
    List<DepthProtocol> protocols = new ArrayList<>();
    for (String id : ids) {
      try {
        protocols.add(DepthProtocol.of(id));
      } catch (SpecException unknown) {
        problems.add("protocols: " + unknown.getMessage());
      }
    }
    return protocols;
  }

  private void checkDatasets(List<String> ids, List<DepthProtocol> protocols, Problems problems) {
    for (String id : ids) {
      DatasetCard card =
          datasets.stream().filter(known -> known.id().equals(id)).findFirst().orElse(null);
      if (card == null) {
        problems.add(
            "datasets: unknown dataset \""
                + id
                + "\"; known: "
                + String.join(", ", datasets.stream().map(DatasetCard::id).toList()));
        continue;
      }
      for (DepthProtocol protocol : protocols) {
        if (!protocol.layouts().contains(card.layout())) {
          problems.add("datasets: protocol " + protocol.id() + " does not define " + id);
        }
      }
    }
  }

  private List<Suite.Entry> estimators(JsonNode root, Problems problems) {
    List<Suite.Entry> entries = new ArrayList<>();
    JsonNode list = root.path("estimators");
    if (!list.isArray() || list.isEmpty()) {
      problems.add("estimators: expected a list of at least one estimator");
      return entries;
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      String where = "estimators[" + i + "]";
      Map<String, Object> values = scalars(list.get(i), where, problems);
      Settings settings = new Settings(where, values, problems);
      String name = settings.text("name");
      if (!name.isEmpty() && !names.add(name)) {
        problems.add(where + ".name: \"" + name + "\" is the name of two estimators");
      }
      entry(name, settings, values, problems).ifPresent(entries::add);
    }
    return entries;
  }

  private Optional<Suite.Entry> entry(
      String name, Settings settings, Map<String, Object> values, Problems problems) {
    String typeName = settings.text("type");
    if (typeName.isEmpty()) {
      return Optional.empty();
    }
    var type = types.stream().filter(known -> known.typeName().equals(typeName)).findFirst();
    if (type.isEmpty()) {
      problems.add(
          settings.where()
              + ".type: unknown estimator type \""
              + typeName
              + "\"; known: "
              + String.join(", ", types.stream().map(EstimatorType::typeName).toList()));
      return Optional.empty();
    }
    EstimatorType.Opener opener = type.get().read(settings);
    settings.finish();
    Map<String, Object> rest = new TreeMap<>(values);
    rest.remove("name");
    rest.remove("type");
    return Optional.of(new Suite.Entry(name, typeName, rest, opener));
  }

  private static Map<String, Object> scalars(JsonNode node, String where, Problems problems) {
    Map<String, Object> values = new TreeMap<>();
    if (!node.isObject()) {
      problems.add(where + ": expected a mapping with name and type");
      return values;
    }
    node.properties()
        .forEach(
            property -> {
              JsonNode value = property.getValue();
              if (value.isString()) {
                values.put(property.getKey(), value.stringValue());
              } else if (value.isIntegralNumber() && value.canConvertToLong()) {
                values.put(property.getKey(), value.longValue());
              } else if (value.isNumber()) {
                values.put(property.getKey(), value.doubleValue());
              } else if (value.isBoolean()) {
                values.put(property.getKey(), value.booleanValue());
              } else {
                problems.add(
                    where
                        + "."
                        + property.getKey()
                        + ": expected a text, a number or true/false, got "
                        + value);
              }
            });
    return values;
  }
}
