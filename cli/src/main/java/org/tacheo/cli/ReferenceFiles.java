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
import org.tacheo.core.Dataset;
import org.tacheo.core.SampleId;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.journal.OutputFolder;
import org.tacheo.eval.reference.DsineNormalsFile;
import org.tacheo.eval.reference.MarigoldDepthFiles;
import org.tacheo.eval.reference.MarigoldNormalsFiles;
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
    String list = splitList.map(Path::toString).orElse("(derived from the archive)");
    List<SampleRow> samples =
        ordered(run.samples(), splitList.map(ReferenceFiles::positions).orElse(Map.of()));
    String protocol = run.manifest().protocols().get(0).id();
    switch (protocol) {
      case "marigold-depth" ->
          OutputFolder.write(folder, depth(samples, dataset, alignment, predictions, list));
      case "marigold-normals" ->
          OutputFolder.write(folder, normals(samples, dataset, predictions, list));
      case "dsine-normals" ->
          OutputFolder.write(
              folder,
              Map.of(
                  "metrics.txt",
                  DsineNormalsFile.metrics(
                      samples.size(), run.results().scores().get(0).metrics())));
      default -> {
        err.println("wrote no reference files: none are known for " + protocol);
        err.flush();
      }
    }
  }

  private static Map<String, String> depth(
      List<SampleRow> samples,
      Dataset dataset,
      Alignment alignment,
      Path predictions,
      String list) {
    List<MarigoldDepthFiles.Row> rows = rows(samples, dataset);
    return Map.of(
        "per_sample_metrics.csv",
        MarigoldDepthFiles.perSample(rows),
        MarigoldDepthFiles.meansFile(alignment),
        MarigoldDepthFiles.means(
            predictions.toString(), dataset.card().id(), dataset.card().layout(), list, rows));
  }

  private static Map<String, String> normals(
      List<SampleRow> samples, Dataset dataset, Path predictions, String list) {
    List<MarigoldNormalsFiles.Row> rows = new ArrayList<>();
    for (SampleRow sample : samples) {
      if (sample.outcome() instanceof Outcome.Scored scored) {
        rows.add(new MarigoldNormalsFiles.Row(sample.id(), scored));
      }
    }
    return Map.of(
        "per_sample_metrics.csv",
        MarigoldNormalsFiles.perSample(rows),
        "eval_metrics.txt",
        MarigoldNormalsFiles.means(predictions.toString(), dataset.card().id(), list, rows));
  }

  private static List<SampleRow> ordered(List<SampleRow> rows, Map<String, Integer> positions) {
    List<SampleRow> samples = new ArrayList<>(rows);
    samples.sort(Comparator.comparing(row -> positions.getOrDefault(row.id(), 0)));
    return samples;
  }

  private static List<MarigoldDepthFiles.Row> rows(List<SampleRow> samples, Dataset dataset) {
    Map<String, SampleId> ids = new HashMap<>();
    dataset.ids().forEach(id -> ids.put(id.path(), id));
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
