package org.tacheo.datasets.split;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.tacheo.datasets.archive.Utf8Order;

/** The digest of a set of samples ("C1"): it depends on which images, and on nothing else. */
public final class SampleDigest {
  private SampleDigest() {}

  /**
   * SHA-256, lower-case hex, of the paths in the order of their UTF-8 bytes, each followed by LF.
   *
   * @param images paths as a split list has them in its first column, duplicates kept
   */
  public static String of(Collection<String> images) {
    List<String> sorted = images.stream().sorted(Utf8Order.INSTANCE).toList();
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String image : sorted) {
        digest.update((image + "\n").getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
