package org.tacheo.datasets.synthetic;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Where the files of a dataset go, in order. */
interface Sink extends Closeable {
  /** Stores one file. */
  void put(Member member) throws IOException;

  /** Files in a folder. */
  static Sink folder(Path folder) {
    return new Folder(folder);
  }

  /**
   * Members of a new tar that name neither time nor owner, so that equal members give equal bytes.
   */
  static Sink tar(Path file) throws IOException {
    return new Tar(file);
  }

  /** Files in a folder. */
  final class Folder implements Sink {
    private final Path folder;

    private Folder(Path folder) {
      this.folder = folder;
    }

    @Override
    public void put(Member member) throws IOException {
      int slash = member.name().lastIndexOf('/');
      Files.createDirectories(folder.resolve(member.name().substring(0, Math.max(0, slash))));
      Files.write(folder.resolve(member.name()), member.bytes(), StandardOpenOption.CREATE_NEW);
    }

    @Override
    public void close() {}
  }

  /** A ustar archive in records of 10240 bytes, as GNU tar writes them. */
  final class Tar implements Sink {
    private static final int RECORD = 10240;
    private static final int FILE_MODE = 0644;

    private final TarArchiveOutputStream tar;

    private Tar(Path file) throws IOException {
      tar =
          new TarArchiveOutputStream(
              new BufferedOutputStream(
                  Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16),
              RECORD,
              StandardCharsets.US_ASCII.name());
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_ERROR);
    }

    @Override
    public void put(Member member) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry("./" + member.name(), true);
      entry.setSize(member.bytes().length);
      entry.setMode(FILE_MODE);
      entry.setModTime(0);
      entry.setIds(0, 0);
      entry.setNames("", "");
      tar.putArchiveEntry(entry);
      tar.write(member.bytes());
      tar.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
      tar.close();
    }
  }
}
