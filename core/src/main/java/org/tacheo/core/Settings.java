package org.tacheo.core;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One block of a written specification, read strictly: every getter checks type and range and
 * reports what is wrong to {@link #problems()}, and {@link #finish()} reports each key that nobody
 * asked for. A block inside it, {@code outer: {inner: 1}}, is written out under the key {@code
 * outer.inner}.
 */
public final class Settings {
  private final String where;
  private final Map<String, Object> values;
  private final Problems problems;
  private final Set<String> asked = new HashSet<>();
  private final SortedMap<String, Object> resolved = new TreeMap<>();

  /**
   * A block of settings.
   *
   * @param where how messages name the block, for example {@code estimators[2]}
   * @param values scalars by key
   * @param problems where problems go
   */
  public Settings(String where, Map<String, Object> values, Problems problems) {
    this.where = where;
    this.values = new TreeMap<>(values);
    this.problems = problems;
  }

  /** Where problems go. */
  public Problems problems() {
    return problems;
  }

  /** How messages name this block. */
  public String where() {
    return where;
  }

  /**
   * What was asked for so far and can move a number: each value with its default filled in, sorted
   * by key.
   */
  public SortedMap<String, Object> resolved() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(resolved));
  }

  /**
   * The same as {@link #text(String)} for a text that says where something lies. What lies there
   * can move a number, and is known by its content; the place cannot.
   */
  public String location(String key) {
    Object value = ask(key);
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    problems.add(where + "." + key + ": expected a text, got " + shown(value));
    return "";
  }

  /** The same, or this one if the key is absent. */
  public String location(String key, String otherwise) {
    return isAbsent(key) ? otherwise : location(key);
  }

  /** The text under this key, or an empty text and a problem if it is missing or not a text. */
  public String text(String key) {
    return resolve(key, location(key));
  }

  /** The text under this key, or this one if the key is absent. */
  public String text(String key, String otherwise) {
    return resolve(key, location(key, otherwise));
  }

  /**
   * The number under this key if the key is present and the number lies in [low, high]; else the
   * given one, with a problem unless the key is absent.
   */
  public double number(String key, double otherwise, double low, double high) {
    return resolve(key, readNumber(key, otherwise, low, high));
  }

  private double readNumber(String key, double otherwise, double low, double high) {
    if (isAbsent(key)) {
      return otherwise;
    }
    Object value = ask(key);
    if (value instanceof Number number
        && number.doubleValue() >= low
        && number.doubleValue() <= high) {
      return number.doubleValue();
    }
    problems.add(
        where
            + "."
            + key
            + ": expected a number from "
            + low
            + " to "
            + high
            + ", got "
            + shown(value));
    return otherwise;
  }

  /**
   * The whole number under this key if the key is present and the number lies in [low, high]; else
   * the given one, with a problem unless the key is absent.
   */
  public long whole(String key, long otherwise, long low, long high) {
    return resolve(key, readWhole(key, otherwise, low, high, ""));
  }

  /** The same, and a problem ends with what the number means and what to set instead. */
  public long whole(String key, long otherwise, long low, long high, String advice) {
    return resolve(key, readWhole(key, otherwise, low, high, "; " + advice));
  }

  private long readWhole(String key, long otherwise, long low, long high, String advice) {
    if (isAbsent(key)) {
      return otherwise;
    }
    Object value = ask(key);
    if (value instanceof Long number && number >= low && number <= high) {
      return number;
    }
    if (value instanceof Integer number && number >= low && number <= high) {
      return number;
    }
    problems.add(
        String.format(
            Locale.ROOT,
            "%s.%s: expected a whole number from %d to %d, got %s%s",
            where,
            key,
            low,
            high,
            shown(value),
            advice));
    return otherwise;
  }

  /** Whether this key, or a block of this name, is written. */
  public boolean has(String key) {
    asked.add(key);
    return values.containsKey(key) || !blocks(key).isEmpty();
  }

  /** Whether a number is written under this key. */
  public boolean isNumber(String key) {
    return values.get(key) instanceof Number;
  }

  /**
   * The keys of the block of this name, each with that name and a point before it; none if there is
   * no such block.
   */
  public SortedSet<String> blocks(String key) {
    return Collections.unmodifiableSortedSet(
        new TreeSet<>(values.keySet().stream().filter(k -> k.startsWith(key + ".")).toList()));
  }

  /** Adds what can move a number and is not written, such as the version of a library. */
  public void state(String key, Object value) {
    resolve(key, value);
  }

  /** One of these words, or the first one if the key is absent; a problem for any other. */
  public String choice(String key, Collection<String> words) {
    return resolve(key, readChoice(key, words));
  }

  private String readChoice(String key, Collection<String> words) {
    String first = words.iterator().next();
    if (isAbsent(key)) {
      return first;
    }
    Object value = ask(key);
    if (value instanceof String word && words.contains(word)) {
      return word;
    }
    problems.add(
        where
            + "."
            + key
            + ": expected one of "
            + String.join(", ", words)
            + ", got "
            + shown(value));
    return first;
  }

  /** Reports every key that was never asked for. */
  public void finish() {
    for (String key : values.keySet()) {
      if (!asked.contains(key)) {
        problems.add(
            where
                + ": unknown key \""
                + key
                + "\"; known here: "
                + String.join(", ", asked.stream().sorted().toList()));
      }
    }
  }

  private <T> T resolve(String key, T value) {
    resolved.put(key, value);
    return value;
  }

  private boolean isAbsent(String key) {
    asked.add(key);
    return !values.containsKey(key);
  }

  private Object ask(String key) {
    asked.add(key);
    Object value = values.get(key);
    return value == null ? Missing.NOTHING : value;
  }

  private static String shown(Object value) {
    return value == Missing.NOTHING ? "nothing" : String.format(Locale.ROOT, "\"%s\"", value);
  }

  private enum Missing {
    NOTHING
  }
}
