package org.tacheo.eval.identity;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.tacheo.core.Content;
import org.tacheo.core.DataException;
import org.tacheo.eval.lanes.Lanes;

/**
 * Digests of contents: SHA-256 over one line {@code name TAB size TAB sha256 LF} for each part
 * ({@code name TAB missing LF} for one that is not there), sorted by the code points of the names.
 */
public final class Fingerprints {
  /** A file of at least so many bytes is known by itself, so that another's change costs little. */
  static final long LARGE = 1L << 26;

  private final int threads;
  private final Optional<DigestCache> cache;
  private final Reading reading;
  private final Clock clock;
  private final SeenFiles seen = new SeenFiles();

  /** Digests of single files by what a cache calls them: with or without one, each is read once. */
  private final Map<String, String> files = new ConcurrentHashMap<>();

  /** Hears how reading goes on, from several threads, one at a time. */
  @FunctionalInterface
  public interface Reading {
    /**
     * Some more was read.
     *
     * @param what is being read, for example {@code nyuv2}
     */
    void read(String what, long bytes, long total);
  }

  /**
   * Digests computed by several threads.
   *
   * @param cache folder of digests computed before; empty to read everything
   */
  public Fingerprints(int threads, Optional<Path> cache, Reading reading) {
    this(threads, cache, reading, Clock.systemUTC());
  }

  Fingerprints(int threads, Optional<Path> cache, Reading reading, Clock clock) {
    this.threads = threads;
    this.cache = cache.map(DigestCache::new);
    this.reading = reading;
    this.clock = clock;
  }

  /**
   * The digest of a content, lower-case hex; empty text for one without parts.
   *
   * @param what names it in progress and messages
   * @throws DataException if a part cannot be read or changes meanwhile
   */
  public String of(String what, Content content) {
    List<Content.Part> parts = new ArrayList<>(content.parts());
    if (parts.isEmpty()) {
      return "";
    }
    parts.sort(Comparator.comparing(Content.Part::name, Fingerprints::byCodePoints));
    Map<String, FileStamp> stamps = stamps(parts);
    seen.add(what, parts, stamps);
    String key = key(parts, stamps);
    Optional<String> known = cache.flatMap(digests -> digests.get(key));
    if (known.isPresent()) {
      return known.get();
    }
    Instant start = clock.instant();
    String digest = computed(what, parts);
    if (!stamps(parts).equals(stamps)) {
      throw new DataException(what + ": files changed while they were read; start again");
    }
    if (stamps.values().stream().allMatch(stamp -> stamp.settledAt(start))) {
      cache.ifPresent(digests -> digests.put(key, digest));
    }
    return digest;
  }

  /**
   * The SHA-256 of the bytes of one whole file, lower-case hex.
   *
   * @param what names it in messages
   * @throws DataException if it is missing, cannot be read or changes meanwhile
   */
  public String ofFile(String what, Content.Part file) {
    FileStamp stamp = FileStamp.of(Path.of(file.file()));
    String key = Sha256.of("the bytes of a file\n" + stamp.text() + "\n");
    Optional<String> known =
        Optional.ofNullable(files.get(key)).or(() -> cache.flatMap(digests -> digests.get(key)));
    if (known.isPresent()) {
      return known.get();
    }
    Instant start = clock.instant();
    String digest = read(what, file);
    if (!FileStamp.of(Path.of(file.file())).text().equals(stamp.text())) {
      throw new DataException(
          what + ": " + file.name() + ": changed while it was read; start again");
    }
    if (stamp.settledAt(start)) {
      files.put(key, digest);
      cache.ifPresent(digests -> digests.put(key, digest));
    }
    return digest;
  }

  /** The files of all digests so far, as they were then. */
  public SeenFiles seen() {
    return seen;
  }

  private static Map<String, FileStamp> stamps(List<Content.Part> parts) {
    Map<String, FileStamp> stamps = new LinkedHashMap<>();
    for (Content.Part part : parts) {
      if (part.size() != Content.MISSING) {
        stamps.computeIfAbsent(part.file(), file -> FileStamp.of(Path.of(file)));
      }
    }
    return stamps;
  }

  private static String key(List<Content.Part> parts, Map<String, FileStamp> stamps) {
    Sha256 key = new Sha256();
    for (Content.Part part : parts) {
      FileStamp stamp = stamps.get(part.file());
      key.add(part.name() + "\t" + part.size() + "\t" + part.member() + "\t");
      key.add((stamp == null ? "" : stamp.text()) + "\n");
    }
    return key.hex();
  }

  private String computed(String what, List<Content.Part> parts) {
    long total = parts.stream().mapToLong(part -> Math.max(0, part.size())).sum();
    AtomicLong read = new AtomicLong();
    List<String> lines =
        Lanes.run(
            0,
            parts.size(),
            threads,
            i -> {
              Content.Part part = parts.get(i);
              String line = part.name() + "\t" + value(what, part) + "\n";
              synchronized (reading) {
                reading.read(what, read.addAndGet(Math.max(0, part.size())), total);
              }
              return line;
            });
    Sha256 digest = new Sha256();
    lines.forEach(digest::add);
    return digest.hex();
  }

  private String value(String what, Content.Part part) {
    if (part.size() == Content.MISSING) {
      return "missing";
    }
    boolean large = part.size() >= LARGE && part.member().isEmpty();
    return part.size() + "\t" + (large ? ofFile(what, part) : read(what, part));
  }

  private static String read(String what, Content.Part part) {
    Sha256 digest = new Sha256();
    AtomicLong read = new AtomicLong();
    part.source()
        .read(
            (buffer, length) -> {
              digest.add(buffer, length);
              read.addAndGet(length);
            });
    long size = read.get();
    if (size != part.size()) {
      throw new DataException(
          what
              + ": "
              + part.name()
              + ": "
              + size
              + " bytes, expected "
              + part.size()
              + "; the file changed, start again");
    }
    return digest.hex();
  }

  private static int byCodePoints(String one, String other) {
    int[] left = one.codePoints().toArray();
    int[] right = other.codePoints().toArray();
    return Arrays.compare(left, right);
  }
}
