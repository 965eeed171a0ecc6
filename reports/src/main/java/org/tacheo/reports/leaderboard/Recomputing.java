package org.tacheo.reports.leaderboard;

import java.util.Objects;
import java.util.Optional;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.Manifest;

/** How a run is made again: its command with all options that its manifest tells of. */
record Recomputing(Manifest manifest) {
  /**
   * The command. Words in capitals stand for what no manifest knows, the places of things; options
   * that can move no number are left out.
   */
  String command() {
    return "tacheo evaluate SUITE --data DIR" + models() + samples() + " --out RUN";
  }

  /** What must be the same beside the command. */
  String inputs() {
    return "the same suite" + (device().isPresent() ? ", data and models" : " and data");
  }

  /** What has to be said of options that the command cannot give. */
  String remark() {
    return setting("model-memory-mib")
        .map(
            mib ->
                " Members of ensembles went together as "
                    + mib
                    + " MiB allow: `--model-memory`, by default 4g, is divided among the networks that"
                    + " run at once, as many as `--network-threads` goes into the processors.")
        .orElse("");
  }

  private String models() {
    return device().map(device -> " --models DIR --device " + device).orElse("")
        + setting("precision")
            .filter(precision -> !precision.equals("fp32"))
            .map(precision -> " --precision " + precision)
            .orElse("")
        + setting("engine.threads").map(threads -> " --network-threads " + threads).orElse("");
  }

  private Optional<String> device() {
    return setting("engine.device").map(device -> device.equals("cuda") ? "cuda:0" : device);
  }

  /** A limit that every dataset of the run comes up to, or has all that it holds below. */
  private String samples() {
    boolean whole = manifest.datasets().stream().allMatch(DatasetInfo::comparable);
    int most = manifest.datasets().stream().mapToInt(DatasetInfo::n).max().orElse(0);
    return whole ? "" : " --partial --limit " + most;
  }

  /** A setting that all networks share. Strangers write manifests: what is odd is left out. */
  private Optional<String> setting(String key) {
    return manifest.estimators().stream()
        .map(estimator -> estimator.settings().get(key))
        .filter(Objects::nonNull)
        .map(String::valueOf)
        .filter(value -> value.matches("[a-z0-9]{1,9}"))
        .findFirst();
  }
}
