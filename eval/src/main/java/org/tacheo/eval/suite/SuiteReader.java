package org.tacheo.eval.suite;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Problems;
import org.tacheo.core.Settings;
import org.tacheo.core.SpecException;
import org.tacheo.core.Task;
import org.tacheo.eval.protocol.Protocol;
import org.tacheo.eval.protocol.Protocols;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads a suite from YAML, strictly: every unknown key, bad value and contradiction is found, and
 * all are reported together.
 */
public final class SuiteReader {
  private static final Set<String> KEYS = Set.of("suite", "datasets", "protocols", "estimators");

  private static final String SUITE =
      "a suite is a YAML mapping with the keys "
          + String.join(", ", KEYS.stream().sorted().toList());
  private static final String ESTIMATOR =
      "an estimator is a YAML mapping with a type and its settings, as an entry of a suite";

  /** Some thousand estimators; the time to read YAML may grow with the square of its length. */
  static final int MAX_LENGTH = 1 << 19;

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
    JsonNode root = parse(yaml, source, SUITE);
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
    if (!name.matches("[a-z0-9][a-z0-9-]{0,99}")) {
      problems.add(
          "suite: expected a name of at most 100 lower-case letters, digits and hyphens, got \""
              + name
              + "\"");
    }
    List<Protocol> protocols = protocols(texts(root, "protocols", problems), problems);
    List<String> ids = texts(root, "datasets", problems);
    List<DatasetCard> cards = cards(ids, problems);
    List<Suite.Entry> estimators = estimators(root, problems);
    checkTasks(protocols, cards, estimators, problems);
    problems.throwIfAny(source);
    return new Suite(name, estimators, ids, protocols);
  }

  /**
   * Reads a single estimator: the mapping that is an entry of a suite, in which the name may be
   * left out.
   *
   * @param yaml the text
   * @param source what messages call it, usually the file name
   * @throws SpecException naming every problem
   */
  public Suite.Entry readEstimator(String yaml, String source) {
    JsonNode root = parse(yaml, source, ESTIMATOR);
    Problems problems = new Problems();
    Settings settings = new Settings("estimator", scalars(root, "estimator", problems), problems);
    Optional<Suite.Entry> entry = entry(settings.text("name", "estimator"), settings, problems);
    problems.throwIfAny(source);
    return entry.orElseThrow();
  }

  private static JsonNode parse(String yaml, String source, String expected) {
    if (yaml.length() > MAX_LENGTH) {
      throw new SpecException(
          source
              + ": more than "
              + MAX_LENGTH
              + " characters, expected a suite file; check the path");
    }
    if (!PairedReader.isPaired(yaml)) {
      throw new SpecException(source + ": holds half a character; save it as UTF-8");
    }
    try {
      requireNoAlias(yaml, source);
      JsonNode root = YAML.readTree(new PairedReader(yaml));
      if (!root.isObject()) {
        throw new SpecException(source + ": " + expected);
      }
      return root;
    } catch (JacksonException bad) {
      throw new SpecException(
          source + line(bad.getLocation()) + ": not YAML: " + firstWords(bad.getOriginalMessage()));
    }
  }

  /** What was being read and what is wrong with it; the lines below show the place, indented. */
  private static String firstWords(String message) {
    return message
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith(" "))
        .limit(2)
        .collect(Collectors.joining(", "));
  }

  /**
   * Refuses {@code *name}: the tree that is read afterwards holds the bare name where the value
   * that it stands for should be.
   */
  private static void requireNoAlias(String yaml, String source) {
    try (JsonParser tokens = YAML.createParser(new PairedReader(yaml))) {
      while (tokens.nextToken() != null) {
        if (tokens instanceof YAMLParser parser && parser.isCurrentAlias()) {
          throw new SpecException(
              source
                  + line(parser.currentTokenLocation())
                  + ": alias *"
                  + parser.getString()
                  + ", expected the value itself; write it out");
        }
      }
    }
  }

  /** Errors of the reader's own limits have no location. */
  private static String line(@Nullable TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1 ? "" : " line " + location.getLineNr();
  }

  private static List<String> texts(JsonNode root, String key, Problems problems) {
    Set<String> texts = new LinkedHashSet<>();
    JsonNode list = root.path(key);
    if (!list.isArray() || list.isEmpty()) {
      problems.add(key + ": expected a list of at least one name");
    }
    for (JsonNode item : list.isArray() ? list.values() : List.<JsonNode>of()) {
      if (!item.isString()) {
        problems.add(key + ": expected names, got " + item);
      } else if (!texts.add(item.stringValue())) {
        problems.add(key + ": \"" + item.stringValue() + "\" is listed twice");
      }
    }
    return List.copyOf(texts);
  }

  private static List<Protocol> protocols(List<String> ids, Problems problems) {
    List<Protocol> protocols = new ArrayList<>();
    for (String id : ids) {
      try {
        protocols.add(Protocols.of(id));
      } catch (SpecException unknown) {
        problems.add("protocols: " + unknown.getMessage());
      }
    }
    return protocols;
  }

  private List<DatasetCard> cards(List<String> ids, Problems problems) {
    List<DatasetCard> cards = new ArrayList<>();
    for (String id : ids) {
      datasets.stream()
          .filter(known -> known.id().equals(id))
          .findFirst()
          .ifPresentOrElse(
              cards::add,
              () ->
                  problems.add(
                      "datasets: unknown dataset \""
                          + id
                          + "\"; known: "
                          + String.join(", ", datasets.stream().map(DatasetCard::id).toList())));
    }
    return cards;
  }

  /** A suite may mix tasks, but nothing in it may stand idle. */
  private static void checkTasks(
      List<Protocol> protocols,
      List<DatasetCard> cards,
      List<Suite.Entry> estimators,
      Problems problems) {
    for (DatasetCard card : cards) {
      for (Protocol protocol : protocols) {
        if (protocol.task() == card.task() && !protocol.layouts().contains(card.layout())) {
          problems.add("datasets: protocol " + protocol.id() + " does not define " + card.id());
        }
      }
    }
    Set<Task> evaluated = protocols.stream().map(Protocol::task).collect(toSet());
    Set<Task> given = cards.stream().map(DatasetCard::task).collect(toSet());
    Set<Task> predicted =
        estimators.stream().map(entry -> entry.opener().kind().task()).collect(toSet());
    for (DatasetCard card : cards) {
      if (!protocols.isEmpty() && !evaluated.contains(card.task())) {
        problems.add(
            "datasets: no protocol of the suite evaluates " + card.task().id() + ": " + card.id());
      }
      if (!estimators.isEmpty() && !predicted.contains(card.task())) {
        problems.add(
            "datasets: no estimator of the suite predicts " + card.task().id() + ": " + card.id());
      }
    }
    for (Protocol protocol : protocols) {
      if (!cards.isEmpty() && !given.contains(protocol.task())) {
        problems.add(
            "protocols: no dataset of the suite has "
                + protocol.task().id()
                + " for "
                + protocol.id());
      }
    }
    for (Suite.Entry entry : estimators) {
      PredictionKind kind = entry.opener().kind();
      for (Protocol protocol : protocols) {
        if (protocol.task() == kind.task()) {
          checkLegal(entry, protocol, problems);
        }
      }
      if (!cards.isEmpty() && !given.contains(kind.task())) {
        problems.add(
            "estimators: no dataset of the suite has " + kind.task().id() + " for " + entry.name());
      }
    }
  }

  private static void checkLegal(Suite.Entry entry, Protocol protocol, Problems problems) {
    try {
      protocol.requireLegal(entry.opener().kind(), Optional.empty());
    } catch (SpecException illegal) {
      problems.add("estimators: " + entry.name() + ": " + illegal.getMessage());
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
      entry(name, settings, problems).ifPresent(entries::add);
    }
    return entries;
  }

  private Optional<Suite.Entry> entry(String name, Settings settings, Problems problems) {
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
    Map<String, Object> rest = new TreeMap<>(settings.resolved());
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
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      JsonNode value = property.getValue();
      if (value.isObject() && !value.isEmpty()) {
        block(property.getKey(), value, where, values, problems);
      } else {
        scalar(property.getKey(), value, where, values, problems);
      }
    }
    checkBlocks(where, values, problems);
    return values;
  }

  /** A block is written out; the blocks inside it are no scalars, and so refused. */
  private static void block(
      String name, JsonNode block, String where, Map<String, Object> values, Problems problems) {
    for (Map.Entry<String, JsonNode> inner : block.properties()) {
      scalar(name + "." + inner.getKey(), inner.getValue(), where, values, problems);
    }
  }

  /** A name that stands for a value and for a block says two things. */
  private static void checkBlocks(String where, Map<String, Object> values, Problems problems) {
    for (String key : values.keySet()) {
      String block = key.substring(0, Math.max(0, key.indexOf('.')));
      if (values.containsKey(block)) {
        problems.add(where + "." + block + ": has a value, and so has " + key + "; keep one");
      }
    }
  }

  private static void scalar(
      String key, JsonNode value, String where, Map<String, Object> values, Problems problems) {
    if (values.containsKey(key)) {
      problems.add(where + "." + key + ": written twice, on its own and in a block; keep one");
    } else if (value.isString()) {
      values.put(key, value.stringValue());
    } else if (value.isIntegralNumber() && value.canConvertToLong()) {
      values.put(key, value.longValue());
    } else if (value.isNumber()) {
      values.put(key, value.doubleValue());
    } else if (value.isBoolean()) {
      values.put(key, value.booleanValue());
    } else {
      problems.add(where + "." + key + ": expected a text, a number or true/false, got " + value);
    }
  }
}
