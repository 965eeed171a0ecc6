package org.tacheo.models.checkpoint;

import java.util.List;

/**
 * How the weights of a network fit its architecture.
 *
 * @param used how many stored tensors the architecture asks for
 * @param problems one line for each tensor that is missing, or of another shape or type
 * @param surplus names of stored tensors that the architecture does not ask for
 */
public record WeightReport(int used, List<String> problems, List<String> surplus) {
  /** Copies the lists. */
  public WeightReport {
    problems = List.copyOf(problems);
    surplus = List.copyOf(surplus);
  }

  /** Whether every tensor was there, right, and asked for. */
  public boolean isExact() {
    return problems.isEmpty() && surplus.isEmpty();
  }
}
