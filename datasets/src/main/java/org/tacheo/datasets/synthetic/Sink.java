package org.tacheo.datasets.synthetic;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Where the files of a dataset go, in order. */
interface Sink extends Closeable {
  /** Stores one file. */
  void put(Member member) throws IOException;

  /** Files in a folder. */
  static Sink folder(Path folder) {
    return new Folder(folder);
  }

  /**
   * Members of a new tar or zip, by the ending of its name. They are stored as they are and name
   * neither time nor owner, so that equal members give equal bytes.
   */
  static Sink archive(Path file) throws IOException {
    return file.toString().endsWith(".zip") ? new Zip(file) : new Tar(file);
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

  /** A zip whose members are stored: compressors differ from one JDK to the next. */
  final class Zip implements Sink {
    /** The fields of a zip's clock mean local time; these are the same ones everywhere. */
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 12, 0);

    private final ZipArchiveOutputStream zip;

    private Zip(Path file) throws IOException {
      zip =
          new ZipArchiveOutputStream(
              new BufferedOutputStream(
                  Files.newOutputStream(file, StandardOpenOption.CREATE_NEW), 1 << 16));
      zip.setMethod(ZipEntry.STORED);
      zip.setUseZip64(Zip64Mode.AsNeeded);
    }

    @Override
    public void put(Member member) throws IOException {
      CRC32 crc = new CRC32();
      crc.update(member.bytes());
      ZipArchiveEntry entry = new ZipArchiveEntry(member.name());
      entry.setSize(member.bytes().length);
      entry.setCrc(crc.getValue());
      entry.setTimeLocal(EPOCH);
      zip.putArchiveEntry(entry);
      zip.write(member.bytes());
      zip.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }
}
