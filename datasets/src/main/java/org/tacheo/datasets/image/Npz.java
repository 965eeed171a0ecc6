package org.tacheo.datasets.image;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tacheo.core.DataException;

/**
 * Arrays in the files of {@code numpy.savez} and {@code savez_compressed}: zip files of npy files,
 * stored or deflated, also with zip64 records.
 */
final class Npz {
  /** As many names are shown when a name is wanted. */
  private static final int SHOWN = 20;

  private Npz() {}

  /**
   * Decodes one array.
   *
   * @param key its name; without one the file must hold one array
   * @throws DataException if the zip file is cut, corrupt or malformed, the array is not there, not
   *     of the declared size or CRC-32, or refused by {@link Npy}
   */
  static NpyArray read(byte[] npz, String where, Optional<String> key) {
    NpzMembers.Member member = member(NpzMembers.of(npz, where), where, key);
    String what = where + ": the npz member " + member.name();
    try (PackedBytes bytes = open(npz, member, where, what)) {
      NpyArray array = Npy.read(bytes, member.size(), where);
      bytes.finish();
      if (bytes.crc() != member.crc()) {
        throw new DataException(what + " has another CRC-32 than declared; save the file again");
      }
      return array;
    } catch (IOException e) {
      throw new AssertionError("bytes in memory cannot fail to be read", e);
    }
  }

  private static PackedBytes open(byte[] npz, NpzMembers.Member member, String where, String what) {
    return member.method() == 0
        ? PackedBytes.stored(NpzMembers.data(npz, member, where), what)
        : PackedBytes.deflated(NpzMembers.data(npz, member, where), what);
  }

  private static NpzMembers.Member member(
      List<NpzMembers.Member> members, String where, Optional<String> key) {
    List<NpzMembers.Member> found =
        key.map(k -> members.stream().filter(member -> member.key().equals(k)).toList())
            .orElse(members);
    if (found.size() == 1) {
      return found.get(0);
    }
    throw wrongKey(
        where, "npz", members.stream().map(NpzMembers.Member::key).toList(), key, found.size());
  }

  /** None or several arrays where there must be one. */
  static DataException wrongKey(
      String where, String format, List<String> names, Optional<String> key, int found) {
    String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return new DataException(
        where
            + ": the "
            + format
            + " file holds "
            + (names.isEmpty() ? "no array" : "the arrays " + shown)
            + (names.size() > SHOWN ? ", ..." : "")
            + ", expected "
            + key.map(k -> "one named " + k).orElse("one, or a key")
            + (found > 1 && key.isPresent() ? " and not " + found : "")
            + "; set key to the name of one of them");
  }
}
