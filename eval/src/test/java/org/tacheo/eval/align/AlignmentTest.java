package org.tacheo.eval.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.SpecException;

class AlignmentTest {
  private static final List<String> SCALES = List.of("median", "scale", "scale-log", "moge-scale");
  private static final List<String> AFFINE =
      List.of("least-squares", "least-absolute", "least-absolute-relative", "moge-affine");
  private static final List<String> OF_OTHER_SPACES =
      List.of("least-squares-disparity", "least-squares-log");
  private static final Map<PredictionKind, List<List<String>>> TABLE =
      Map.of(
          PredictionKind.METRIC_DEPTH, List.of(List.of("none"), SCALES, AFFINE, OF_OTHER_SPACES),
          PredictionKind.SCALE_INVARIANT_DEPTH, List.of(SCALES, AFFINE, OF_OTHER_SPACES),
          PredictionKind.POINTS, List.of(SCALES, AFFINE, OF_OTHER_SPACES),
          PredictionKind.AFFINE_INVARIANT_DEPTH, List.of(AFFINE),
          PredictionKind.AFFINE_INVARIANT_DISPARITY, List.of(List.of("least-squares-disparity")),
          PredictionKind.NORMALS, List.of(List.of("none")));

  @ParameterizedTest
  @EnumSource
  void eachKindHasItsLegalAlignments(PredictionKind kind) {
    assertThat(Alignment.legal(kind))
        .extracting(Alignment::id)
        .containsExactlyElementsOf(
            TABLE.getOrDefault(kind, List.of()).stream().flatMap(List::stream).toList());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PER_CATEGORY")
  void theKindThatCallsForAnAlignmentMayHaveIt(Alignment alignment) {
    assertThat(Alignment.legal(alignment.kind())).contains(alignment);
    assertThat(Alignment.of(alignment.id())).isSameAs(alignment);
  }

  @Test
  void theKindIsTheOneThatLeavesMostOpen() {
    assertThat(Alignment.NONE.kind()).isEqualTo(PredictionKind.METRIC_DEPTH);
    assertThat(Alignment.MEDIAN.kind()).isEqualTo(PredictionKind.SCALE_INVARIANT_DEPTH);
    assertThat(Alignment.LEAST_SQUARES.kind()).isEqualTo(PredictionKind.AFFINE_INVARIANT_DEPTH);
    assertThat(Alignment.LEAST_SQUARES_DISPARITY.kind())
        .isEqualTo(PredictionKind.AFFINE_INVARIANT_DISPARITY);
    assertThat(Alignment.LEAST_SQUARES_LOG.kind()).isEqualTo(PredictionKind.SCALE_INVARIANT_DEPTH);
  }

  @Test
  void refusesAnUnknownId() {
    assertThatThrownBy(() -> Alignment.of("lsq"))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("unknown alignment \"lsq\"; known: none, median, scale")
        .hasMessageNotContaining("per-category");
  }
}
