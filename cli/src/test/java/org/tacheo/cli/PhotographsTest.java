package org.tacheo.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tacheo.core.Estimator;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.FloatMap;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.RgbImage;
import org.tacheo.core.View;
import org.tacheo.datasets.image.Png;
import org.tacheo.eval.identity.Fingerprints;
import org.tacheo.eval.journal.PredictionFolder;
import org.tacheo.eval.suite.Suite;

class PhotographsTest {
  private static final ImageSize SIZE = new ImageSize(2, 3);

  @TempDir private Path temporary = Path.of("");

  /** Fails as one of its photographs is too large, whatever the heap. */
  private record Greedy(RuntimeException failure) implements Estimator {
    @Override
    public Prediction predict(View view) {
      if (view.id().path().equals("b.png")) {
        throw failure;
      }
      if (view.id().path().equals("c.png")) {
        throw new OutOfMemoryError("Java heap space");
      }
      return new Prediction.Depth(
          PredictionKind.AFFINE_INVARIANT_DEPTH, FloatMap.of(SIZE, 0, 0, 1, 1, 0, 1));
    }
  }

  @Test
  void onePhotographThatIsTooLargeForTheHeapStopsNoOther() throws IOException {
    RuntimeException elsewhere = new IllegalStateException(new OutOfMemoryError("a worker"));
    List<String> failures = predict(elsewhere);
    assertThat(failures).hasSize(2);
    assertThat(failures.get(0)).startsWith("b.png: out of memory with a heap of ");
    assertThat(failures.get(1)).startsWith("c.png: out of memory with a heap of ");
    assertThat(temporary.resolve("out/a.npy")).exists();
    assertThat(temporary.resolve("out/d.npy")).exists();
  }

  @Test
  void aDefectIsNoFailureOfAPhotograph() {
    RuntimeException defect = new IllegalStateException("a defect");
    assertThatThrownBy(() -> predict(defect)).isSameAs(defect);
  }

  private List<String> predict(RuntimeException failure) throws IOException {
    Path images = Files.createDirectories(temporary.resolve("images"));
    for (String name : List.of("a.png", "b.png", "c.png", "d.png")) {
      Files.write(images.resolve(name), Png.write(RgbImage.owning(SIZE, new byte[18])));
    }
    EstimatorType.Opener opener =
        EstimatorType.Opener.of(PredictionKind.AFFINE_INVARIANT_DEPTH, () -> new Greedy(failure));
    Photographs photographs =
        new Photographs(
            new Suite.Entry("greedy", "greedy", Map.of(), opener),
            PhotographFolder.of(images, PredictionForm::names));
    Fingerprints fingerprints = new Fingerprints(1, Optional.empty(), (what, bytes, total) -> {});
    try (PredictionFolder folder =
        PredictionFolder.open(temporary.resolve("out"), photographs.manifest(fingerprints))) {
      return photographs.predict(folder, (dataset, done, total, failed) -> {});
    }
  }
}
