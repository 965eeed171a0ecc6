package org.tacheo.datasets.image;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.DataException;

/**
 * The bytes of a part of a file, as they are or inflated, in order. To ask for more than there are
 * is refused, so that nothing is read short.
 */
final class PackedBytes implements ReadableByteChannel {
  /** No deflate stream expands a byte to more than this many. */
  static final long MAX_EXPANSION = 1032;

  private final ByteBuffer part;
  private final @Nullable Inflater inflater;
  private final String what;
  private final CRC32 crc = new CRC32();

  private PackedBytes(ByteBuffer part, @Nullable Inflater inflater, String what) {
    this.part = part;
    this.inflater = inflater;
    this.what = what;
    if (inflater != null) {
      inflater.setInput(part);
    }
  }

  /**
   * Bytes as they are.
   *
   * @param what begins messages: the file, and which part of it
   */
  static PackedBytes stored(ByteBuffer part, String what) {
    return new PackedBytes(part, null, what);
  }

  /** A deflate stream, without a header as in zip files. */
  static PackedBytes deflated(ByteBuffer part, String what) {
    return new PackedBytes(part, new Inflater(true), what);
  }

  /** A deflate stream with the header and the checksum of zlib. */
  static PackedBytes zlib(ByteBuffer part, String what) {
    return new PackedBytes(part, new Inflater(), what);
  }

  /**
   * Fills a buffer up to its limit.
   *
   * @throws DataException if there are fewer bytes, or the stream is corrupt
   */
  @Override
  public int read(ByteBuffer target) {
    ByteBuffer taken = target.duplicate();
    int count = target.remaining();
    if (inflater == null) {
      copy(target);
    } else {
      inflate(inflater, target);
    }
    crc.update(taken);
    return count;
  }

  /** The CRC-32 of all bytes that were read. */
  long crc() {
    return crc.getValue();
  }

  /**
   * Checks that no byte is left, and that the stream ends where the part does.
   *
   * @throws DataException if not
   */
  void finish() {
    boolean more = false;
    if (inflater != null && !inflater.finished()) {
      try {
        // What is left of the stream may be its end without any byte before it.
        more = inflater.inflate(new byte[1]) > 0 || !inflater.finished();
      } catch (DataFormatException e) {
        throw corrupt(e);
      }
    }
    if (more || part.hasRemaining()) {
      throw refused("does not end where its array does");
    }
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    if (inflater != null) {
      inflater.end();
    }
  }

  private void copy(ByteBuffer target) {
    if (part.remaining() < target.remaining()) {
      throw refused("holds fewer bytes than it declares");
    }
    int count = target.remaining();
    target.put(part.slice().limit(count));
    part.position(part.position() + count);
  }

  private void inflate(Inflater stream, ByteBuffer target) {
    try {
      while (target.hasRemaining()) {
        if (stream.inflate(target) == 0) {
          throw refused("holds fewer bytes than it declares");
        }
      }
    } catch (DataFormatException e) {
      throw corrupt(e);
    }
  }

  private DataException corrupt(DataFormatException e) {
    return refused("is corrupt (" + e.getMessage() + ")");
  }

  private DataException refused(String problem) {
    return new DataException(what + " " + problem + "; save the file again");
  }
}
