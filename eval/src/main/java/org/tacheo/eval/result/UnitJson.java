package org.tacheo.eval.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tacheo.core.DataException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of a unit, on one line. */
public final class UnitJson {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private UnitJson() {}

  /** A JSON object on one line, without line feed. */
  public static String line(Unit unit) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("estimator", unit.estimator());
    fields.put("dataset", unit.dataset());
    fields.put("id", unit.id());
    fields.put("scene", unit.scene());
    fields.put("verdicts", unit.verdicts().stream().map(UnitJson::fields).toList());
    fields.put("clock", unit.clock());
    return ResultJson.COMPACT.writeValueAsString(fields);
  }

  private static Map<String, Object> fields(Verdict verdict) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("protocol", verdict.protocol());
    fields.put("alignment", verdict.alignment());
    fields.putAll(ResultJson.fields(verdict.outcome()));
    verdict.errors().ifPresent(digest -> fields.put("errors", digest));
    return fields;
  }

  /**
   * Reads what {@link #line} wrote.
   *
   * @throws DataException if it is anything else
   */
  public static Unit unit(String line, String where) {
    try {
      JsonNode node = ResultJson.COMPACT.readTree(line);
      List<Verdict> verdicts = new ArrayList<>();
      for (JsonNode verdict : node.required("verdicts")) {
        verdicts.add(verdict(verdict, where));
      }
      return new Unit(
          node.required("estimator").stringValue(),
          node.required("dataset").stringValue(),
          node.required("id").stringValue(),
          node.required("scene").stringValue(),
          verdicts,
          clock(node.required("clock")));
    } catch (JacksonException bad) {
      throw ResultJson.corrupt(where, bad);
    }
  }

  /** The lines of earlier builds have no stages. */
  private static Unit.Clock clock(JsonNode node) {
    if (node instanceof ObjectNode earlier && !earlier.has("stages")) {
      earlier.putObject("stages");
    }
    return ResultJson.COMPACT.treeToValue(node, Unit.Clock.class);
  }

  private static Verdict verdict(JsonNode node, String where) {
    return new Verdict(
        node.required("protocol").stringValue(),
        node.required("alignment").stringValue(),
        ResultJson.outcome(node),
        node.has("errors")
            ? Optional.of(digest(node.required("errors").stringValue(), where))
            : Optional.empty());
  }

  /** It names a file: nothing else may ever become a path. */
  private static String digest(String text, String where) {
    if (!DIGEST.matcher(text).matches()) {
      throw new DataException(
          where
              + ": errors \""
              + text
              + "\", expected the 64 hex digits of a SHA-256; run the evaluation again");
    }
    return text;
  }
}
