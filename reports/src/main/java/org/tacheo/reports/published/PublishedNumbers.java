package org.tacheo.reports.published;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tacheo.core.DataException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The numbers that papers print, with where they were read and what to beware of.
 *
 * @param schema version of the format, 2
 * @param title heading of the section
 * @param task id of the task that they are of
 * @param scores what the two numbers of a score are
 * @param protocol id of the protocol that the sources say they follow
 * @param datasets the columns, in their order
 * @param sources what the tags of the rows mean, in the order of the tags
 * @param caveats sentences that must be read with the numbers
 * @param tables the rows
 */
public record PublishedNumbers(
    int schema,
    String title,
    String task,
    String scores,
    String protocol,
    List<PublishedDataset> datasets,
    List<PublishedSource> sources,
    List<String> caveats,
    List<PublishedTable> tables) {
  private static final List<String> RESOURCES = List.of("depth.yaml", "normals.yaml");

  /**
   * Copies the lists and checks that rows name only known sources and datasets.
   *
   * @throws IllegalArgumentException if they do not, or a tag or layout is there twice
   */
  public PublishedNumbers {
    if (schema != 2) {
      throw new IllegalArgumentException("published numbers: expected schema 2, got " + schema);
    }
    datasets = List.copyOf(datasets);
    sources = List.copyOf(sources);
    caveats = List.copyOf(caveats);
    tables = List.copyOf(tables);
    Set<String> layouts = unique(datasets.stream().map(PublishedDataset::layout).toList());
    Set<String> tags = unique(sources.stream().map(PublishedSource::tag).toList());
    tables.stream()
        .flatMap(table -> table.rows().stream())
        .forEach(row -> check(row, layouts, tags));
  }

  /**
   * The numbers that come with the suite: affine-invariant depth, then surface normals.
   *
   * @throws DataException if the jar is damaged
   */
  public static List<PublishedNumbers> bundled() {
    return RESOURCES.stream().map(PublishedNumbers::resource).toList();
  }

  private static PublishedNumbers resource(String name) {
    try (InputStream in = PublishedNumbers.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new DataException(
            "published numbers: " + name + " is missing from the jar; rebuild tacheo");
      }
      return read(in, name);
    } catch (IOException e) {
      throw new DataException("published numbers: cannot read " + name + "; rebuild tacheo", e);
    }
  }

  /**
   * Reads published numbers from YAML; unknown, missing and doubled keys are refused.
   *
   * @param in the YAML text, UTF-8; not closed
   * @param name how messages name it
   * @throws DataException if the text is not such a file
   */
  static PublishedNumbers read(InputStream in, String name) {
    try {
      return mapper().readValue(in, PublishedNumbers.class);
    } catch (JacksonException e) {
      throw new DataException(
          "published numbers: "
              + name
              + ": "
              + e.getOriginalMessage().lines().findFirst().orElse("not readable")
              + "; correct the file and build again",
          e);
    }
  }

  private static YAMLMapper mapper() {
    return YAMLMapper.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(LogicalType.Textual, PublishedNumbers::refuseNumbers)
        .build();
  }

  // An unquoted 5.50 would lose the digits that the source prints.
  private static void refuseNumbers(MutableCoercionConfig text) {
    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
    text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
    text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  private static Set<String> unique(List<String> keys) {
    Set<String> seen = new HashSet<>(keys);
    if (seen.size() != keys.size()) {
      throw new IllegalArgumentException("published numbers: doubled key among " + keys);
    }
    return seen;
  }

  private static void check(PublishedRow row, Set<String> layouts, Set<String> tags) {
    Set<String> unknown =
        Stream.concat(
                row.scores().keySet().stream().filter(layout -> !layouts.contains(layout)),
                row.sources().stream().filter(tag -> !tags.contains(tag)))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "published numbers: \"" + row.method() + "\" names unknown " + unknown);
    }
  }
}
