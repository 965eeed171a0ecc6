package org.tacheo.datasets.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.params.provider.MethodSource;

class ZipFuzzTest {
  /** What the JDK opens, which wants a file. */
  private static final Path FILE = file();

  private static Path file() {
    try {
      Path file = Files.createTempFile("fuzzed", ".zip");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<byte[]> seeds() throws IOException {
    byte[] two = zip(ZipEntry.DEFLATED, "a", "d/b");
    byte[] encrypted = two.clone();
    encrypted[6] |= 1;
    byte[] inner = zip(ZipEntry.STORED, "inner");
    return Stream.of(
        zip(ZipEntry.STORED),
        zip(ZipEntry.STORED, "a"),
        zip(ZipEntry.STORED, "a", "./a"),
        zip(ZipEntry.DEFLATED, "d/", "é", "../up"),
        two,
        encrypted,
        inner);
  }

  private static byte[] zip(int method, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : names) {
        byte[] content = name.endsWith("/") ? new byte[0] : name.repeat(50).getBytes(UTF_8);
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        entry.setMethod(method);
        entry.setSize(content.length);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
      }
    }
    return bytes.toByteArray();
  }

  /** Reads every member; what is not refused, the JDK must refuse or read alike. */
  @MethodSource("seeds")
  @FuzzTest
  void zip(byte[] bytes) throws IOException {
    Optional<Map<String, byte[]>> members = FuzzedArchive.read(bytes);
    if (members.isPresent()) {
      Files.write(FILE, bytes);
      others().ifPresent(others -> FuzzedArchive.requireSame(members.get(), others));
    }
  }

  private static Optional<Map<String, byte[]>> others() throws IOException {
    Map<String, byte[]> members = new HashMap<>();
    try (ZipFile zip = new ZipFile(FILE.toFile())) {
      for (ZipEntry entry : List.copyOf(zip.stream().toList())) {
        if (!entry.isDirectory()) {
          try (InputStream stream = zip.getInputStream(entry)) {
            String name = MemberName.normalise(FILE, entry.getName());
            members.put(name, stream.readAllBytes());
          }
        }
      }
      return Optional.of(members);
    } catch (ZipException | EOFException e) {
      return Optional.empty();
    }
  }
}
