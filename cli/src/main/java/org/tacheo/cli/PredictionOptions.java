package org.tacheo.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.DataException;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.NormalsConvention;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Problems;
import org.tacheo.core.Settings;
import org.tacheo.core.SpecException;
import org.tacheo.core.Task;
import org.tacheo.datasets.Datasets;
import org.tacheo.eval.align.Alignment;
import org.tacheo.eval.protocol.DepthProtocol;
import org.tacheo.eval.protocol.Protocol;
import org.tacheo.eval.protocol.Protocols;
import org.tacheo.eval.suite.Suite;
import org.tacheo.models.files.PredictionFilesType;
import picocli.CommandLine.Option;

/** Options that say what lies in prediction files and how to score them: a suite of one cell. */
final class PredictionOptions {
  private static final String ALL = "all";

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "ID",
      description = "For example nyuv2; \"tacheo datasets list\" names all.")
  private String dataset = "";

  @Option(
      names = "--predictions",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the predictions, a tree like that of the images.")
  private Path predictions = Path.of("");

  @Option(
      names = "--pattern",
      paramLabel = "PATTERN",
      description =
          "Where below DIR a prediction lies, with {dir}, {stem}, {name}, {dataset}, {reference}; default {reference}, the naming rules of the reference evaluator.")
  private @Nullable String pattern;

  @Option(
      names = "--scale",
      paramLabel = "X",
      description = "What the integers of 16-bit PNG files are divided by, for example 1000.")
  private @Nullable Double scale;

  @Option(
      names = "--key",
      paramLabel = "NAME",
      description = "The array to read from .npz and .mat files that hold several.")
  private @Nullable String key;

  @Option(
      names = "--kind",
      paramLabel = "K",
      completionCandidates = Kinds.class,
      description =
          "What the values are: ${COMPLETION-CANDIDATES}; default: what --alignment is for, or affine-invariant-depth; normals for datasets of normals.")
  private @Nullable String kind;

  @Option(
      names = "--normals-convention",
      paramLabel = "C",
      description =
          "The frame of predicted normals: opengl (x right, y up, z to the viewer; Marigold), dsine (x left, y up, z to the viewer; DSINE, E2E-FT) or opencv (x right, y down, z forward). Required for datasets of normals.")
  private @Nullable String convention;

  @Option(
      names = "--protocol",
      paramLabel = "P",
      completionCandidates = ProtocolIds.class,
      description =
          "${COMPLETION-CANDIDATES}; default marigold-depth, for datasets of normals dsine-normals; all prints one table over every protocol that defines the dataset and takes the predictions.")
  private @Nullable String protocol;

  @Option(
      names = "--alignment",
      paramLabel = "A",
      completionCandidates = Alignments.class,
      description = "${COMPLETION-CANDIDATES}; default: what the protocol gives the kind.")
  private @Nullable String alignment;

  /** For the help. */
  static final class Kinds extends Words {
    Kinds() {
      super(PredictionKind.ids());
    }
  }

  /** For the help. */
  static final class ProtocolIds extends Words {
    ProtocolIds() {
      super(Protocols.all().stream().map(Protocol::id).toList());
    }
  }

  /** For the help. */
  static final class Alignments extends Words {
    Alignments() {
      super(Alignment.ids());
    }
  }

  private abstract static class Words implements Iterable<String> {
    private final List<String> words;

    Words(List<String> words) {
      this.words = words;
    }

    @Override
    public Iterator<String> iterator() {
      return words.iterator();
    }
  }

  Path directory() {
    return predictions;
  }

  Optional<Alignment> alignment() {
    return Optional.ofNullable(alignment).map(Alignment::of);
  }

  /** The frame of the predictions, if they are normals; else any. */
  NormalsConvention convention() {
    return convention == null ? NormalsConvention.OPENGL : NormalsConvention.of(convention);
  }

  /**
   * One estimator, the prediction files, on one dataset.
   *
   * @throws SpecException if the options contradict each other or the protocol
   * @throws DataException if there is no folder of predictions
   */
  Suite suite() {
    DatasetCard card = Datasets.card(dataset);
    PredictionKind predicted = kind(card.task());
    checkConvention(card.task());
    List<Protocol> protocols = protocols(card, predicted);
    if (!Files.isDirectory(predictions)) {
      throw new DataException(
          predictions
              + ": not a folder; --predictions names the folder that holds the predictions of "
              + card.id());
    }
    return new Suite("score", List.of(entry(predicted)), List.of(card.id()), protocols);
  }

  private PredictionKind kind(Task task) {
    PredictionKind chosen;
    if (kind != null) {
      chosen = PredictionKind.of(kind);
    } else if (task == Task.NORMALS) {
      chosen = PredictionKind.NORMALS;
    } else {
      chosen = alignment().map(Alignment::kind).orElse(PredictionKind.AFFINE_INVARIANT_DEPTH);
    }
    if (chosen.task() != task) {
      throw new SpecException(
          "--kind: " + dataset + " has " + task.id() + ", got " + chosen.id() + "; name another");
    }
    return chosen;
  }

  private void checkConvention(Task task) {
    if (task == Task.DEPTH && convention != null) {
      throw new SpecException(
          "--normals-convention: " + dataset + " has depth, not normals; leave the option out");
    }
    if (task == Task.NORMALS && convention == null) {
      throw new SpecException(
          "--normals-convention: expected the frame of the predictions, one of "
              + String.join(", ", NormalsConvention.ids())
              + ", got nothing; a wrong one is easily overlooked, so there is no default");
    }
  }

  private List<Protocol> protocols(DatasetCard card, PredictionKind predicted) {
    if (ALL.equals(protocol)) {
      List<Protocol> takers =
          Protocols.all().stream()
              .filter(each -> each.layouts().contains(card.layout()))
              .filter(each -> each.alignments(predicted).containsAll(alignment().stream().toList()))
              .filter(each -> !each.alignments(predicted).isEmpty())
              .toList();
      if (takers.isEmpty()) {
        throw new SpecException(
            "--protocol all: no protocol defines "
                + dataset
                + " and takes "
                + predicted.id()
                + alignment().map(each -> " with alignment " + each.id()).orElse(""));
      }
      return takers;
    }
    String byTask = card.task() == Task.NORMALS ? "dsine-normals" : "marigold-depth";
    Protocol named = Protocols.of(protocol == null ? byTask : protocol);
    if (!named.layouts().contains(card.layout())) {
      throw new SpecException(
          "protocol "
              + named.id()
              + " does not define "
              + dataset
              + "; it defines "
              + String.join(", ", named.layouts()));
    }
    requireKind(card.task(), named);
    named.requireLegal(predicted, alignment());
    return List.of(named);
  }

  /** The default would fit scale and shift to what a user of these protocols may mean as metres. */
  private void requireKind(Task task, Protocol named) {
    if (task == Task.DEPTH
        && kind == null
        && alignment == null
        && named != DepthProtocol.MARIGOLD) {
      throw new SpecException(
          "--protocol "
              + named.id()
              + ": expected --kind, what the values are, one of "
              + Arrays.stream(PredictionKind.values())
                  .filter(each -> !named.alignments(each).isEmpty())
                  .map(PredictionKind::id)
                  .collect(Collectors.joining(", "))
              + "; got nothing");
    }
  }

  private Suite.Entry entry(PredictionKind predicted) {
    Map<String, Object> written = new TreeMap<>();
    written.put("directory", predictions.toString());
    written.put("kind", predicted.id());
    putIfGiven(written, "pattern", pattern);
    putIfGiven(written, "scale", scale);
    putIfGiven(written, "key", key);
    putIfGiven(written, "normals-convention", convention);
    Problems problems = new Problems();
    EstimatorType type = new PredictionFilesType(new PredictionFileReader());
    Settings settings = new Settings("score", written, problems);
    EstimatorType.Opener opener = type.read(settings);
    problems.throwIfAny("score");
    return new Suite.Entry("predictions", type.typeName(), settings.resolved(), opener);
  }

  private static void putIfGiven(Map<String, Object> written, String key, @Nullable Object value) {
    if (value != null) {
      written.put(key, value);
    }
  }
}
