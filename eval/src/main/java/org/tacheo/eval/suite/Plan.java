package org.tacheo.eval.suite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.tacheo.core.Content;
import org.tacheo.core.DataException;
import org.tacheo.core.Dataset;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.SampleId;
import org.tacheo.core.SpecException;
import org.tacheo.core.SplitState;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.identity.Fingerprints;
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

  /** The samples to evaluate of a dataset, in order. */
  public List<SampleId> samplesOf(Dataset dataset) {
    return dataset
        .ids()
        .subList(0, Math.min(limit.orElse(Integer.MAX_VALUE), dataset.ids().size()));
  }

  /** All samples of all datasets. */
  public int samples() {
    return datasets.stream().mapToInt(dataset -> samplesOf(dataset).size()).sum();
  }

  /** Where the reference scripts keep the prediction of each sample to evaluate. */
  public Map<SampleId, String> predictionPaths(Dataset dataset) {
    Map<SampleId, String> paths = new TreeMap<>();
    samplesOf(dataset).forEach(id -> paths.put(id, dataset.predictionPath(id)));
    return paths;
  }

  /**
   * What can move a number of this run and is known without reading data: the digests of contents
   * are empty.
   */
  public Manifest manifest() {
    return manifest((what, content) -> "");
  }

  /**
   * All that can move a number of this run: known before the first sample.
   *
   * @throws DataException if data cannot be read
   */
  public Manifest manifest(Fingerprints fingerprints) {
    return manifest((what, content) -> fingerprints.of(what, content.get()));
  }

  private Manifest manifest(BiFunction<String, Supplier<Content>, String> digests) {
    List<ProtocolInfo> protocols =
        suite.protocols().stream().map(protocol -> protocol.info(layouts(protocol))).toList();
    return new Manifest(
        ResultJson.SCHEMA,
        version,
        suite.name(),
        alignment.map(Alignment::id).orElse("by-kind"),
        suite.estimators().stream().map(entry -> info(entry, digests)).toList(),
        datasets.stream().map(dataset -> info(dataset, digests)).toList(),
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

  private EstimatorInfo info(
      Suite.Entry entry, BiFunction<String, Supplier<Content>, String> digests) {
    PredictionKind kind = entry.opener().kind();
    return new EstimatorInfo(
        entry.name(),
        entry.type(),
        kind.id(),
        kind.task().id(),
        entry.settings(),
        digests.apply(entry.name(), () -> content(entry)),
        entry.isOracle());
  }

  /** Weights serve all datasets, and are told of once for each. */
  private Content content(Suite.Entry entry) {
    Map<String, Content.Part> parts = new LinkedHashMap<>();
    for (Dataset dataset : datasets) {
      if (dataset.card().task() == entry.opener().kind().task()) {
        entry
            .opener()
            .content(predictionPaths(dataset))
            .parts()
            .forEach(part -> parts.putIfAbsent(part.name(), part));
      }
    }
    return new Content(List.copyOf(parts.values()));
  }

  private DatasetInfo info(Dataset dataset, BiFunction<String, Supplier<Content>, String> digests) {
    SplitState split = dataset.split();
    List<SampleId> samples = samplesOf(dataset);
    return new DatasetInfo(
        dataset.card().id(),
        dataset.card().layout(),
        dataset.card().task().id(),
        dataset.card().title(),
        samples.size(),
        split.expected(),
        split.digest(),
        digests.apply(dataset.card().id(), () -> dataset.content(samples)),
        split.complete() && samples.size() == split.n());
  }
}
