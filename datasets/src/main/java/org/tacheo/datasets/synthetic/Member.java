package org.tacheo.datasets.synthetic;

/** One file of a dataset: its name, relative to the archive's root, and its bytes. */
final class Member {
  private final String name;
  private final byte[] bytes;

  /** Takes over the array: the caller must not keep a reference. */
  Member(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  String name() {
    return name;
  }

  /** The array itself, which is not to be changed. */
  byte[] bytes() {
    return bytes;
  }
}
