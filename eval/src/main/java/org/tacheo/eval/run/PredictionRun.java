package org.tacheo.eval.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tacheo.core.DataException;
import org.tacheo.core.Dataset;
import org.tacheo.core.Estimator;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.Prediction;
import org.tacheo.core.Region;
import org.tacheo.core.SampleId;
import org.tacheo.core.SpecException;
import org.tacheo.core.StageClock;
import org.tacheo.core.TacheoException;
import org.tacheo.core.View;
import org.tacheo.eval.identity.SeenFiles;
import org.tacheo.eval.journal.PredictionFolder;
import org.tacheo.eval.lanes.Lanes;
import org.tacheo.eval.protocol.Protocol;
import org.tacheo.eval.suite.Plan;
import org.tacheo.eval.suite.Suite;

/**
 * Lets the estimators of a plan predict what its protocols show them, as an evaluation does, and
 * leaves each prediction in a file instead of scoring it: {@code <estimator>/<dataset>/<prediction
 * path>}, the last by the naming rules of the reference scripts.
 */
public final class PredictionRun {
  private static final double HEAP_SHARE = 0.7;

  /** Ground truth, image and prediction, the last also as the bytes of its file, and decoders. */
  private static final int BYTES_PER_PIXEL = 64;

  /** Names of estimators become names of folders, on any file system. */
  private static final Pattern FOLDER =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9 ._+()-]*[A-Za-z0-9_+)-])?");

  private static final int MAX_NAME = 100;
  private static final Set<String> TAKEN = Set.of("lock", "predictions.json");

  private final Plan plan;
  private final PredictionFolder folder;
  private final SeenFiles seen;
  private final Format format;
  private final Progress progress;
  private final List<Failure> failures = new ArrayList<>();
  private int done;
  private int doneBefore;
  private int samplesOfDataset;

  private PredictionRun(
      Plan plan, PredictionFolder folder, SeenFiles seen, Format format, Progress progress) {
    this.plan = plan;
    this.folder = folder;
    this.seen = seen;
    this.format = format;
    this.progress = progress;
  }

  /** What a prediction becomes. */
  @FunctionalInterface
  public interface Format {
    /**
     * The bytes of files by their path.
     *
     * @param path of the prediction itself, which comes last and vouches for the others
     */
    Map<String, byte[]> files(String path, Prediction prediction);
  }

  /** A prediction that could not be made. */
  public record Failure(String estimator, SampleId sample, String reason) {}

  /**
   * Refuses what predicts nothing, and what could not be told apart in a folder, before any work is
   * done.
   *
   * @throws SpecException if an estimator is an oracle, its name is no name for a folder, or two
   *     names differ only in their case
   */
  public static void check(Suite suite) {
    suite.estimators().forEach(PredictionRun::requireNoOracle);
    Set<String> names = new HashSet<>(TAKEN);
    for (Suite.Entry entry : suite.estimators()) {
      String name = entry.name();
      if (name.length() > MAX_NAME || !FOLDER.matcher(name).matches()) {
        throw new SpecException(
            "estimators: \""
                + name
                + "\" cannot name a folder; expected at most "
                + MAX_NAME
                + " letters, digits, blanks and ._+()-, rename it");
      }
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        throw new SpecException(
            "estimators: \"" + name + "\" would share a folder with another; rename it");
      }
    }
  }

  /**
   * Refuses an estimator that sees ground truth.
   *
   * @throws SpecException if it does
   */
  public static void requireNoOracle(Suite.Entry entry) {
    if (entry.isOracle()) {
      throw new SpecException(
          "estimators: "
              + entry.name()
              + ": type "
              + entry.type()
              + " sees ground truth and predicts nothing of its own, expected an estimator; leave it"
              + " out, or evaluate it");
    }
  }

  /**
   * Makes the predictions that the folder lacks.
   *
   * @param seen the files as they were when the manifest was made
   * @param format the files of a prediction
   * @return what could not be predicted, by sample, then estimator
   * @throws TacheoException if an estimator cannot be opened
   * @throws DataException if an image or ground truth is missing or corrupt, or a file changed
   * @throws SpecException if the folder cannot be written, two samples would share a file, or the
   *     protocols show different parts of a sample
   */
  public static List<Failure> run(
      Plan plan, PredictionFolder folder, SeenFiles seen, Format format, Progress progress) {
    return new PredictionRun(plan, folder, seen, format, progress).run();
  }

  /** How many predictions of a plan a folder lacks. */
  public static int lacking(Plan plan, PredictionFolder folder) {
    int lacking = 0;
    for (Dataset dataset : plan.datasets()) {
      for (SampleId id : plan.samplesOf(dataset)) {
        lacking += lacking(plan, folder, dataset, id).size();
      }
    }
    return lacking;
  }

  private List<Failure> run() {
    Map<String, Estimator> open = new HashMap<>();
    try {
      for (Dataset dataset : plan.datasets()) {
        predict(dataset, open);
      }
      Remarks.tell(plan.suite(), open, progress);
    } finally {
      open.values().forEach(Estimator::close);
    }
    failures.sort(Comparator.comparing(Failure::sample).thenComparing(Failure::estimator));
    return List.copyOf(failures);
  }

  private void predict(Dataset dataset, Map<String, Estimator> open) {
    Map<SampleId, String> paths = plan.predictionPaths(dataset);
    requireDistinct(paths);
    List<SampleId> missing = new ArrayList<>();
    doneBefore = done;
    samplesOfDataset = paths.size();
    for (SampleId id : plan.samplesOf(dataset)) {
      if (lacking(dataset, id).isEmpty()) {
        done++;
      } else {
        missing.add(id);
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    for (Suite.Entry entry : plan.suite().estimators(dataset.card().task())) {
      if (missing.stream().anyMatch(id -> lacking(dataset, id).contains(entry))) {
        open.computeIfAbsent(entry.name(), name -> entry.open()).announce(paths);
      }
    }
    int pixels = predict(dataset, open, missing.get(0));
    List<Integer> rest =
        Lanes.run(1, missing.size(), lanes(pixels), i -> predict(dataset, open, missing.get(i)));
    if (rest.size() != missing.size() - 1) {
      throw new AssertionError("a sample was left out");
    }
  }

  private int lanes(int pixels) {
    double fitting =
        HEAP_SHARE * Runtime.getRuntime().maxMemory() / ((double) BYTES_PER_PIXEL * pixels);
    return Math.max(1, (int) Math.min(plan.threads(), fitting));
  }

  /** The estimators whose prediction for a sample is not there. */
  private List<Suite.Entry> lacking(Dataset dataset, SampleId id) {
    return lacking(plan, folder, dataset, id);
  }

  private static List<Suite.Entry> lacking(
      Plan plan, PredictionFolder folder, Dataset dataset, SampleId id) {
    return plan.suite().estimators(dataset.card().task()).stream()
        .filter(entry -> !folder.has(place(entry, dataset, id)))
        .toList();
  }

  private static String place(Suite.Entry entry, Dataset dataset, SampleId id) {
    return entry.name() + "/" + dataset.card().id() + "/" + dataset.predictionPath(id);
  }

  private static void requireDistinct(Map<SampleId, String> paths) {
    Map<String, SampleId> owners = new HashMap<>();
    paths.forEach(
        (id, path) -> {
          SampleId other = owners.put(path, id);
          if (other != null) {
            throw new SpecException(
                path
                    + ": the reference naming rules give this one file to two samples, "
                    + other
                    + " and "
                    + id
                    + "; evaluate instead");
          }
        });
  }

  /** Predicts what a sample lacks; returns its number of pixels. */
  private int predict(Dataset dataset, Map<String, Estimator> open, SampleId id) {
    View view = view(dataset, id);
    for (Suite.Entry entry : lacking(dataset, id)) {
      Estimator estimator = open.get(entry.name());
      if (estimator == null) {
        throw new AssertionError(entry.name() + " is needed and was not opened");
      }
      begin(entry.name(), id);
      Attempt attempt = attempt(new SampleWork.Named(entry.name(), estimator), view);
      seen.requireUnchanged(entry.name(), id.toString());
      seen.requireUnchanged(id.dataset(), "");
      attempt
          .prediction()
          .ifPresentOrElse(
              prediction ->
                  format.files(place(entry, dataset, id), prediction).forEach(folder::put),
              () -> fail(new Failure(entry.name(), id, attempt.reason())));
    }
    finish(id);
    return view.image().size().pixels();
  }

  private Attempt attempt(SampleWork.Named named, View view) {
    Attempt attempt = Attempt.of(named, Shown.of(view), new StageClock(), seen);
    Optional<String> wrongSize =
        attempt
            .prediction()
            .filter(prediction -> !prediction.size().equals(view.image().size()))
            .map(
                prediction ->
                    "the prediction is "
                        + prediction.size()
                        + ", the image "
                        + view.image().size());
    return wrongSize.map(Attempt::failed).orElse(attempt);
  }

  private View view(Dataset dataset, SampleId id) {
    GroundTruth groundTruth = dataset.groundTruth(id);
    Views views = new Views(dataset);
    Map<Region, Protocol> shown = new LinkedHashMap<>();
    for (Protocol protocol : plan.suite().protocols(dataset.card())) {
      shown.putIfAbsent(views.crop(id, protocol, groundTruth), protocol);
    }
    if (shown.size() > 1) {
      throw new SpecException(
          "protocols "
              + shown.values().stream().map(Protocol::id).collect(Collectors.joining(" and "))
              + " show different parts of "
              + dataset.card().id()
              + ", expected one prediction for each sample; name one of them in the suite");
    }
    View view = views.of(id, shown.keySet().iterator().next(), dataset.intrinsics(id));
    view.image();
    return view;
  }

  private synchronized void fail(Failure failure) {
    failures.add(failure);
  }

  private synchronized void begin(String estimator, SampleId id) {
    progress.begun(estimator, id.dataset(), done - doneBefore, samplesOfDataset);
  }

  private synchronized void finish(SampleId id) {
    done++;
    progress.finished(id.dataset(), done, plan.samples(), failures.size());
  }
}
