package org.tacheo.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tacheo.core.DataException;
import org.tacheo.core.Dataset;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.SampleId;
import org.tacheo.core.SplitState;
import org.tacheo.datasets.Datasets.Opened;
import org.tacheo.datasets.layout.DepthBand;
import org.tacheo.datasets.layout.DepthLayout;
import org.tacheo.datasets.layout.Layout;
import org.tacheo.datasets.split.Refusal;

/**
 * The outcome of reading every image and all ground truth of a dataset. It depends on the data
 * only, not on the number of threads.
 *
 * @param card the dataset
 * @param archive the file or folder that was read
 * @param archiveDigest see {@link Dataset#archiveDigest}
 * @param split what was found of the split
 * @param splitProblem why the archive is not exactly the split, if it is not
 * @param samples what was found of each sample, in the order of their ids
 */
public record Verification(
    DatasetCard card,
    Path archive,
    String archiveDigest,
    SplitState split,
    Optional<String> splitProblem,
    List<SampleCheck> samples) {
  /** A share of normals that point away which grazing surfaces and rounding alone do not make. */
  private static final double MUCH_AWAY = 0.01;

  /**
   * What was found of one sample.
   *
   * @param size of the image, if it could be decoded
   * @param truth what its ground truth holds, if it could be decoded
   * @param problems one line each
   */
  public record SampleCheck(
      SampleId id, Optional<ImageSize> size, Optional<TruthSummary> truth, List<String> problems) {
    /** Copies the list. */
    public SampleCheck {
      problems = List.copyOf(problems);
    }
  }

  /** Copies the list. */
  public Verification {
    samples = List.copyOf(samples);
  }

  /**
   * Reads a dataset, as far as it is there. A sample with a problem does not stop the others.
   *
   * @param options where the split comes from; an incomplete one is reported, not refused
   * @param threads how many samples are decoded at a time, at least 1
   * @param progress is told how many samples are done, by this thread
   * @throws DataException if the archive is missing or refused, or holds no sample
   * @throws org.tacheo.core.SpecException if there is no dataset of this id or the list is
   *     malformed
   */
  public static Verification of(
      String id, Path dataFolder, SplitOptions options, int threads, IntConsumer progress) {
    Opened opened = Datasets.opened(id, dataFolder, options.orPartial());
    try (Dataset dataset = opened.dataset()) {
      return new Verification(
          dataset.card(),
          opened.path(),
          dataset.archiveDigest(),
          dataset.split(),
          opened.split().refusal().map(Refusal::message),
          checkAll(dataset, opened.layout(), threads, progress));
    }
  }

  /** Whether the split is whole and no sample has a problem. */
  public boolean isSound() {
    return problems().isEmpty();
  }

  /** Every problem, the split's first, then those of all samples, then of each in their order. */
  public List<String> problems() {
    List<String> all = new ArrayList<>();
    splitProblem.ifPresent(all::add);
    frameProblem().ifPresent(all::add);
    samples.forEach(sample -> all.addAll(sample.problems()));
    return all;
  }

  /** Mean over samples of the share of pixels with ground truth. */
  public OptionalDouble meanValidShare() {
    return truths(TruthSummary.class).mapToDouble(TruthSummary::validShare).average();
  }

  /** The least and the greatest median depth of a sample, metres; empty if there is none. */
  public Optional<DepthBand> medianRange() {
    double[] medians =
        truths(DepthSummary.class).flatMapToDouble(t -> t.median().stream()).sorted().toArray();
    return medians.length == 0
        ? Optional.empty()
        : Optional.of(new DepthBand(medians[0], medians[medians.length - 1]));
  }

  /** Mean over samples of the mean length of their normals; empty if there are none. */
  public OptionalDouble meanNorm() {
    return truths(NormalsSummary.class).flatMapToDouble(t -> t.meanNorm().stream()).average();
  }

  /**
   * Mean over samples of the share of normals that point away from the camera; empty if there are
   * none, or the cameras are not known.
   */
  public OptionalDouble meanAwayShare() {
    return meanAwayShare(0);
  }

  private OptionalDouble meanAwayShare(int flip) {
    return truths(NormalsSummary.class)
        .filter(truth -> !truth.awayShares().isEmpty())
        .mapToDouble(truth -> truth.awayShares().get(flip))
        .average();
  }

  /**
   * Whether far fewer normals would point away from the camera with other signs. One axis turned is
   * not seen in a frame that shows a wall straight ahead, but in all frames together.
   */
  private Optional<String> frameProblem() {
    double stored = meanAwayShare().orElse(0);
    int best = 0;
    double least = stored;
    for (int flip = 1; flip < NormalsSummary.FLIPS; flip++) {
      double share = meanAwayShare(flip).orElse(least);
      best = share < least ? flip : best;
      least = Math.min(least, share);
    }
    return stored < MUCH_AWAY || 2 * least > stored
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%.1f %% of the normals point away from the camera, with %s negated %.1f %% would;"
                    + " check the axes",
                100 * stored,
                axes(best),
                100 * least));
  }

  private static String axes(int flip) {
    return Stream.of(
            (flip & 1) == 0 ? "" : "x", (flip & 2) == 0 ? "" : "y", (flip & 4) == 0 ? "" : "z")
        .filter(axis -> !axis.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private <T extends TruthSummary> Stream<T> truths(Class<T> type) {
    return samples.stream()
        .flatMap(sample -> sample.truth().stream())
        .filter(type::isInstance)
        .map(type::cast);
  }

  private static List<SampleCheck> checkAll(
      Dataset dataset, Layout layout, int threads, IntConsumer progress) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<SampleCheck>> running = new ArrayList<>();
      for (SampleId id : dataset.ids()) {
        running.add(pool.submit(() -> check(dataset, id, layout)));
      }
      List<SampleCheck> done = new ArrayList<>();
      for (Future<SampleCheck> check : running) {
        done.add(check.get());
        progress.accept(done.size());
      }
      return done;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while verifying " + dataset.card().id(), e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("verifying " + dataset.card().id() + " failed", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static SampleCheck check(Dataset dataset, SampleId id, Layout layout) {
    List<String> problems = new ArrayList<>();
    Optional<ImageSize> size = imageSize(dataset, id, problems);
    try {
      GroundTruth truth = dataset.groundTruth(id);
      if (truth instanceof GroundTruth.Depth depth && layout instanceof DepthLayout published) {
        DepthSummary summary = DepthSummary.of(depth);
        add(problems, id, summary.problem(published.plausibleMedian()));
        return new SampleCheck(id, size, Optional.of(summary), problems);
      }
      if (truth instanceof GroundTruth.Normals normals) {
        NormalsSummary summary = NormalsSummary.of(normals, dataset.intrinsics(id));
        add(problems, id, summary.problem());
        return new SampleCheck(id, size, Optional.of(summary), problems);
      }
      throw new AssertionError(truth);
    } catch (DataException e) {
      problems.add(message(e));
    }
    return new SampleCheck(id, size, Optional.empty(), problems);
  }

  private static void add(List<String> problems, SampleId id, Optional<String> problem) {
    problem.ifPresent(text -> problems.add(id + ": " + text));
  }

  private static Optional<ImageSize> imageSize(
      Dataset dataset, SampleId id, List<String> problems) {
    try {
      return Optional.of(dataset.image(id).size());
    } catch (DataException e) {
      problems.add(message(e));
      return Optional.empty();
    }
  }

  private static String message(DataException e) {
    return String.format(Locale.ROOT, "%s", e.getMessage());
  }
}
