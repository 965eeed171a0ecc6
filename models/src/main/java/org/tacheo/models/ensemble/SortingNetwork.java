package org.tacheo.models.ensemble;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds the value of one rank among N at every pixel of a run, without branches: Batcher's merge
 * exchange (Knuth, The Art of Computer Programming, volume 3, 5.2.2, algorithm M) less everything
 * that the rank does not depend on. Each comparison runs over all pixels before the next one does,
 * which is what the compiler makes vector instructions of.
 */
final class SortingNetwork {
  private final List<Comparison> comparisons;

  private SortingNetwork(List<Comparison> comparisons) {
    this.comparisons = comparisons;
  }

  /** What of a comparison is needed further on. */
  private enum Keep {
    BOTH,
    SMALLER,
    GREATER
  }

  /** The smaller of two goes to one wire, the greater to the other. */
  private record Comparison(int smaller, int greater, Keep keep) {}

  /** The network after which wire {@code rank} holds the value of that rank, 0 the smallest. */
  static SortingNetwork selecting(int rank, int wires) {
    return new SortingNetwork(pruned(mergeExchange(wires), rank, wires));
  }

  /** How many comparisons it takes. */
  int size() {
    return comparisons.size();
  }

  private static List<Comparison> mergeExchange(int wires) {
    List<Comparison> all = new ArrayList<>();
    int top = Integer.highestOneBit(Math.max(1, wires - 1));
    for (int p = top; p > 0; p >>= 1) {
      int remainder = 0;
      int distance = p;
      for (int q = top; ; q >>= 1) {
        addStage(all, wires, p, remainder, distance);
        if (q == p) {
          break;
        }
        distance = q - p;
        remainder = p;
      }
    }
    return all;
  }

  private static void addStage(
      List<Comparison> all, int wires, int p, int remainder, int distance) {
    for (int i = 0; i + distance < wires; i++) {
      if ((i & p) == remainder) {
        all.add(new Comparison(i, i + distance, Keep.BOTH));
      }
    }
  }

  private static List<Comparison> pruned(List<Comparison> all, int rank, int wires) {
    boolean[] needed = new boolean[wires];
    needed[rank] = true;
    List<Comparison> kept = new ArrayList<>();
    for (int k = all.size() - 1; k >= 0; k--) {
      Comparison comparison = all.get(k);
      boolean smaller = needed[comparison.smaller()];
      boolean greater = needed[comparison.greater()];
      if (smaller || greater) {
        Keep keep = smaller ? (greater ? Keep.BOTH : Keep.SMALLER) : Keep.GREATER;
        kept.add(new Comparison(comparison.smaller(), comparison.greater(), keep));
        needed[comparison.smaller()] = true;
        needed[comparison.greater()] = true;
      }
    }
    Collections.reverse(kept);
    return List.copyOf(kept);
  }

  /** Runs it over the first pixels of each wire; wires other than the rank's then hold anything. */
  void run(float[][] wires, int count) {
    for (Comparison comparison : comparisons) {
      float[] smaller = wires[comparison.smaller()];
      float[] greater = wires[comparison.greater()];
      switch (comparison.keep()) {
        case BOTH -> exchange(smaller, greater, count);
        case SMALLER -> keepSmaller(smaller, greater, count);
        case GREATER -> keepGreater(smaller, greater, count);
      }
    }
  }

  private static void exchange(float[] smaller, float[] greater, int count) {
    for (int p = 0; p < count; p++) {
      float a = smaller[p];
      float b = greater[p];
      smaller[p] = Math.min(a, b);
      greater[p] = Math.max(a, b);
    }
  }

  private static void keepSmaller(float[] smaller, float[] greater, int count) {
    for (int p = 0; p < count; p++) {
      smaller[p] = Math.min(smaller[p], greater[p]);
    }
  }

  private static void keepGreater(float[] smaller, float[] greater, int count) {
    for (int p = 0; p < count; p++) {
      greater[p] = Math.max(smaller[p], greater[p]);
    }
  }
}
