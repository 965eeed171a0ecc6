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
  /** Far above the largest published archive, low enough to keep the index of a tar in 64 MB. */
  static final int MAX_IN_FILE = 1 << 18;

  /** Folders may be those of a whole dataset, training images and all. */
  static final int MAX_IN_FOLDER = 1 << 20;

  private final Path archive;
  private final int most;
  private final Map<String, P> places = new HashMap<>();
  private int counted;

  Index(Path archive, int most) {
    this.archive = archive;
    this.most = most;
  }

  /** What is thrown where there are too many members. */
  static DataException tooMany(Path archive, int most) {
    return new DataException(
        archive + ": more than " + most + " members; use the published archive");
  }

  /**
   * Counts one entry of any kind.
   *
   * @throws DataException if there are too many
   */
  void count() {
    counted++;
    if (counted > most) {
      throw tooMany(archive, most);
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
