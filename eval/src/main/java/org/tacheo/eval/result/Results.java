package org.tacheo.eval.result;

import java.util.List;

/**
 * What {@code results.json} holds; together with {@link Manifest} all that a report needs.
 *
 * @param schema version of this format
 * @param manifestDigest SHA-256 of {@code manifest.json}, lower-case hex
 * @param scores sorted as the suite lists protocols, estimators and datasets
 */
public record Results(int schema, String manifestDigest, List<Score> scores) {
  /** Copies the list. */
  public Results {
    scores = List.copyOf(scores);
  }
}
