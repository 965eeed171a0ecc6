package org.tacheo.models.diffusion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tacheo.core.SampleId;
import org.tacheo.models.ensemble.Ensembled.Solution;

/**
 * Counts for which samples the closed form of ensembling had no solution. Samples that are seen in
 * two views count once, and the order in which they come does not matter.
 */
final class Fallbacks {
  private final Map<String, Set<SampleId>> seen = new TreeMap<>();
  private final Map<String, TreeSet<SampleId>> unsolved = new TreeMap<>();

  synchronized void add(SampleId id, Solution solution) {
    seen.computeIfAbsent(id.dataset(), dataset -> new HashSet<>()).add(id);
    if (solution == Solution.EXTREMES) {
      unsolved.computeIfAbsent(id.dataset(), dataset -> new TreeSet<>()).add(id);
    }
  }

  /** A line for each dataset with such samples. */
  synchronized List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    for (Map.Entry<String, TreeSet<SampleId>> some : unsolved.entrySet()) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "closed-form ensembling fell back to the members' own extremes for %d of %d samples"
                  + " of %s, the first: %s; there, members contradict each other",
              some.getValue().size(),
              seen.getOrDefault(some.getKey(), Set.of()).size(),
              some.getKey(),
              some.getValue().first()));
    }
    return remarks;
  }
}
