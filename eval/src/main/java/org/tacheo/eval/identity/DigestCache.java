package org.tacheo.eval.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Digests that were computed before, a small file each, named by the digest of what they were
 * computed from. A file that is not exactly as it was written is worth nothing, and is written
 * again. A folder that cannot be written makes no difference but time.
 */
final class DigestCache {
  private static final String FORM = "tacheo digest 1\n";
  private static final int HEX = 64;

  /** The form, then key, digest and their seal, a line each. */
  private static final int LENGTH = FORM.length() + 3 * (HEX + 1);

  private final Path folder;

  DigestCache(Path folder) {
    this.folder = folder;
  }

  Optional<String> get(String key) {
    try {
      Path file = folder.resolve(key);
      if (!Files.isRegularFile(file) || Files.size(file) != LENGTH) {
        return Optional.empty();
      }
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      String digest = text.substring(LENGTH - 2 * (HEX + 1), LENGTH - HEX - 2);
      return text.equals(text(key, digest)) ? Optional.of(digest) : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** Keeps a digest; whether that worked, which makes no difference but time. */
  boolean put(String key, String digest) {
    try {
      Files.createDirectories(folder);
      Path partial = Files.createTempFile(folder, "." + key, ".partial");
      try {
        Files.writeString(partial, text(key, digest), StandardCharsets.US_ASCII);
        Files.move(partial, folder.resolve(key), StandardCopyOption.ATOMIC_MOVE);
        return true;
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException unwritable) {
      return false;
    }
  }

  private static String text(String key, String digest) {
    String sealed = FORM + key + "\n" + digest + "\n";
    return sealed + Sha256.of(sealed) + "\n";
  }
}
