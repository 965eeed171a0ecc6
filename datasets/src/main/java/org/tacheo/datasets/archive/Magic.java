package org.tacheo.datasets.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HexFormat;

/** What the first bytes of a file tell. Anything unknown is taken for a tar, and checked there. */
enum Magic {
  ZIP("504b0304", "zip", ""),
  EMPTY_ZIP("504b0506", "zip", ""),
  GZIP("1f8b", "gzip", "gunzip"),
  ZSTD("28b52ffd", "zstd", "unzstd"),
  XZ("fd377a585a00", "xz", "unxz"),
  BZIP2("425a68", "bzip2", "bunzip2"),
  OTHER("", "", "");

  private static final int LONGEST = 6;

  private final String hex;
  private final String title;
  private final String command;

  Magic(String hex, String title, String command) {
    this.hex = hex;
    this.title = title;
    this.command = command;
  }

  static Magic of(FileChannel file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(LONGEST);
    file.read(head, 0);
    String found = HexFormat.of().formatHex(head.array(), 0, head.position());
    for (Magic magic : values()) {
      if (found.startsWith(magic.hex)) {
        return magic;
      }
    }
    return OTHER;
  }

  boolean isZip() {
    return this == ZIP || this == EMPTY_ZIP;
  }

  boolean isCompressed() {
    return !command.isEmpty();
  }

  String title() {
    return title;
  }

  /** The program that unpacks it. */
  String command() {
    return command;
  }
}
