package org.tacheo.datasets.split;

import java.util.List;
import java.util.Optional;
import org.tacheo.core.SplitState;

/**
 * The samples of a split that an archive holds.
 *
 * @param samples those with all their members, at least one
 * @param state how many, of how many
 * @param refusal why this is not the whole split; empty if it is
 */
public record Split(List<SampleFiles> samples, SplitState state, Optional<Refusal> refusal) {
  /** Copies the list. */
  public Split {
    samples = List.copyOf(samples);
  }

  /**
   * Accepts only a whole split.
   *
   * @throws org.tacheo.core.DataException if samples are missing or surplus
   * @throws org.tacheo.core.SpecException if the list given is not the list of the split
   */
  public void requireComplete() {
    if (refusal.isPresent()) {
      throw refusal.get().toException();
    }
  }
}
