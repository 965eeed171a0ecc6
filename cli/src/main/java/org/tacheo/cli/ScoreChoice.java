package org.tacheo.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.SpecException;
import org.tacheo.core.Task;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.protocol.Protocol;
import org.tacheo.eval.protocol.Protocols;

/**
 * Under what the score command scores: what the user left open is chosen by what was given.
 *
 * @param kind what the predictions are
 * @param protocols at least one; several for {@code --protocol all}
 * @param alignment empty for the one that each protocol gives the kind
 */
record ScoreChoice(PredictionKind kind, List<Protocol> protocols, Optional<Alignment> alignment) {
  private static final String ALL = "all";

  /**
   * Chooses.
   *
   * @param kind as written, if it was
   * @param protocol as written, if it was
   * @param alignment as written, if it was
   * @throws SpecException if what was given does not fit together or to the dataset
   */
  static ScoreChoice of(
      DatasetCard card,
      @Nullable String kind,
      @Nullable String protocol,
      @Nullable String alignment) {
    Optional<Alignment> aligned = Optional.ofNullable(alignment).map(Alignment::of);
    if (card.task() == Task.NORMALS && aligned.isPresent() && aligned.get() != Alignment.NONE) {
      throw new SpecException(
          "--alignment: normals are not aligned, got " + alignment + "; leave the option out");
    }
    PredictionKind predicted = kind == null ? kind(card.task(), aligned) : PredictionKind.of(kind);
    if (predicted.task() != card.task()) {
      throw new SpecException(
          "--kind: " + card.id() + " has " + card.task().id() + ", got " + predicted.id());
    }
    return new ScoreChoice(predicted, protocols(card, predicted, protocol, aligned), aligned);
  }

  private static PredictionKind kind(Task task, Optional<Alignment> alignment) {
    return task == Task.NORMALS
        ? PredictionKind.NORMALS
        : alignment.map(Alignment::kind).orElse(PredictionKind.AFFINE_INVARIANT_DEPTH);
  }

  private static List<Protocol> protocols(
      DatasetCard card,
      PredictionKind kind,
      @Nullable String protocol,
      Optional<Alignment> alignment) {
    if (ALL.equals(protocol)) {
      return all(card, kind, alignment);
    }
    String byTask = card.task() == Task.NORMALS ? "dsine-normals" : "marigold-depth";
    Protocol named = Protocols.of(protocol == null ? byTask : protocol);
    if (!named.layouts().contains(card.layout())) {
      throw new SpecException(
          "protocol "
              + named.id()
              + " does not define "
              + card.id()
              + "; it defines "
              + String.join(", ", named.layouts()));
    }
    named.requireLegal(kind, alignment);
    return List.of(named);
  }

  private static List<Protocol> all(
      DatasetCard card, PredictionKind kind, Optional<Alignment> alignment) {
    List<Protocol> able =
        Protocols.all().stream()
            .filter(each -> each.layouts().contains(card.layout()))
            .filter(each -> !each.alignments(kind).isEmpty())
            .filter(each -> alignment.isEmpty() || each.alignments(kind).contains(alignment.get()))
            .toList();
    if (able.isEmpty()) {
      throw new SpecException(
          "--protocol all: no protocol defines "
              + card.id()
              + " and takes "
              + kind.id()
              + alignment.map(each -> " with alignment " + each.id()).orElse(""));
    }
    return able;
  }

  /** Whether the one protocol has this id. */
  boolean isOnly(Protocol protocol) {
    return protocols.equals(List.of(protocol));
  }

  /** The alignment under the first protocol. */
  Alignment used() {
    return alignment.orElse(protocols.get(0).alignment(kind));
  }

  /** The alignment that a run is given: empty where each protocol has its own. */
  Optional<Alignment> planned() {
    return protocols.size() == 1 ? Optional.of(used()) : alignment;
  }
}
