package org.tacheo.datasets.split;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tacheo.core.SpecException;

/**
 * A split list in the published format: one sample a line, columns separated by blanks, no header,
 * blank lines ignored.
 *
 * @param file where it was read
 * @param samples the evaluated rows in the order of the file
 */
public record SplitList(Path file, List<SampleFiles> samples) {
  /** The largest published list has 5 MB. */
  private static final long MAX_BYTES = 64L << 20;

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?");
  private static final String NONE = "None";

  /** Copies the rows. */
  public SplitList {
    samples = List.copyOf(samples);
  }

  /**
   * Reads a list for a layout. Rows with {@code None} for ground truth are dropped where the layout
   * has such rows.
   *
   * @throws SpecException if the file cannot be read, is not UTF-8, has a line that is not a row of
   *     the layout, the same image twice, or no evaluated row
   */
  public static SplitList read(Path file, SplitRule rule) {
    Map<String, Integer> seen = new HashMap<>();
    List<SampleFiles> samples = new ArrayList<>();
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty()) {
        Line here = new Line(file, i + 1, line);
        String image = BLANKS.split(line, 2)[0];
        Integer earlier = seen.put(image, i + 1);
        if (earlier != null) {
          throw here.refused("the same image as line " + earlier, "each image once");
        }
        row(here, rule).ifPresent(samples::add);
      }
    }
    if (samples.isEmpty()) {
      throw new SpecException(
          file + ": no row with ground truth, expected lines of " + format(rule));
    }
    return new SplitList(file, samples);
  }

  /** What the whole list is known by. */
  public ExpectedSplit asExpected() {
    return new ExpectedSplit(
        samples.size(), SampleDigest.of(samples.stream().map(SampleFiles::image).toList()));
  }

  private static List<String> lines(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new SpecException(
            file + ": " + Files.size(file) + " bytes, expected a split list of at most 64 MiB");
      }
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new SpecException(file + ": not UTF-8 text, expected a split list");
    } catch (IOException e) {
      throw new SpecException(
          file + ": cannot be read (" + e + "), expected a split list; check the path");
    }
  }

  private static Optional<SampleFiles> row(Line line, SplitRule rule) {
    List<String> cells = List.of(BLANKS.split(line.text()));
    if (cells.size() != rule.columns().size()) {
      throw line.refused(cells.size() + " columns", format(rule));
    }
    String image = cells.get(0);
    String scene =
        rule.scene(image)
            .orElseThrow(() -> line.refused("image " + image, "one like " + rule.imagePattern()));
    List<String> groundTruth = new ArrayList<>();
    boolean evaluated = true;
    for (int i = 1; i < cells.size(); i++) {
      String cell = cells.get(i);
      switch (rule.columns().get(i)) {
        case GROUND_TRUTH_OR_NONE -> {
          evaluated = !cell.equals(NONE);
          groundTruth.add(cell);
        }
        case FOCAL_LENGTH -> requireNumber(line, cell);
        default -> groundTruth.add(cell);
      }
    }
    if (!evaluated) {
      return Optional.empty();
    }
    List<String> ruled = rule.groundTruth(image);
    List<String> named = ruled.subList(0, groundTruth.size());
    if (!groundTruth.equals(named)) {
      throw line.refused("ground truth " + String.join(" ", groundTruth), String.join(" ", named));
    }
    return Optional.of(new SampleFiles(scene, image, ruled));
  }

  private static void requireNumber(Line line, String cell) {
    if (!NUMBER.matcher(cell).matches()) {
      throw line.refused("focal length " + cell, "a number of pixels");
    }
  }

  private static String format(SplitRule rule) {
    List<String> names =
        rule.columns().stream()
            .map(column -> column.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .toList();
    return names.size() + " columns (" + String.join(", ", names) + ")";
  }

  private record Line(Path file, int number, String text) {
    SpecException refused(String got, String expected) {
      return new SpecException(
          file + ":" + number + ": " + got + ", expected " + expected + "; mend the split list");
    }
  }
}
