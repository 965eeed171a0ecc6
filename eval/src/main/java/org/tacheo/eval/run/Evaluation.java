package org.tacheo.eval.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tacheo.core.DataException;
import org.tacheo.core.Dataset;
import org.tacheo.core.Estimator;
import org.tacheo.core.SampleId;
import org.tacheo.core.SpecException;
import org.tacheo.core.TacheoException;
import org.tacheo.core.Task;
import org.tacheo.eval.identity.SeenFiles;
import org.tacheo.eval.journal.RunFolder;
import org.tacheo.eval.lanes.Lanes;
import org.tacheo.eval.metric.PixelErrors;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.Unit;
import org.tacheo.eval.result.Verdict;
import org.tacheo.eval.suite.Plan;
import org.tacheo.eval.suite.Suite;

/**
 * Runs a plan. The results depend on the plan alone, not on the number of threads, on the order in
 * which samples finish, or on how much of it an earlier process had done.
 */
public final class Evaluation {
  private static final double HEAP_SHARE = 0.7;

  /**
   * Ground truth and prediction, 4 bytes each, and as much again while either is decoded or
   * inverted.
   */
  private static final int DEPTH_BYTES_PER_PIXEL = 16;

  /** The same with 12 bytes each, and 16 for the errors while they are sorted and packed. */
  private static final int NORMALS_BYTES_PER_PIXEL = 64;

  /** What a further protocol prepares of the same ground truth. */
  private static final int BYTES_PER_PIXEL_AND_PROTOCOL = 8;

  /** An 8-bit image, its decoder's copy and its crop. */
  private static final int IMAGE_BYTES_PER_PIXEL = 12;

  private final Plan plan;
  private final Manifest manifest;
  private final Progress progress;
  private final Optional<RunFolder> folder;
  private final ErrorStore errors;
  private final SeenFiles seen;
  private final Map<Unit.Key, Unit> units = new LinkedHashMap<>();
  private final int session;
  private final long start = System.nanoTime();
  private int done;
  private int doneBefore;
  private int samplesOfDataset;
  private int failed;

  private Evaluation(
      Plan plan, Manifest manifest, Progress progress, Optional<RunFolder> folder, SeenFiles seen) {
    this.seen = seen;
    this.plan = plan;
    this.manifest = manifest;
    this.progress = progress;
    this.folder = folder;
    this.errors =
        folder.map(run -> (ErrorStore) FolderErrors.of(run)).orElseGet(TemporaryErrors::new);
    folder.map(RunFolder::found).orElse(List.of()).stream()
        .filter(manifest::hasWhole)
        .forEach(unit -> units.put(unit.key(), unit));
    this.session = 1 + units.values().stream().mapToInt(u -> u.clock().session()).max().orElse(0);
  }

  /**
   * Evaluates every sample, in memory.
   *
   * @throws TacheoException if an estimator cannot be opened
   * @throws DataException if ground truth or an image is missing or corrupt: of several such
   *     samples, the first
   */
  public static Run run(Plan plan, Progress progress) {
    return new Evaluation(plan, plan.manifest(), progress, Optional.empty(), new SeenFiles()).run();
  }

  /**
   * Evaluates what the folder of a run lacks, journalling each unit as it is finished. Of a run
   * that lacks nothing no estimator is opened and no sample is read.
   *
   * @throws TacheoException if an estimator cannot be opened
   * @throws DataException if ground truth or an image is missing or corrupt: of several such
   *     samples, the first
   * @throws SpecException if the folder cannot be written
   */
  public static Run run(Plan plan, RunFolder folder, Progress progress) {
    return run(plan, folder, new SeenFiles(), progress);
  }

  /**
   * The same, and no unit is kept whose files are not those that the manifest was made of.
   *
   * @param seen the files as they were when the manifest was made
   * @throws TacheoException if an estimator cannot be opened
   * @throws DataException if ground truth or an image is missing or corrupt: of several such
   *     samples, the first; if a file changed since, or a prediction that was there cannot be read
   * @throws SpecException if the folder cannot be written
   */
  public static Run run(Plan plan, RunFolder folder, SeenFiles seen, Progress progress) {
    return new Evaluation(plan, folder.manifest(), progress, Optional.of(folder), seen).run();
  }

  private Run run() {
    Map<String, Estimator> open = new HashMap<>();
    try (errors) {
      for (Dataset dataset : plan.datasets()) {
        evaluate(dataset, open);
      }
      Remarks.tell(plan.suite(), open, progress);
      return Tally.of(manifest, units.values(), errors, plan.threads());
    } finally {
      open.values().forEach(Estimator::close);
    }
  }

  private void evaluate(Dataset dataset, Map<String, Estimator> open) {
    List<Suite.Entry> entries = plan.suite().estimators(dataset.card().task());
    List<SampleId> missing = new ArrayList<>();
    doneBefore = done;
    for (SampleId id : plan.samplesOf(dataset)) {
      if (lacking(entries, id).isEmpty()) {
        count(entries, id);
      } else {
        missing.add(id);
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    List<Estimator> needed = new ArrayList<>();
    for (Suite.Entry entry : entries) {
      if (missing.stream().anyMatch(id -> lacking(List.of(entry), id).size() == 1)) {
        needed.add(open.computeIfAbsent(entry.name(), name -> entry.open()));
      }
    }
    Map<SampleId, String> samples = plan.predictionPaths(dataset);
    needed.forEach(estimator -> estimator.announce(samples));
    SampleWork work = new SampleWork(plan, dataset, seen);
    samplesOfDataset = samples.size();
    int pixels = evaluate(work, entries, open, missing.get(0));
    List<Integer> rest =
        Lanes.run(
            1,
            missing.size(),
            lanes(pixels, bytesPerPixel(dataset, needed)),
            i -> evaluate(work, entries, open, missing.get(i)));
    if (rest.size() != missing.size() - 1) {
      throw new AssertionError("a sample was left out");
    }
  }

  /** Evaluates what a sample lacks; returns its number of pixels. */
  private int evaluate(
      SampleWork work, List<Suite.Entry> entries, Map<String, Estimator> open, SampleId id) {
    List<SampleWork.Named> estimators = new ArrayList<>();
    for (Suite.Entry entry : lacking(entries, id)) {
      Estimator estimator = open.get(entry.name());
      if (estimator == null) {
        throw new AssertionError(entry.name() + " is needed and was not opened");
      }
      estimators.add(new SampleWork.Named(entry.name(), estimator));
    }
    int pixels = work.run(id, estimators, name -> begin(name, id), unit -> keep(id, unit));
    finish(entries, id);
    return pixels;
  }

  private void keep(SampleId id, SampleWork.Done work) {
    List<Verdict> verdicts =
        work.judged().stream()
            .map(
                judged ->
                    new Verdict(
                        judged.protocol(),
                        judged.alignment(),
                        judged.scoring().outcome(),
                        judged.scoring().errors().map(some -> kept(work, id, judged, some))))
            .toList();
    Unit unit =
        new Unit(
            work.estimator(),
            id.dataset(),
            id.path(),
            id.scene(),
            verdicts,
            new Unit.Clock(
                session,
                System.nanoTime() - start,
                work.decodeNanos(),
                work.predictNanos(),
                work.scoreNanos(),
                work.stages().nanos()));
    folder.ifPresent(run -> run.add(unit));
    synchronized (this) {
      units.put(unit.key(), unit);
    }
  }

  private String kept(
      SampleWork.Done work, SampleId id, SampleWork.Judged judged, PixelErrors some) {
    return errors.put(
        new ErrorStore.Key(work.estimator(), id.dataset(), judged.protocol(), id.path()), some);
  }

  /** The estimators that have not yet been scored on a sample. */
  private synchronized List<Suite.Entry> lacking(List<Suite.Entry> entries, SampleId id) {
    return entries.stream().filter(entry -> !units.containsKey(key(entry, id))).toList();
  }

  private static Unit.Key key(Suite.Entry entry, SampleId id) {
    return new Unit.Key(entry.name(), id.dataset(), id.path());
  }

  /**
   * As many lanes as threads are allowed and as samples of this size fit into memory at once, at
   * least one.
   */
  private int lanes(int pixels, int bytesPerPixel) {
    double fitting =
        HEAP_SHARE * Runtime.getRuntime().maxMemory() / ((double) bytesPerPixel * pixels);
    return Math.max(1, (int) Math.min(plan.threads(), fitting));
  }

  private int bytesPerPixel(Dataset dataset, List<Estimator> estimators) {
    int further = plan.suite().protocols(dataset.card()).size() - 1;
    int decoded =
        dataset.card().task() == Task.NORMALS ? NORMALS_BYTES_PER_PIXEL : DEPTH_BYTES_PER_PIXEL;
    return decoded
        + further * BYTES_PER_PIXEL_AND_PROTOCOL
        + (estimators.stream().anyMatch(Estimator::readsImage) ? IMAGE_BYTES_PER_PIXEL : 0);
  }

  private synchronized void begin(String estimator, SampleId id) {
    progress.begun(estimator, id.dataset(), done - doneBefore, samplesOfDataset);
  }

  private synchronized void finish(List<Suite.Entry> entries, SampleId id) {
    count(entries, id);
    progress.finished(id.dataset(), done, plan.samples(), failed);
  }

  private synchronized void count(List<Suite.Entry> entries, SampleId id) {
    done++;
    for (Suite.Entry entry : entries) {
      Unit unit = units.get(key(entry, id));
      failed += unit == null ? 0 : unit.failures();
    }
  }
}
