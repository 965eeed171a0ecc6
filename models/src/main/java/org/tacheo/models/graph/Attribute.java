package org.tacheo.models.graph;

/** An attribute of a node, as an {@code AttributeProto}. */
record Attribute(Message message) {
  private static final int FLOAT = 1;
  private static final int INT = 2;
  private static final int STRING = 3;
  private static final int INTS = 7;

  static Attribute of(String name, float value) {
    return new Attribute(named(name, FLOAT).decimal(2, value));
  }

  static Attribute of(String name, long value) {
    return new Attribute(named(name, INT).number(3, value));
  }

  static Attribute of(String name, String value) {
    return new Attribute(named(name, STRING).text(4, value));
  }

  static Attribute of(String name, long[] values) {
    Message message = named(name, INTS);
    for (long value : values) {
      message.number(8, value);
    }
    return new Attribute(message);
  }

  private static Message named(String name, int type) {
    return new Message().text(1, name).number(20, type);
  }
}
