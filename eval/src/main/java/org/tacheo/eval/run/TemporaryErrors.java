package org.tacheo.eval.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tacheo.core.DataException;
import org.tacheo.core.TacheoException;
import org.tacheo.eval.metric.PixelErrors;

/**
 * Errors in one file of the folder for temporary files, made when the first are put. The file is
 * deleted when it is opened where the system can (POSIX), else when it is closed or the JVM ends.
 */
public final class TemporaryErrors implements ErrorStore {
  private static final String NAME = "in a temporary file";

  private final Path folder;
  private final Map<Key, Extent> extents = new HashMap<>();
  private Optional<FileChannel> file = Optional.empty();
  private long end;
  private boolean closed;

  private record Extent(long start, int length) {}

  /** An empty store. */
  public TemporaryErrors() {
    this(Path.of(System.getProperty("java.io.tmpdir", ".")));
  }

  TemporaryErrors(Path folder) {
    this.folder = folder;
  }

  @Override
  public String put(Key key, PixelErrors errors) {
    byte[] bytes = errors.bytes();
    try {
      FileChannel channel = open();
      Extent extent = reserve(bytes.length);
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer, extent.start() + buffer.position());
      }
      synchronized (this) {
        extents.put(key, extent);
      }
      return NAME;
    } catch (IOException failed) {
      throw new TacheoException(
          "cannot keep the pixel errors of "
              + key.sample()
              + " in the folder for temporary files ("
              + failed
              + "); free some space there, or name another one with -Djava.io.tmpdir",
          failed);
    }
  }

  @Override
  public PixelErrors get(Key key) {
    String where = key.dataset() + "/" + key.sample() + " under " + key.protocol();
    try {
      ByteBuffer buffer = ByteBuffer.allocate(extent(key, where).length());
      long start = extent(key, where).start();
      while (buffer.hasRemaining()) {
        if (open().read(buffer, start + buffer.position()) < 0) {
          throw new DataException(
              where + ": the temporary file of pixel errors was cut; run the evaluation again");
        }
      }
      return PixelErrors.parse(buffer.array(), where);
    } catch (IOException failed) {
      throw new TacheoException(
          where
              + ": cannot read the temporary file of pixel errors ("
              + failed
              + "); run the evaluation again",
          failed);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    extents.clear();
    try {
      if (file.isPresent()) {
        file.get().close();
      }
    } catch (IOException failed) {
      throw new TacheoException("cannot close the temporary file of pixel errors", failed);
    }
  }

  private synchronized FileChannel open() throws IOException {
    if (closed) {
      throw new IllegalStateException("the store of pixel errors is closed");
    }
    if (file.isEmpty()) {
      Path path = Files.createTempFile(folder, "tacheo-errors-", ".bin");
      file =
          Optional.of(
              FileChannel.open(
                  path,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.DELETE_ON_CLOSE));
    }
    return file.get();
  }

  private synchronized Extent reserve(int length) {
    Extent extent = new Extent(end, length);
    end += length;
    return extent;
  }

  private synchronized Extent extent(Key key, String where) {
    Extent extent = extents.get(key);
    if (extent == null) {
      throw new DataException(where + ": no pixel errors were kept; run the evaluation again");
    }
    return extent;
  }
}
