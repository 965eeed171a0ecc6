package org.tacheo.datasets.split;

import java.util.List;
import java.util.Optional;

/** {@code <scene>/<n>.png} with {@code <scene>/<n>.depth}. */
record FakeRule(List<Column> columns) implements SplitRule {
  static final FakeRule PAIRED = new FakeRule(List.of(Column.IMAGE, Column.GROUND_TRUTH));
  static final FakeRule LOOSE =
      new FakeRule(List.of(Column.IMAGE, Column.GROUND_TRUTH_OR_NONE, Column.FOCAL_LENGTH));

  @Override
  public String id() {
    return "fake";
  }

  @Override
  public String imagePattern() {
    return "<scene>/<n>.png";
  }

  @Override
  public Optional<String> scene(String member) {
    return member.endsWith(".png") && member.contains("/")
        ? Optional.of(member.substring(0, member.indexOf('/')))
        : Optional.empty();
  }

  @Override
  public List<String> groundTruth(String image) {
    return List.of(image.replace(".png", ".depth"));
  }

  @Override
  public Optional<String> imageOf(String groundTruth) {
    return groundTruth.endsWith(".depth")
        ? Optional.of(groundTruth.replace(".depth", ".png"))
        : Optional.empty();
  }
}
