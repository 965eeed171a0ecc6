package org.tacheo.datasets.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Builds tars block by block, right and wrong ones. */
final class RawTar {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  static byte[] header(String name, char type, long size) {
    byte[] block = new byte[512];
    put(block, 0, name.getBytes(StandardCharsets.UTF_8));
    put(block, 100, ascii("0000644\0"));
    put(block, 124, ascii(String.format(Locale.ROOT, "%011o\0", size)));
    put(block, 136, ascii("00000000000\0"));
    block[156] = (byte) type;
    put(block, 257, ascii("ustar\00000"));
    return signed(block);
  }

  /** Writes the checksum into a header. */
  static byte[] signed(byte[] block) {
    Arrays.fill(block, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte value : block) {
      sum += value & 0xFF;
    }
    put(block, 148, ascii(String.format(Locale.ROOT, "%06o\0 ", sum)));
    return block;
  }

  RawTar block(byte[] content) {
    bytes.writeBytes(content);
    bytes.writeBytes(new byte[(512 - content.length % 512) % 512]);
    return this;
  }

  RawTar member(String name, char type, byte[] content) {
    return block(header(name, type, content.length)).block(content);
  }

  RawTar file(String name, String content) {
    return member(name, '0', content.getBytes(StandardCharsets.UTF_8));
  }

  byte[] unfinished() {
    return bytes.toByteArray();
  }

  byte[] finished() {
    return block(new byte[1024]).unfinished();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static void put(byte[] block, int offset, byte[] content) {
    System.arraycopy(content, 0, block, offset, content.length);
  }
}
