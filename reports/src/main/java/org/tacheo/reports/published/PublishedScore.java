package org.tacheo.reports.published;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a source prints for one method on one dataset, in percent, digit for digit.
 *
 * @param absRel AbsRel; a number, or two joined by an en dash where the source gives a range
 * @param delta1 delta1, where the source gives it
 */
public record PublishedScore(String absRel, Optional<String> delta1) {
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
          "expected \"AbsRel / delta1\" in percent, got \"" + text + "\"");
    }
    return new PublishedScore(matcher.group(1), Optional.ofNullable(matcher.group(2)));
  }

  /** The form it is read from. */
  @Override
  public String toString() {
    return absRel + delta1.map(value -> " / " + value).orElse("");
  }
}
