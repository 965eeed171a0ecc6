package org.tacheo.models.runtime;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The least network there is, x -> x, to see whether a device works at all. */
final class Probe {
  private static final int FLOAT = 1;
  private static final long IR_VERSION = 8;
  private static final long OPSET = 13;

  private Probe() {}

  /** The serialized network: input {@code x} and output {@code y}, both [1], single precision. */
  static byte[] model() {
    byte[] node =
        message(
            out -> {
              out.writeString(1, "x");
              out.writeString(2, "y");
              out.writeString(4, "Identity");
            });
    byte[] graph =
        message(
            out -> {
              out.writeByteArray(1, node);
              out.writeString(2, "probe");
              out.writeByteArray(11, value("x"));
              out.writeByteArray(12, value("y"));
            });
    byte[] opset = message(out -> out.writeInt64(2, OPSET));
    return message(
        out -> {
          out.writeInt64(1, IR_VERSION);
          out.writeByteArray(7, graph);
          out.writeByteArray(8, opset);
        });
  }

  private static byte[] value(String name) {
    byte[] extent = message(out -> out.writeInt64(1, 1));
    byte[] shape = message(out -> out.writeByteArray(1, extent));
    byte[] tensor =
        message(
            out -> {
              out.writeInt32(1, FLOAT);
              out.writeByteArray(2, shape);
            });
    byte[] type = message(out -> out.writeByteArray(1, tensor));
    return message(
        out -> {
          out.writeString(1, name);
          out.writeByteArray(2, type);
        });
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Fields fields) {
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
}
