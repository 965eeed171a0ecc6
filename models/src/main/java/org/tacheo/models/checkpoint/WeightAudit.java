package org.tacheo.models.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tacheo.core.DataException;

/**
 * Weights for a trial: whoever builds a network from them learns all that is wrong at once, since
 * what is missing or of another shape is noted and something of the right shape returned. What is
 * built so must not be run. For one thread.
 */
public final class WeightAudit implements WeightSource {
  private final Weights weights;
  private final Set<String> used = new LinkedHashSet<>();
  private final List<String> problems = new ArrayList<>();

  WeightAudit(Weights weights) {
    this.weights = weights;
  }

  @Override
  public StoredTensor tensor(String name, long... shape) {
    weights.find(name).ifPresent(found -> used.add(found.name()));
    try {
      return weights.tensor(name, shape);
    } catch (DataException bad) {
      problems.add(bad.getMessage());
      return standIn(name, shape);
    }
  }

  private static StoredTensor standIn(String name, long... shape) {
    long elements = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return new StoredTensor(
        name,
        ElementType.F32,
        Arrays.stream(shape).boxed().toList(),
        Path.of("missing"),
        0,
        elements * ElementType.F32.bytes());
  }

  /** What came of it so far. */
  public WeightReport report() {
    List<String> surplus =
        weights.stored().stream()
            .map(StoredTensor::name)
            .filter(name -> !used.contains(name) && !Network.isIdle(name))
            .toList();
    return new WeightReport(used.size(), problems, surplus);
  }
}
