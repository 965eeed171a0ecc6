package org.tacheo.eval.suite;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.Estimator;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.Oracle;
import org.tacheo.core.SpecException;
import org.tacheo.core.Task;
import org.tacheo.eval.protocol.Protocol;

/**
 * What to evaluate: every estimator on every dataset under every protocol, where all three are of
 * one task.
 *
 * @param name lower-case letters, digits and hyphens
 * @param estimators rows of the leaderboard, in order; names unique
 * @param datasets ids of datasets, in order, unique
 * @param protocols in order, unique
 */
public record Suite(
    String name, List<Entry> estimators, List<String> datasets, List<Protocol> protocols) {
  /** Copies the lists. */
  public Suite {
    estimators = List.copyOf(estimators);
    datasets = List.copyOf(datasets);
    protocols = List.copyOf(protocols);
  }

  /** The protocols that evaluate this dataset. */
  public List<Protocol> protocols(DatasetCard dataset) {
    return protocols.stream()
        .filter(protocol -> protocol.task() == dataset.task())
        .filter(protocol -> protocol.layouts().contains(dataset.layout()))
        .toList();
  }

  /** The estimators of this task. */
  public List<Entry> estimators(Task task) {
    return estimators.stream().filter(entry -> entry.opener().kind().task() == task).toList();
  }

  /**
   * The same with estimators that also tell how far the members of their ensembles disagree.
   *
   * @throws SpecException if one has no uncertainty to tell
   */
  public Suite withUncertainty() {
    List<Entry> telling = estimators.stream().map(Entry::withUncertainty).toList();
    return new Suite(name, telling, datasets, protocols);
  }

  /**
   * One estimator of a suite.
   *
   * @param name its row on the leaderboard
   * @param type name of its type
   * @param settings with their defaults, sorted by key, without name and type and what says where
   *     things lie
   * @param opener opens it
   */
  public record Entry(
      String name, String type, Map<String, Object> settings, EstimatorType.Opener opener) {
    /** Whether it sees ground truth. */
    public boolean isOracle() {
      return opener instanceof EstimatorType.OracleOpener;
    }

    /**
     * Opens the estimator.
     *
     * @throws org.tacheo.core.TacheoException if what it needs is missing or corrupt
     * @throws IllegalStateException if it is an oracle and its opener does not say so
     */
    public Estimator open() {
      Estimator estimator = opener.open();
      if (estimator instanceof Oracle && !isOracle()) {
        estimator.close();
        throw new IllegalStateException(type + " opens an oracle and does not say so");
      }
      return estimator;
    }

    /**
     * The same, also telling how far the members of its ensemble disagree, which its settings then
     * say.
     *
     * @throws SpecException if it has no uncertainty to tell
     */
    public Entry withUncertainty() {
      Map<String, Object> said = new TreeMap<>(settings);
      said.put("uncertainty", "computed");
      try {
        return new Entry(name, type, said, opener.withUncertainty());
      } catch (SpecException none) {
        throw new SpecException("uncertainty: " + name + ": " + none.getMessage());
      }
    }
  }
}
