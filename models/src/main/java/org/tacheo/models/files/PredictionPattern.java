package org.tacheo.models.files;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tacheo.core.SampleId;
import org.tacheo.core.SpecException;

/**
 * Where the prediction of a sample lies. Placeholders, for {@code test/kitchen_0004/rgb_0001.png}
 * of {@code nyuv2}: {@code {dataset}} is {@code nyuv2}, {@code {dir}} is {@code test/kitchen_0004},
 * {@code {name}} is {@code rgb_0001.png}, {@code {stem}} is {@code rgb_0001}, {@code {reference}}
 * is the path by the reference naming rules, {@code test/kitchen_0004/pred_0001.npy}.
 */
final class PredictionPattern {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  private final String pattern;

  /**
   * A pattern.
   *
   * @throws SpecException if it has an unknown placeholder or none that tells samples apart
   */
  PredictionPattern(String pattern) {
    this.pattern = pattern;
    Matcher matcher = PLACEHOLDER.matcher(pattern);
    boolean tellsApart = false;
    while (matcher.find()) {
      String name = matcher.group(1);
      if (!name.matches("dataset|dir|name|stem|reference")) {
        throw new SpecException(
            "pattern \""
                + pattern
                + "\": unknown placeholder {"
                + name
                + "}; known: {dataset}, {dir}, {name}, {stem}, {reference}");
      }
      tellsApart |= name.matches("name|stem|reference");
    }
    if (!tellsApart) {
      throw new SpecException(
          "pattern \""
              + pattern
              + "\": names the same file for every sample; use {stem}, {name} or {reference}");
    }
  }

  Path path(SampleId id, String reference) {
    String rgb = id.path();
    int slash = rgb.lastIndexOf('/');
    String name = rgb.substring(slash + 1);
    int dot = name.lastIndexOf('.');
    String path =
        pattern
            .replace("{dataset}", id.dataset())
            .replace("{dir}", slash < 0 ? "." : rgb.substring(0, slash))
            .replace("{name}", name)
            .replace("{stem}", dot < 0 ? name : name.substring(0, dot))
            .replace("{reference}", reference);
    try {
      return Path.of(path).normalize();
    } catch (InvalidPathException bad) {
      throw new SpecException(
          "pattern \""
              + pattern
              + "\" gives \""
              + path
              + "\" for "
              + id
              + ", which is no path: "
              + bad.getReason());
    }
  }
}
