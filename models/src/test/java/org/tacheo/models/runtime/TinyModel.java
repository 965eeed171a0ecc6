package org.tacheo.models.runtime;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Writes ONNX models of a few nodes, message by message. */
public final class TinyModel {
  /** Element types as ONNX numbers them. */
  public static final int FLOAT = 1;

  /** See {@link #FLOAT}. */
  public static final int UINT8 = 2;

  /** See {@link #FLOAT}. */
  public static final int INT32 = 6;

  /** See {@link #FLOAT}. */
  public static final int INT64 = 7;

  /** See {@link #FLOAT}. */
  public static final int FLOAT16 = 10;

  /** See {@link #FLOAT}. */
  public static final int DOUBLE = 11;

  private final List<byte[]> graph = new ArrayList<>();
  private final List<byte[]> tail = new ArrayList<>();
  private long irVersion = 8;

  /** Writes the fields of a message. */
  @FunctionalInterface
  public interface Fields {
    /** Writes them. */
    void write(CodedOutputStream out) throws IOException;
  }

  /** A serialized message. */
  public static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** An input. */
  public TinyModel input(String name, int type, long... shape) {
    return graph(11, value(name, type, shape));
  }

  /** An output. */
  public TinyModel output(String name, int type, long... shape) {
    return graph(12, value(name, type, shape));
  }

  /** An output that is a sequence of tensors of single precision. */
  public TinyModel sequenceOutput(String name) {
    byte[] tensor = message(out -> out.writeInt32(1, FLOAT));
    byte[] element = message(out -> out.writeByteArray(1, tensor));
    byte[] sequence = message(out -> out.writeByteArray(1, element));
    byte[] type = message(out -> out.writeByteArray(4, sequence));
    return graph(
        12,
        message(
            out -> {
              out.writeString(1, name);
              out.writeByteArray(2, type);
            }));
  }

  /** A node of one output; inputs first, then the attributes. */
  public TinyModel node(String operator, List<String> inputs, String output, byte[]... attributes) {
    return node("", operator, inputs, output, attributes);
  }

  /** A node of a domain. */
  public TinyModel node(
      String domain, String operator, List<String> inputs, String output, byte[]... attributes) {
    return graph(
        1,
        message(
            out -> {
              for (String input : inputs) {
                out.writeString(1, input);
              }
              out.writeString(2, output);
              out.writeString(4, operator);
              for (byte[] attribute : attributes) {
                out.writeByteArray(5, attribute);
              }
              out.writeString(7, domain);
            }));
  }

  /** An attribute of one integer. */
  public static byte[] integer(String name, long value) {
    return message(
        out -> {
          out.writeString(1, name);
          out.writeInt64(3, value);
          out.writeInt32(20, 2);
        });
  }

  /** A tensor of single precision with its values in it. */
  public static byte[] tensor(String name, List<Long> shape, float... values) {
    return message(
        out -> {
          for (long extent : shape) {
            out.writeInt64(1, extent);
          }
          out.writeInt32(2, FLOAT);
          for (float value : values) {
            out.writeFloat(4, value);
          }
          out.writeString(8, name);
        });
  }

  /** A tensor of single precision with its values in another file. */
  public static byte[] external(
      String name, List<Long> shape, String location, long offset, long length) {
    return message(
        out -> {
          for (long extent : shape) {
            out.writeInt64(1, extent);
          }
          out.writeInt32(2, FLOAT);
          out.writeString(8, name);
          out.writeByteArray(13, entry("location", location));
          out.writeByteArray(13, entry("offset", Long.toString(offset)));
          out.writeByteArray(13, entry("length", Long.toString(length)));
          out.writeInt32(14, 1);
        });
  }

  private static byte[] entry(String key, String value) {
    return message(
        out -> {
          out.writeString(1, key);
          out.writeString(2, value);
        });
  }

  /** An initializer. */
  public TinyModel initializer(byte[] tensor) {
    return graph(5, tensor);
  }

  /** Any field of the graph. */
  public TinyModel graph(int field, byte[] message) {
    graph.add(message(out -> out.writeByteArray(field, message)));
    return this;
  }

  /** An operator set. */
  public TinyModel opset(String domain, long version) {
    byte[] set =
        message(
            out -> {
              out.writeString(1, domain);
              out.writeInt64(2, version);
            });
    tail.add(message(out -> out.writeByteArray(8, set)));
    return this;
  }

  /** The version of the format. */
  public TinyModel irVersion(long version) {
    irVersion = version;
    return this;
  }

  /** The serialized model; operator set 17 if none was named. */
  public byte[] bytes() {
    if (tail.isEmpty()) {
      opset("", 17);
    }
    byte[] body =
        message(
            out -> {
              for (byte[] part : graph) {
                out.writeRawBytes(part);
              }
              out.writeString(2, "tiny");
            });
    return message(
        out -> {
          out.writeInt64(1, irVersion);
          out.writeByteArray(7, body);
          for (byte[] part : tail) {
            out.writeRawBytes(part);
          }
        });
  }

  private static byte[] value(String name, int type, long... shape) {
    byte[] extents =
        message(
            out -> {
              for (int i = 0; i < shape.length; i++) {
                long extent = shape[i];
                String open = name + i;
                byte[] dimension =
                    message(
                        dim -> {
                          if (extent >= 0) {
                            dim.writeInt64(1, extent);
                          } else {
                            dim.writeString(2, open);
                          }
                        });
                out.writeByteArray(1, dimension);
              }
            });
    byte[] tensor =
        message(
            out -> {
              out.writeInt32(1, type);
              out.writeByteArray(2, extents);
            });
    byte[] wrapped = message(out -> out.writeByteArray(1, tensor));
    return message(
        out -> {
          out.writeString(1, name);
          out.writeByteArray(2, wrapped);
        });
  }
}
