package org.tacheo.eval.suite;

import java.io.Reader;

/**
 * A text that is handed out without ever parting the two halves of a character beyond the basic
 * plane: where its buffer ends between them, SnakeYAML Engine 3.0 asks for the other half beyond
 * the end of the buffer, and fails.
 */
final class PairedReader extends Reader {
  private final String text;
  private int position;

  /** A reader of a text whose halves all have their partners. */
  PairedReader(String text) {
    this.text = text;
  }

  /** Whether every half of a character beyond the basic plane stands beside the other. */
  static boolean isPaired(String text) {
    return text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF);
  }

  @Override
  public int read(char[] target, int offset, int length) {
    if (position == text.length()) {
      return -1;
    }
    int count = Math.min(length, text.length() - position);
    if (count > 1 && Character.isHighSurrogate(text.charAt(position + count - 1))) {
      count--;
    }
    text.getChars(position, position + count, target, offset);
    position += count;
    return count;
  }

  @Override
  public void close() {
    // There is nothing to give back.
  }
}
