package org.tacheo.datasets.archive;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.tacheo.core.DataException;

/**
 * Collects the members of one archive by normalised name.
 *
 * @param <P> where the bytes of a member lie
 */
final class Index<P> {
  /** Far above the largest published archive, low enough to keep an index within 512 MB. */
  private static final int MAX_MEMBERS = 1 << 20;

  private final Path archive;
  private final Map<String, P> places = new HashMap<>();
  private int counted;

  Index(Path archive) {
    this.archive = archive;
  }

  /**
   * Counts one entry of any kind.
   *
   * @throws DataException if there are too many
   */
  void count() {
    counted++;
    if (counted > MAX_MEMBERS) {
      throw new DataException(
          archive + ": more than " + MAX_MEMBERS + " members; use the published archive");
    }
  }

  /**
   * Adds a member that is a file.
   *
   * @throws DataException if the name is not allowed or was there before
   */
  void add(String rawName, P place) {
    String name = MemberName.normalise(archive, rawName);
    if (name.isEmpty() || rawName.endsWith("/")) {
      throw new DataException(
          archive + ": " + MemberName.shown(rawName) + " is a file named like a folder");
    }
    if (places.put(name, place) != null) {
      throw new DataException(
          archive
              + ": two members named "
              + MemberName.shown(name)
              + ", expected one; use the published archive");
    }
  }

  /** The members; the index must not be used afterwards. */
  Map<String, P> places() {
    return places;
  }
}
