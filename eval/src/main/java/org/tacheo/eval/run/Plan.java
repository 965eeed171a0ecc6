package org.tacheo.eval.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tacheo.core.Dataset;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.SpecException;
import org.tacheo.core.SplitState;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.protocol.Protocol;
import org.tacheo.eval.result.DatasetInfo;
import org.tacheo.eval.result.EstimatorInfo;
import org.tacheo.eval.result.Manifest;
import org.tacheo.eval.result.ProtocolInfo;
import org.tacheo.eval.result.ResultJson;

/**
 * A suite with its datasets opened, ready to run.
 *
 * @param suite what to evaluate
 * @param datasets the opened datasets of the suite, in its order
 * @param alignment overrides the alignment that each kind of prediction calls for
 * @param limit evaluates only this many samples of each dataset; the result is then not comparable
 * @param threads samples worked on at once
 * @param version version of the suite software
 */
public record Plan(
    Suite suite,
    List<Dataset> datasets,
    Optional<Alignment> alignment,
    OptionalInt limit,
    int threads,
    String version) {
  /**
   * Copies the list and checks the numbers.
   *
   * @throws SpecException if threads or limit is below 1
   */
  public Plan {
    datasets = List.copyOf(datasets);
    checkNumbers(threads, limit);
  }

  /**
   * Checks the numbers that a user gives, before any data is opened.
   *
   * @throws SpecException if one is below 1
   */
  public static void checkNumbers(int threads, OptionalInt limit) {
    if (threads < 1) {
      throw new SpecException("--threads: expected at least 1, got " + threads);
    }
    if (limit.isPresent() && limit.getAsInt() < 1) {
      throw new SpecException("--limit: expected at least 1, got " + limit.getAsInt());
    }
  }

  int samplesOf(Dataset dataset) {
    return Math.min(limit.orElse(Integer.MAX_VALUE), dataset.ids().size());
  }

  int samples() {
    return datasets.stream().mapToInt(this::samplesOf).sum();
  }

  /** All that can move a number of this run: known before the first sample. */
  public Manifest manifest() {
    List<ProtocolInfo> protocols =
        suite.protocols().stream().map(protocol -> protocol.info(layouts(protocol))).toList();
    return new Manifest(
        ResultJson.SCHEMA,
        version,
        suite.name(),
        alignment.map(Alignment::id).orElse("by-kind"),
        suite.estimators().stream().map(entry -> info(entry)).toList(),
        datasets.stream().map(this::info).toList(),
        protocols);
  }

  private List<String> layouts(Protocol protocol) {
    return datasets.stream()
        .map(Dataset::card)
        .filter(card -> suite.protocols(card).contains(protocol))
        .map(DatasetCard::layout)
        .distinct()
        .toList();
  }

  private static EstimatorInfo info(Suite.Entry entry) {
    PredictionKind kind = entry.opener().kind();
    return new EstimatorInfo(
        entry.name(), entry.type(), kind.id(), kind.task().id(), entry.settings());
  }

  private DatasetInfo info(Dataset dataset) {
    SplitState split = dataset.split();
    int n = samplesOf(dataset);
    return new DatasetInfo(
        dataset.card().id(),
        dataset.card().layout(),
        dataset.card().task().id(),
        dataset.card().title(),
        n,
        split.expected(),
        split.digest(),
        dataset.archiveDigest(),
        split.complete() && n == split.n());
  }
}
