package org.tacheo.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tacheo.core.Estimator;
import org.tacheo.core.Prediction;
import org.tacheo.core.Printable;
import org.tacheo.core.RgbImage;
import org.tacheo.core.SampleId;
import org.tacheo.core.TacheoException;
import org.tacheo.core.View;
import org.tacheo.eval.identity.Fingerprints;
import org.tacheo.eval.journal.PredictionFolder;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ResultJson;
import org.tacheo.eval.run.Progress;
import org.tacheo.eval.suite.Suite;

/** Lets one estimator predict for photographs, which belong to no dataset. */
record Photographs(Suite.Entry entry, PhotographFolder photographs) {
  private static final String DATASET = "photographs";

  /** What the predictions will be the predictions of. */
  Manifest manifest(Fingerprints fingerprints) {
    Suite.Entry made = entry;
    EstimatorInfo estimator =
        new EstimatorInfo(
            made.name(),
            made.type(),
            made.opener().kind().id(),
            made.opener().kind().task().id(),
            made.settings(),
            fingerprints.of(made.name(), made.opener().content(samples())));
    int n = photographs.names().size();
    String content = fingerprints.of(DATASET, photographs.content());
    String task = made.opener().kind().task().id();
    DatasetInfo dataset =
        new DatasetInfo(DATASET, DATASET, task, "Photographs", n, n, "", content, false);
    return new Manifest(
        ResultJson.SCHEMA,
        Version.current(),
        DATASET,
        "none",
        List.of(estimator),
        List.of(dataset),
        List.of());
  }

  private Map<SampleId, String> samples() {
    Map<SampleId, String> samples = new TreeMap<>();
    photographs.names().forEach(name -> samples.put(id(name), path(name)));
    return samples;
  }

  private static SampleId id(String name) {
    return new SampleId(DATASET, "", name);
  }

  private static String path(String name) {
    return PhotographFolder.stem(name) + ".npy";
  }

  /** How many predictions the folder lacks. */
  int lacking(PredictionFolder folder) {
    return (int) photographs.names().stream().filter(name -> !folder.has(path(name))).count();
  }

  /**
   * Makes the predictions that the folder lacks.
   *
   * @return for each photograph of which there is none a line that says why
   */
  List<String> predict(PredictionFolder folder, Progress progress) {
    List<String> failures = new ArrayList<>();
    List<String> names = photographs.names();
    try (Estimator estimator = entry.open()) {
      estimator.announce(samples());
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        progress.begun(entry.name(), DATASET, i, names.size());
        if (!folder.has(path(name))) {
          predict(estimator, name, folder).ifPresent(failures::add);
        }
        progress.finished(DATASET, i + 1, names.size(), failures.size());
      }
      estimator.remarks().forEach(remark -> progress.remark(entry.name(), remark));
    }
    return failures;
  }

  private static String named(String name, String reason) {
    // Messages show names as they may be printed.
    return reason.startsWith(Printable.text(name)) ? reason : name + ": " + reason;
  }

  /** Why it cannot be done; empty if it was. The array comes last and vouches for the pictures. */
  private Optional<String> predict(Estimator estimator, String name, PredictionFolder folder) {
    Map<String, byte[]> files;
    try {
      RgbImage image = photographs.read(name);
      View view = new View(id(name), path(name), () -> image, Optional.empty());
      Prediction prediction = estimator.predict(view);
      files = PredictionForm.files(PhotographFolder.stem(name), prediction);
    } catch (TacheoException reason) {
      return Optional.of(named(name, String.valueOf(reason.getMessage())));
    } catch (RuntimeException | OutOfMemoryError failed) {
      if (!Failure.isOutOfMemory(failed)) {
        throw failed;
      }
      return Optional.of(named(name, Failure.outOfMemory() + ", or make the photograph smaller"));
    }
    files.forEach(folder::put);
    return Optional.empty();
  }
}
