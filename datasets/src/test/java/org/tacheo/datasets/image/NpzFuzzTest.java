package org.tacheo.datasets.image;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.params.provider.MethodSource;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.datasets.Hostile;

class NpzFuzzTest {
  /** A deflated byte may become 1032 bytes, each of them half a float. */
  private static final long EXPANSION = 8 * 1032;

  private static final String WHERE = "a.npz";
  private static final Optional<String> NO_KEY = Optional.empty();

  static Stream<byte[]> seeds() {
    Stream<String> files = Stream.of("one.npz", "several.npz", "streamed.npz", "unnamed.npz");
    Stream<String> arrays =
        Stream.of("f2-big.npy", "f4-little-fortran.npy", "bool.npy", "version2.npy");
    return Stream.concat(files, arrays).map(Fixtures::bytes);
  }

  /**
   * Bytes that start like a zip file are one, whose CRCs are set right in a second reading. All
   * others are the one array of a file, which must be what {@link Npy} reads of them.
   */
  @MethodSource("seeds")
  @FuzzTest
  void npz(byte[] bytes) throws IOException {
    if (bytes.length < 2 || bytes[0] != 'P' || bytes[1] != 'K') {
      Optional<FloatMap> expected =
          Hostile.read(bytes.length, EXPANSION, () -> Npy.read(bytes, WHERE).toMap());
      for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
        if (!expected.equals(read(packed(bytes, method), NO_KEY))) {
          throw new AssertionError("packed it is another map");
        }
      }
      return;
    }
    read(bytes, NO_KEY);
    read(bytes, Optional.of("depth"));
    byte[] repaired = withRightCrcs(bytes);
    if (!Arrays.equals(bytes, repaired)) {
      read(repaired, NO_KEY);
      read(repaired, Optional.of("depth"));
    }
  }

  private static Optional<FloatMap> read(byte[] npz, Optional<String> key) {
    return Hostile.read(npz.length, EXPANSION, () -> Npz.read(npz, WHERE, key).toMap());
  }

  private static byte[] packed(byte[] npy, int method) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry("a.npy");
      entry.setTime(0);
      entry.setMethod(method);
      entry.setSize(npy.length);
      CRC32 crc = new CRC32();
      crc.update(npy);
      entry.setCrc(crc.getValue());
      zip.putNextEntry(entry);
      zip.write(npy);
    }
    return bytes.toByteArray();
  }

  private static byte[] withRightCrcs(byte[] bytes) {
    ByteBuffer npz = ByteBuffer.wrap(bytes.clone()).order(ByteOrder.LITTLE_ENDIAN);
    try {
      List<NpzMembers.Member> members = NpzMembers.of(bytes, WHERE);
      int at = bytes.length - 22 - npz.getInt(bytes.length - 10);
      for (NpzMembers.Member member : members) {
        if (at < 0 || at + 46 > bytes.length) {
          break; // with zip64 records
        }
        npz.putInt(at + 16, (int) crc(NpzMembers.data(bytes, member, WHERE), member));
        at += 46 + npz.getShort(at + 28) + npz.getShort(at + 30) + npz.getShort(at + 32);
      }
    } catch (DataException | DataFormatException refused) {
      return bytes;
    }
    return npz.array();
  }

  private static long crc(ByteBuffer packed, NpzMembers.Member member) throws DataFormatException {
    CRC32 crc = new CRC32();
    if (member.method() == 0) {
      crc.update(packed);
      return crc.getValue();
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      byte[] chunk = new byte[1 << 12];
      for (int count = inflater.inflate(chunk); count > 0; count = inflater.inflate(chunk)) {
        crc.update(chunk, 0, count);
      }
    } finally {
      inflater.end();
    }
    return crc.getValue();
  }
}
