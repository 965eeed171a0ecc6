package org.tacheo.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tacheo.core.Dataset;
import org.tacheo.core.SampleId;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.journal.OutputFolder;
import org.tacheo.eval.reference.MarigoldDepthFiles;
import org.tacheo.eval.result.Outcome;
import org.tacheo.eval.result.SampleRow;
import org.tacheo.eval.run.Run;

/** Writes the reference evaluator's files for a run of one estimator on one dataset. */
final class ReferenceFiles {
  private ReferenceFiles() {}

  /** Rows stand in the order of the split list; without one, in that of the image paths. */
  static void write(
      Path folder,
      Run run,
      Dataset dataset,
      Alignment alignment,
      Path predictions,
      Optional<Path> splitList,
      PrintWriter err) {
    if (run.failures() > 0) {
      err.println(
          "wrote no reference files: the reference evaluator ends without any when a sample fails");
      err.flush();
      return;
    }
    List<MarigoldDepthFiles.Row> rows =
        rows(run, dataset, splitList.map(ReferenceFiles::positions).orElse(Map.of()));
    String list = splitList.map(Path::toString).orElse("(derived from the archive)");
    Map<String, String> files = new TreeMap<>();
    files.put("per_sample_metrics.csv", MarigoldDepthFiles.perSample(rows));
    files.put(
        MarigoldDepthFiles.meansFile(alignment),
        MarigoldDepthFiles.means(
            predictions.toString(), dataset.card().id(), dataset.card().layout(), list, rows));
    OutputFolder.write(folder, files);
  }

  private static List<MarigoldDepthFiles.Row> rows(
      Run run, Dataset dataset, Map<String, Integer> positions) {
    Map<String, SampleId> ids = new HashMap<>();
    dataset.ids().forEach(id -> ids.put(id.path(), id));
    List<SampleRow> samples = new ArrayList<>(run.samples());
    samples.sort(Comparator.comparing(row -> positions.getOrDefault(row.id(), 0)));
    List<MarigoldDepthFiles.Row> rows = new ArrayList<>();
    for (SampleRow sample : samples) {
      SampleId id = ids.get(sample.id());
      if (id != null && sample.outcome() instanceof Outcome.Scored scored) {
        rows.add(new MarigoldDepthFiles.Row(dataset.predictionPath(id), scored));
      }
    }
    return rows;
  }

  private static Map<String, Integer> positions(Path splitList) {
    try {
      Map<String, Integer> positions = new HashMap<>();
      for (String line : Files.readAllLines(splitList)) {
        positions.put(line.strip().split("\\s", 2)[0], positions.size());
      }
      return positions;
    } catch (IOException vanished) {
      throw new UncheckedIOException(vanished);
    }
  }
}
