package org.tacheo.eval.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** A disk whose k-th step fails, and every one after it, as on a disk that is full or gone. */
final class FaultyDisk extends Disk {
  /** How the step fails. */
  enum Fault {
    /** Nothing is done. */
    ERROR,
    /** Of a write, the first half is done; anything else is not. */
    SHORT_WRITE,
    /** Only this step fails; those after it work again. */
    ONCE
  }

  private final int failing;
  private final Fault fault;
  private final AtomicInteger steps = new AtomicInteger();

  FaultyDisk(int failing, Fault fault) {
    this.failing = failing;
    this.fault = fault;
  }

  /** Steps taken so far. */
  int steps() {
    return steps.get();
  }

  private boolean fails() {
    int step = steps.getAndIncrement();
    return fault == Fault.ONCE ? step == failing : step >= failing;
  }

  private void check(String step) throws IOException {
    if (fails()) {
      throw new IOException("No space left on device: " + step);
    }
  }

  @Override
  void createFolders(Path folder) throws IOException {
    check("create " + folder);
    super.createFolders(folder);
  }

  @Override
  FileChannel open(Path file, OpenOption... options) throws IOException {
    check("open " + file);
    return super.open(file, options);
  }

  @Override
  int write(FileChannel file, ByteBuffer bytes) throws IOException {
    if (fails()) {
      if (fault == Fault.SHORT_WRITE) {
        ByteBuffer half = bytes.duplicate();
        half.limit(half.position() + half.remaining() / 2);
        while (half.hasRemaining()) {
          super.write(file, half);
        }
      }
      throw new IOException("No space left on device: write");
    }
    return super.write(file, bytes);
  }

  @Override
  void force(FileChannel file) throws IOException {
    check("force");
  }

  @Override
  void truncate(FileChannel file, long size) throws IOException {
    check("truncate");
    super.truncate(file, size);
  }

  @Override
  void rename(Path from, Path to) throws IOException {
    check("rename " + from);
    super.rename(from, to);
  }

  @Override
  void forceFolder(Path folder) throws IOException {
    check("force " + folder);
  }

  @Override
  void delete(Path file) throws IOException {
    check("delete " + file);
    super.delete(file);
  }
}
