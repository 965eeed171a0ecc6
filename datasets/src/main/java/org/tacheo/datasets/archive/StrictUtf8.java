package org.tacheo.datasets.archive;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8, without replacement characters. */
final class StrictUtf8 {
  private StrictUtf8() {}

  /**
   * The text of bytes {@code from} to {@code to} (exclusive).
   *
   * @throws FieldException if they are not UTF-8
   */
  static String decode(byte[] bytes, int from, int to) throws FieldException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw new FieldException("a name is not UTF-8");
    }
  }
}
