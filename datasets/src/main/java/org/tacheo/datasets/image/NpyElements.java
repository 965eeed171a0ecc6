package org.tacheo.datasets.image;

import java.nio.ByteBuffer;

/** Takes the elements of an npy file, in whatever pieces they come, to where they belong. */
final class NpyElements {
  /** As many elements are decoded at once before they are scattered. */
  private static final int WINDOW = 1 << 12;

  private final NpyHeader header;
  private final FortranOrder places;
  private final float[] floats;
  private final byte[] bytes;
  private final float[] window;
  private int taken;
  private boolean underflow;

  NpyElements(NpyHeader header) {
    this.header = header;
    boolean isFloat = header.type().isFloat();
    this.floats = new float[isFloat ? header.elements() : 0];
    this.bytes = new byte[isFloat ? 0 : header.elements()];
    this.places = new FortranOrder(header.shape());
    this.window = new float[isFloat && scatters() ? Math.min(WINDOW, header.elements()) : 0];
  }

  /** Takes all whole elements that remain in a buffer. */
  void take(ByteBuffer source) {
    source.order(header.order());
    int count = source.remaining() / header.type().bytes();
    if (!header.type().isFloat()) {
      takeBytes(source, count);
    } else if (scatters()) {
      takeScattered(source, count);
    } else {
      decode(source, floats, taken, count);
    }
    taken += count;
  }

  /** The array; all elements must have been taken. */
  NpyArray array(String where) {
    return new NpyArray(header.type(), header.shape(), floats, bytes, underflow, where);
  }

  private boolean scatters() {
    return header.fortranOrder() && !places.isAlsoRowMajor();
  }

  private void takeBytes(ByteBuffer source, int count) {
    if (!scatters()) {
      source.get(bytes, taken, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      bytes[places.next()] = source.get();
    }
  }

  private void takeScattered(ByteBuffer source, int count) {
    for (int done = 0; done < count; done += window.length) {
      int part = Math.min(window.length, count - done);
      decode(source, window, 0, part);
      for (int i = 0; i < part; i++) {
        floats[places.next()] = window[i];
      }
    }
  }

  private void decode(ByteBuffer source, float[] target, int at, int count) {
    switch (header.type()) {
      case F4 -> {
        source.asFloatBuffer().get(target, at, count);
        source.position(source.position() + 4 * count);
      }
      case F8 -> {
        for (int i = 0; i < count; i++) {
          double value = source.getDouble();
          float rounded = (float) value;
          underflow |= rounded == 0 && value != 0;
          target[at + i] = rounded;
        }
      }
      case F2 -> {
        for (int i = 0; i < count; i++) {
          target[at + i] = Half.toFloat(source.getShort());
        }
      }
      case B1, U1 -> throw new AssertionError(header.type());
    }
  }
}
