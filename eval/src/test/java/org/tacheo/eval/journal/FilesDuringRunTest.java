package org.tacheo.eval.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tacheo.core.Content;
import org.tacheo.core.DataException;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.FloatMap;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.SampleId;
import org.tacheo.core.UnreadableException;
import org.tacheo.core.View;
import org.tacheo.eval.identity.Fingerprints;
import org.tacheo.eval.protocol.Protocols;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.Unit;
import org.tacheo.eval.run.Evaluation;
import org.tacheo.eval.run.FakeDataset;
import org.tacheo.eval.run.Run;
import org.tacheo.eval.suite.Plan;
import org.tacheo.eval.suite.Suite;

/** What becomes of a run whose predictions change, vanish or cannot be read while it is on. */
class FilesDuringRunTest {
  private static final int SAMPLES = 4;
  private static final int DISTURBED = 2;

  @TempDir private Path temporary = Path.of("");

  @BeforeEach
  void writePredictions() throws IOException {
    for (int k = 0; k < SAMPLES; k++) {
      Files.writeString(file(k), "prediction " + k);
    }
  }

  @Test
  void aRunWithoutDisturbanceIsWhole() {
    assertThat(run(view -> {}).failures()).isZero();
    assertThat(journalled()).hasSize(SAMPLES);
  }

  @Test
  void aFileThatWasNeverThereIsAFailure() throws IOException {
    Files.delete(file(DISTURBED));
    assertThat(run(view -> {}).failures()).isEqualTo(1);
    assertThat(journalled()).hasSize(SAMPLES);
  }

  @Test
  void aFileThatWasChangedEndsTheRunUnjournalled() {
    assertThatThrownBy(() -> run(view -> write(file(DISTURBED), "another one")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("changed while the run was on");
    assertThat(journalled()).hasSize(DISTURBED);
  }

  @Test
  void aFileThatTurnedUpEndsTheRunUnjournalled() throws IOException {
    Files.delete(file(DISTURBED));
    assertThatThrownBy(() -> run(view -> write(file(DISTURBED), "late")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("changed while the run was on");
    assertThat(journalled()).hasSize(DISTURBED);
  }

  @Test
  void aFileThatIsGoneEndsTheRunUnjournalled() {
    assertThatThrownBy(() -> run(view -> delete(file(DISTURBED))))
        .isInstanceOf(DataException.class);
    assertThat(journalled()).hasSize(DISTURBED);
  }

  @Test
  void aFileThatWasAwayForAMomentEndsTheRunUnjournalled() {
    assertThatThrownBy(() -> run(view -> unreadable(true))).isInstanceOf(UnreadableException.class);
    assertThat(journalled()).hasSize(DISTURBED);
  }

  @Test
  void aDiskThatFailsEndsTheRunUnjournalled() {
    assertThatThrownBy(() -> run(view -> unreadable(false)))
        .isInstanceOf(UnreadableException.class);
    assertThat(journalled()).hasSize(DISTURBED);
    assertThat(run(view -> {}).failures()).isZero();
    assertThat(journalled()).hasSize(SAMPLES);
  }

  /** What happens just before the disturbed sample is predicted. */
  private interface Disturbance {
    void before(View view);
  }

  private Run run(Disturbance disturbance) {
    FakeDataset dataset = new FakeDataset("one", SAMPLES);
    Suite.Entry entry =
        new Suite.Entry(
            "e",
            "test",
            Map.of(),
            EstimatorType.Opener.of(
                PredictionKind.AFFINE_INVARIANT_DEPTH,
                () -> view -> predict(view, disturbance),
                this::content));
    Suite suite =
        new Suite("test", List.of(entry), List.of("one"), List.of(Protocols.of("marigold-depth")));
    Plan plan = new Plan(suite, List.of(dataset), Optional.empty(), OptionalInt.empty(), 1, "test");
    Fingerprints fingerprints = new Fingerprints(1, Optional.empty(), (what, bytes, total) -> {});
    Manifest manifest = plan.manifest(fingerprints);
    try (RunFolder folder =
        RunFolder.open(FastDisk.INSTANCE, temporary.resolve("run"), manifest, note -> {})) {
      return Evaluation.run(plan, folder, fingerprints.seen(), (what, done, total, failed) -> {});
    }
  }

  private Prediction predict(View view, Disturbance disturbance) {
    int number = FakeDataset.number(view.id());
    if (number == DISTURBED) {
      disturbance.before(view);
    }
    if (!Files.exists(file(number))) {
      throw new UnreadableException(
          view.predictionPath() + ": no such file", new NoSuchFileException(""), true);
    }
    float[] values = new float[FakeDataset.SIZE.pixels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + view.image().at(i, 0) / 64f;
    }
    return new Prediction.Depth(
        PredictionKind.AFFINE_INVARIANT_DEPTH, FloatMap.owning(FakeDataset.SIZE, values));
  }

  private Content content(Map<SampleId, String> samples) {
    List<Content.Part> parts = new ArrayList<>();
    for (SampleId id : samples.keySet()) {
      Path file = file(FakeDataset.number(id));
      parts.add(
          new Content.Part(id.toString(), size(file), file.toString(), sink -> pour(file, sink)));
    }
    return new Content(parts);
  }

  private List<Unit> journalled() {
    Path folder = temporary.resolve("run");
    return RunFolder.journal(folder, RunFolder.manifest(folder)).units();
  }

  private Path file(int number) {
    return temporary.resolve(number + ".npy");
  }

  private static void unreadable(boolean missing) {
    throw new UnreadableException("x: cannot be read", new IOException("EIO"), missing);
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : Content.MISSING;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void pour(Path file, Content.Sink sink) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      sink.take(bytes, bytes.length);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
