package org.tacheo.eval.result;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tacheo.core.DataException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of result files: UTF-8, LF, keys in the order of the records and in snake case,
 * every number with the fewest digits that read back to the same double, so that equal values give
 * equal bytes on every machine and JDK.
 */
public final class ResultJson {
  /** Of the files of a run; raised whenever their meaning changes. */
  public static final int SCHEMA = 2;

  private static final String ORACLE = "oracle";

  static final JsonMapper COMPACT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private ResultJson() {}

  /** Any value of records, maps, lists, texts and numbers, indented, ending in a line feed. */
  public static String indented(Object value) {
    return COMPACT
            .writer()
            .with(SerializationFeature.INDENT_OUTPUT)
            .with(new Indentation())
            .writeValueAsString(value)
        + "\n";
  }

  /** One line of {@code samples.jsonl}, ending in a line feed. */
  public static String line(SampleRow row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("estimator", row.estimator());
    fields.put("dataset", row.dataset());
    fields.put("protocol", row.protocol());
    fields.put("id", row.id());
    fields.put("scene", row.scene());
    fields.putAll(fields(row.outcome()));
    return COMPACT.writeValueAsString(fields) + "\n";
  }

  /**
   * The fields of an outcome: {@code valid_pixels, scale, shift, metrics} (scale and shift where
   * the protocol aligns), or {@code failed} with the reason.
   */
  public static Map<String, Object> fields(Outcome outcome) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (outcome instanceof Outcome.Scored scored) {
      fields.put("valid_pixels", scored.validPixels());
      scored
          .fit()
          .ifPresent(
              fit -> {
                fields.put("scale", fit.scale());
                fields.put("shift", fit.shift());
              });
      fields.put("metrics", scored.metrics());
    } else if (outcome instanceof Outcome.Failed failed) {
      fields.put("failed", failed.reason());
    }
    return fields;
  }

  /**
   * Reads a manifest.
   *
   * @throws DataException if the text is not one, or of another schema
   */
  public static Manifest manifest(String json, String where) {
    Manifest manifest = read(json, Manifest.class, where, "estimators");
    requireSchema(manifest.schema(), where);
    return manifest;
  }

  /**
   * Reads results.
   *
   * @throws DataException if the text is not that, or of another schema
   */
  public static Results results(String json, String where) {
    Results results = read(json, Results.class, where, "scores");
    requireSchema(results.schema(), where);
    return results;
  }

  /**
   * Reads times.
   *
   * @throws DataException if the text is not that
   */
  public static Timing timing(String json, String where) {
    return read(json, Timing.class, where);
  }

  /**
   * Reads all lines of a {@code samples.jsonl}.
   *
   * @throws DataException if a line is not a row
   */
  public static List<SampleRow> samples(String lines, String where) {
    List<String> all = lines.lines().toList();
    return IntStream.range(0, all.size())
        .mapToObj(i -> row(all.get(i), where + " line " + (i + 1)))
        .toList();
  }

  /** SHA-256 of a text in UTF-8, lower-case hex. */
  public static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256, lower-case hex. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  private static SampleRow row(String line, String where) {
    try {
      JsonNode node = COMPACT.readTree(line);
      return new SampleRow(
          node.required("estimator").stringValue(),
          node.required("dataset").stringValue(),
          node.required("protocol").stringValue(),
          node.required("id").stringValue(),
          node.required("scene").stringValue(),
          outcome(node));
    } catch (JacksonException bad) {
      throw corrupt(where, bad);
    }
  }

  /** The outcome whose fields are in this object. */
  static Outcome outcome(JsonNode node) {
    return node.has("failed")
        ? new Outcome.Failed(node.required("failed").stringValue())
        : new Outcome.Scored(
            node.required("valid_pixels").longValue(),
            fit(node),
            metrics(node.required("metrics")));
  }

  private static Optional<Outcome.Fit> fit(JsonNode node) {
    return node.has("scale")
        ? Optional.of(
            new Outcome.Fit(
                node.required("scale").doubleValue(), node.required("shift").doubleValue()))
        : Optional.empty();
  }

  private static Map<String, Double> metrics(JsonNode node) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    node.properties().forEach(entry -> metrics.put(entry.getKey(), entry.getValue().doubleValue()));
    return metrics;
  }

  /**
   * Reads an object.
   *
   * @param lists of it whose items may be those of oracles, which only those say
   */
  private static <T> T read(String json, Class<T> type, String where, String... lists) {
    try {
      JsonNode root = COMPACT.readTree(json);
      for (String list : lists) {
        root.path(list).forEach(ResultJson::sayWhetherOracle);
      }
      T value = COMPACT.treeToValue(root, type);
      if (value == null) {
        throw new DataException(where + ": null, expected an object; run the evaluation again");
      }
      return value;
    } catch (JacksonException bad) {
      throw corrupt(where, bad);
    }
  }

  private static void sayWhetherOracle(JsonNode item) {
    if (item instanceof ObjectNode object && !object.has(ORACLE)) {
      object.put(ORACLE, false);
    }
  }

  private static void requireSchema(int schema, String where) {
    if (schema != SCHEMA) {
      throw new DataException(
          where
              + ": result files of schema "
              + schema
              + ", expected "
              + SCHEMA
              + "; use the version of tacheo that wrote them");
    }
  }

  static DataException corrupt(String where, JacksonException bad) {
    return new DataException(
        where
            + ": not a result file of this version: "
            + bad.getOriginalMessage()
            + "; run the evaluation again",
        bad);
  }
}
