package org.tacheo.models.graph;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A message in the wire format of protocol buffers, written field after field. */
final class Message {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes);

  Message number(int field, long value) {
    return write(() -> out.writeInt64(field, value));
  }

  Message decimal(int field, float value) {
    return write(() -> out.writeFloat(field, value));
  }

  Message text(int field, String value) {
    return write(() -> out.writeString(field, value));
  }

  Message bytes(int field, byte[] value) {
    return write(() -> out.writeByteArray(field, value));
  }

  Message message(int field, Message value) {
    return bytes(field, value.toBytes());
  }

  byte[] toBytes() {
    write(out::flush);
    return bytes.toByteArray();
  }

  private Message write(Write write) {
    try {
      write.run();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory never fails so
    }
  }

  private interface Write {
    void run() throws IOException;
  }
}
