package org.tacheo.datasets.archive;

import java.util.Comparator;

/**
 * The order of the UTF-8 bytes of names, unsigned, which is the order of their code points. It
 * differs from the order of {@link String} only where surrogates meet U+E000 to U+FFFF.
 */
public enum Utf8Order implements Comparator<String> {
  /** The only instance. */
  INSTANCE;

  @Override
  public int compare(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        return Integer.compare(rank(a), rank(b));
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** Surrogates stand for code points above all others. */
  private static int rank(char unit) {
    return Character.isSurrogate(unit) ? unit + Character.MAX_VALUE : unit;
  }
}
