package org.tacheo.datasets.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.params.provider.MethodSource;

class TarFuzzTest {
  private static final int BLOCK = 512;

  static Stream<byte[]> seeds() {
    byte[] long100 = "d/".repeat(60).getBytes(UTF_8);
    byte[] binary = RawTar.header("binary", '0', 0);
    ByteBuffer.wrap(binary).put(124, (byte) 0x80).putLong(128, 3);
    return Stream.of(
        new RawTar().finished(),
        new RawTar().file("a", "x").file("d/b", "y".repeat(600)).finished(),
        new RawTar().member("d/", '5', new byte[0]).file("./d/a", "x").finished(),
        new RawTar().member("././@LongLink", 'L', long100).file("cut", "x").finished(),
        new RawTar().member("p", 'x', pax("path=é/a", "size=1")).file("cut", "x").finished(),
        new RawTar().member("p", 'g', pax("comment=all")).file("a", "x").finished(),
        new RawTar().member("p", 'x', pax("GNU.sparse.name=a")).file("a", "x").finished(),
        new RawTar().block(RawTar.signed(binary)).block(new byte[3]).finished(),
        new RawTar().member("l", '2', new byte[0]).finished(),
        new RawTar().file("a", "x").file("a", "x").finished(),
        new RawTar().file("../a", "x").finished(),
        new RawTar().file("/a", "x").finished(),
        new RawTar().block(RawTar.header("huge", '0', 0x1FFFFFFFFL)).finished(),
        new RawTar().member("p", 'x', pax("size=99999999999999999")).file("a", "x").finished(),
        new RawTar().file("a", "x").unfinished());
  }

  private static byte[] pax(String... records) {
    StringBuilder text = new StringBuilder();
    for (String record : records) {
      int rest = record.getBytes(UTF_8).length + 2;
      text.append(rest < 9 ? rest + 1 : rest + 2).append(' ').append(record).append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  /** Reads every member, as the bytes are and with checksums that are right. */
  @MethodSource("seeds")
  @FuzzTest
  void tar(byte[] bytes) {
    read(bytes);
    byte[] repaired = bytes.clone();
    for (int at = 0; at + BLOCK <= repaired.length; at += BLOCK) {
      if (repaired[at + 257] == 'u') {
        byte[] block = Arrays.copyOfRange(repaired, at, at + BLOCK);
        System.arraycopy(RawTar.signed(block), 0, repaired, at, BLOCK);
      }
    }
    if (!Arrays.equals(bytes, repaired)) {
      read(repaired);
    }
  }

  /** What is not refused, another reader must refuse or read alike. */
  private static void read(byte[] bytes) {
    Optional<Map<String, byte[]>> members = FuzzedArchive.read(bytes);
    if (members.isPresent()) {
      others(bytes).ifPresent(others -> FuzzedArchive.requireSame(members.get(), others));
    }
  }

  private static Optional<Map<String, byte[]>> others(byte[] bytes) {
    Map<String, byte[]> members = new HashMap<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(bytes), UTF_8.name())) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (!entry.isDirectory()) {
          String name = MemberName.normalise(FuzzedArchive.PATH, entry.getName());
          members.put(name, tar.readAllBytes());
        }
      }
      return Optional.of(members);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
