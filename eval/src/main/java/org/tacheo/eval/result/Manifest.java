package org.tacheo.eval.result;

import java.util.List;

/**
 * All that can move a number of a run.
 *
 * @param schema version of this format
 * @param tacheo version of the suite
 * @param suite name of the suite
 * @param alignment id of the alignment that every prediction was given, or {@code by-kind} where
 *     the kind of prediction decides
 * @param estimators in the order of the suite
 * @param datasets in the order of the suite
 * @param protocols in the order of the suite
 */
public record Manifest(
    int schema,
    String tacheo,
    String suite,
    String alignment,
    List<EstimatorInfo> estimators,
    List<DatasetInfo> datasets,
    List<ProtocolInfo> protocols) {
  /** Copies the lists. */
  public Manifest {
    estimators = List.copyOf(estimators);
    datasets = List.copyOf(datasets);
    protocols = List.copyOf(protocols);
  }

  /** SHA-256 of {@code manifest.json}, lower-case hex. */
  public String digest() {
    return ResultJson.sha256(ResultJson.indented(this));
  }

  /**
   * The ids of the protocols that evaluate a dataset of this manifest, in the order of the suite.
   */
  public List<String> protocolsOf(DatasetInfo dataset) {
    return protocols.stream()
        .filter(protocol -> protocol.task().equals(dataset.task()))
        .filter(protocol -> protocol.rules().containsKey(dataset.layout()))
        .map(ProtocolInfo::id)
        .toList();
  }

  /** Whether a unit is of this run and was scored under every protocol of its dataset. */
  public boolean hasWhole(Unit unit) {
    List<String> scored = unit.verdicts().stream().map(Verdict::protocol).toList();
    return datasets.stream()
        .filter(dataset -> dataset.id().equals(unit.dataset()))
        .anyMatch(dataset -> protocolsOf(dataset).equals(scored));
  }

  /** {@code <suite>-<first 12 hex digits of the digest>}. */
  public String runId() {
    return suite + "-" + digest().substring(0, 12);
  }
}
