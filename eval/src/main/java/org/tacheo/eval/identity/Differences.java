package org.tacheo.eval.identity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.Printable;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ProtocolInfo;

/**
 * What sets two runs apart, a line each: first the rules, then the data, then the estimators, then
 * the software. Names of estimators, datasets and protocols tell which to compare with which.
 */
public final class Differences {
  private static final int SHOWN = 12;

  private final List<String> lines = new ArrayList<>();

  private Differences() {}

  /** The differences from one manifest to another; none if and only if they are equal. */
  public static List<String> of(Manifest one, Manifest other) {
    Differences differences = new Differences();
    differences.protocols(one.protocols(), other.protocols());
    differences.value("alignment", one.alignment(), other.alignment());
    differences.datasets(one.datasets(), other.datasets());
    differences.estimators(one.estimators(), other.estimators());
    differences.value("tacheo", one.tacheo(), other.tacheo());
    differences.value("suite", one.suite(), other.suite());
    differences.value("schema", one.schema(), other.schema());
    if (differences.lines.isEmpty() && !one.equals(other)) {
      differences.lines.add("something that this version does not know to name");
    }
    return List.copyOf(differences.lines);
  }

  private void protocols(List<ProtocolInfo> one, List<ProtocolInfo> other) {
    Pairs<ProtocolInfo> pairs = pairs("protocol", one, other, ProtocolInfo::id);
    pairs.forEach(
        (what, a, b) -> {
          value(what + ": version", a.version(), b.version());
          maps(what + ": rules of ", a.rules(), b.rules());
          value(what + ": metrics", a.metrics(), b.metrics());
          value(what + ": headline", a.headline(), b.headline());
          value(what + ": task", a.task(), b.task());
        });
  }

  private void datasets(List<DatasetInfo> one, List<DatasetInfo> other) {
    Pairs<DatasetInfo> pairs = pairs("dataset", one, other, DatasetInfo::id);
    pairs.forEach(
        (what, a, b) -> {
          value(what + ": samples", a.n(), b.n());
          digest(what + ": split", a.splitDigest(), b.splitDigest());
          digest(what + ": content", a.contentDigest(), b.contentDigest());
          value(what + ": samples of the whole split", a.expected(), b.expected());
          value(what + ": layout", a.layout(), b.layout());
          value(what + ": task", a.task(), b.task());
          value(what + ": title", a.title(), b.title());
          value(what + ": comparable", a.comparable(), b.comparable());
        });
  }

  private void estimators(List<EstimatorInfo> one, List<EstimatorInfo> other) {
    Pairs<EstimatorInfo> pairs = pairs("estimator", one, other, EstimatorInfo::name);
    pairs.forEach(
        (what, a, b) -> {
          value(what + ": type", a.type(), b.type());
          value(what + ": kind", a.kind(), b.kind());
          value(what + ": task", a.task(), b.task());
          value(what + ": sees ground truth", a.oracle(), b.oracle());
          digest(what + ": files", a.contentDigest(), b.contentDigest());
          maps(what + ": ", told(a.settings()), told(b.settings()));
        });
  }

  /**
   * Settings as they are told. The kind stands among them and by itself. What is left to the
   * checkpoint is known to a run by the checkpoint's digest alone, and so has no value here.
   */
  private static Map<String, Object> told(Map<String, Object> settings) {
    Map<String, Object> told = new LinkedHashMap<>(settings);
    told.remove("kind");
    told.replaceAll((key, value) -> value.equals("checkpoint") ? "as the checkpoint says" : value);
    return told;
  }

  private void maps(String what, Map<String, ?> one, Map<String, ?> other) {
    TreeSet<String> keys = new TreeSet<>(one.keySet());
    keys.addAll(other.keySet());
    for (String key : keys) {
      value(what + key, one.get(key), other.get(key));
    }
  }

  private void digest(String what, String one, String other) {
    value(what, shortened(one), shortened(other));
    if (!one.equals(other) && shortened(one).equals(shortened(other))) {
      value(what, one, other);
    }
  }

  private static String shortened(String digest) {
    return digest.isEmpty() ? "none" : digest.substring(0, Math.min(SHOWN, digest.length()));
  }

  private void value(String what, @Nullable Object one, @Nullable Object other) {
    if (!Objects.equals(one, other)) {
      lines.add(Printable.text(what + ": " + shown(one) + " -> " + shown(other)));
    }
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "nothing" : String.valueOf(value);
  }

  private <T> Pairs<T> pairs(String what, List<T> one, List<T> other, Function<T, String> name) {
    Map<String, T> left = byName(one, name);
    Map<String, T> right = byName(other, name);
    left.keySet().stream()
        .filter(key -> !right.containsKey(key))
        .forEach(key -> lines.add(Printable.text(what + " " + key + ": only in the first")));
    right.keySet().stream()
        .filter(key -> !left.containsKey(key))
        .forEach(key -> lines.add(Printable.text(what + " " + key + ": only in the second")));
    List<String> common = left.keySet().stream().filter(right::containsKey).toList();
    List<String> commonRight = right.keySet().stream().filter(left::containsKey).toList();
    if (!common.equals(commonRight)) {
      lines.add(
          Printable.text(
              "order of " + what + "s: " + listed(common) + " -> " + listed(commonRight)));
    }
    return new Pairs<>(what, left, right, common);
  }

  private static String listed(List<String> names) {
    return names.stream().collect(Collectors.joining(", "));
  }

  private static <T> Map<String, T> byName(List<T> values, Function<T, String> name) {
    Map<String, T> named = new LinkedHashMap<>();
    values.forEach(value -> named.put(name.apply(value), value));
    return named;
  }

  private record Pairs<T>(
      String what, Map<String, T> left, Map<String, T> right, List<String> common) {
    void forEach(Comparison<T> comparison) {
      for (String name : common) {
        T one = Objects.requireNonNull(left.get(name));
        T other = Objects.requireNonNull(right.get(name));
        comparison.compare(what + " " + name, one, other);
      }
    }
  }

  private interface Comparison<T> {
    void compare(String what, T one, T other);
  }
}
