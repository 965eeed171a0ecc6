package org.tacheo.models.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tacheo.models.checkpoint.StoredTensor;

/**
 * An ONNX model under construction: nodes, constants, and weights that stay in their files.
 *
 * <p>Field numbers and meanings are those of {@code onnx.proto}: IR version 10, operator set 21 and
 * the first of {@code com.microsoft}. The location of a weight is its path without the root, for a
 * session whose folder of external data is that root.
 */
final class OnnxModel {
  private static final int IR_VERSION = 10;
  private static final int OPERATOR_SET = 21;
  private static final String CONTRIBUTED = "com.microsoft";
  private static final int EXTERNAL = 1;

  private final Message graph = new Message();
  private final Map<String, String> constants = new HashMap<>();
  private int names;

  /** Appends a node and returns the name of its only output. */
  String node(String operator, List<Attribute> attributes, String... inputs) {
    return node(operator, "", attributes, inputs);
  }

  /** The same without attributes. */
  String node(String operator, String... inputs) {
    return node(operator, "", List.of(), inputs);
  }

  /** Another shape for the same numbers; 0 keeps an extent, -1 takes what is left. */
  String reshape(String x, long... shape) {
    return node("Reshape", x, integers(shape));
  }

  /** Some extents of a value, as integers. */
  String shape(String x, int start, int end) {
    return node("Shape", List.of(Attribute.of("start", start), Attribute.of("end", end)), x);
  }

  /** A node of an operator that ONNX Runtime adds to the standard. */
  String contributed(String operator, List<Attribute> attributes, String... inputs) {
    return node(operator, CONTRIBUTED, attributes, inputs);
  }

  private String node(
      String operator, String domain, List<Attribute> attributes, String... inputs) {
    String output = fresh(operator);
    append(output, operator, domain, attributes, inputs);
    return output;
  }

  private void append(
      String output, String operator, String domain, List<Attribute> attributes, String... inputs) {
    Message node = new Message();
    for (String input : inputs) {
      node.text(1, input);
    }
    node.text(2, output).text(3, output).text(4, operator);
    attributes.forEach(attribute -> node.message(5, attribute.message()));
    graph.message(1, node.text(7, domain));
  }

  /** Integers, with one axis. */
  String integers(long... values) {
    byte[] raw = new byte[values.length * Long.BYTES];
    littleEndian(raw).asLongBuffer().put(values);
    return constant(NumberType.INT64, raw, values.length);
  }

  /** Single-precision numbers of this shape. */
  String decimals(float[] values, long... shape) {
    byte[] raw = new byte[values.length * Float.BYTES];
    littleEndian(raw).asFloatBuffer().put(values);
    return constant(NumberType.FLOAT, raw, shape);
  }

  private static ByteBuffer littleEndian(byte[] raw) {
    return ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** One initialiser for equal constants, of which there are many. */
  private String constant(NumberType type, byte[] raw, long... shape) {
    Message tensor = tensor(type, shape).bytes(9, raw);
    String key = new String(tensor.toBytes(), StandardCharsets.ISO_8859_1);
    return constants.computeIfAbsent(
        key,
        absent -> {
          String name = fresh("constant");
          graph.message(5, tensor.text(8, name));
          return name;
        });
  }

  /**
   * A weight, or consecutive rows of it, that stay where they are.
   *
   * @param shape what the graph sees; as many elements as the rows have
   */
  String weight(StoredTensor stored, Rows rows, long... shape) {
    String name = fresh(stored.name());
    long bytes = stored.bytes() / rows.parts();
    Message tensor = tensor(NumberType.of(stored), shape).text(8, name);
    entry(tensor, "location", location(stored.file()));
    entry(tensor, "offset", Long.toString(stored.offset() + rows.part() * bytes));
    entry(tensor, "length", Long.toString(bytes));
    graph.message(5, tensor.number(14, EXTERNAL));
    return name;
  }

  private static Message tensor(NumberType type, long... shape) {
    Message tensor = new Message();
    for (long extent : shape) {
      tensor.number(1, extent);
    }
    return tensor.number(2, type.code());
  }

  private static void entry(Message tensor, String key, String value) {
    tensor.message(13, new Message().text(1, key).text(2, value));
  }

  private static String location(Path file) {
    StringBuilder location = new StringBuilder();
    file.forEach(part -> location.append('/').append(part));
    return location.substring(1);
  }

  /**
   * Declares an input.
   *
   * @param extents of each axis: a number, or a name if it may vary
   */
  void input(String name, NumberType type, String... extents) {
    graph.message(11, declaration(name, type, extents));
  }

  /** Declares a value as an output under this name. */
  void output(String name, String value, String... extents) {
    append(name, "Identity", "", List.of(), value);
    graph.message(12, declaration(name, NumberType.FLOAT, extents));
  }

  private static Message declaration(String name, NumberType type, String... extents) {
    Message shape = new Message();
    for (String extent : extents) {
      Message axis = new Message();
      if (Character.isDigit(extent.charAt(0))) {
        axis.number(1, Long.parseLong(extent));
      } else {
        axis.text(2, extent);
      }
      shape.message(1, axis);
    }
    Message tensor = new Message().number(1, type.code()).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  private String fresh(String stem) {
    return stem + "_" + names++;
  }

  /** The model, serialized. */
  byte[] toBytes(String name) {
    return new Message()
        .number(1, IR_VERSION)
        .text(2, "tacheo")
        .message(7, graph.text(2, name))
        .message(8, new Message().text(1, "").number(2, OPERATOR_SET))
        .message(8, new Message().text(1, CONTRIBUTED).number(2, 1))
        .toBytes();
  }

  /** One of several equal parts of the rows of a tensor. */
  record Rows(int part, int parts) {
    static final Rows ALL = new Rows(0, 1);
  }
}
