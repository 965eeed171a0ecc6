package org.tacheo.reports.published;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a source prints for one method on one dataset, digit for digit.
 *
 * @param first AbsRel or the mean angle; a number, or two joined by an en dash where the source
 *     gives a range
 * @param second delta1 or the share below 11.25 degrees, where the source gives it
 */
public record PublishedScore(String first, Optional<String> second) {
  private static final Pattern FORM =
      Pattern.compile("(\\d+\\.\\d+(?:\u2013\\d+\\.\\d+)?)(?: / (\\d+\\.\\d+))?");

  /**
   * Reads {@code 5.5 / 96.4}, {@code 9.92} or {@code 7.8–8.9}.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  @JsonCreator
  public static PublishedScore parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected a score such as 5.5 / 96.4, got \"" + text + "\"");
    }
    return new PublishedScore(matcher.group(1), Optional.ofNullable(matcher.group(2)));
  }

  /** The form it is read from. */
  @Override
  public String toString() {
    return first + second.map(value -> " / " + value).orElse("");
  }
}
