package org.tacheo.cli;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.DataException;
import org.tacheo.core.ImageSize;
import org.tacheo.core.SpecException;
import org.tacheo.datasets.synthetic.RenderOrder;
import org.tacheo.datasets.synthetic.SyntheticData;
import org.tacheo.eval.protocol.Protocol;
import org.tacheo.eval.protocol.Protocols;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Renders scenes into a data folder. */
@Command(
    name = "render",
    description =
        "Render scenes with exact depth or normals into a published layout, or as plain files (plain).")
final class RenderCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "LAYOUT",
      description = "Of ${COMPLETION-CANDIDATES}; several make a set each.",
      completionCandidates = Layouts.class)
  private List<String> layouts = List.of();

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "Data folder; the set goes to DIR/rendered-LAYOUT.")
  private Path out = Path.of("");

  @Option(
      names = "--count",
      required = true,
      paramLabel = "N",
      description = "Frames with ground truth.")
  private int count;

  @Option(
      names = "--seed",
      required = true,
      paramLabel = "S",
      description = "Same seed, same bytes, on any machine.")
  private long seed;

  @Option(
      names = "--size",
      paramLabel = "HxW",
      description =
          "Size of the frames, for example 96x128; default: that of the published layout.")
  private @Nullable String size;

  @Option(
      names = "--shots",
      paramLabel = "N",
      description =
          "Most frames of one scene; default: as the published set. With 1, no two frames share a scene.")
  private @Nullable Integer shots;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Default: the number of processors. Never changes a byte.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--quiet", description = "No progress on standard error.")
  private boolean quiet;

  /** For the help. */
  static final class Layouts implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return SyntheticData.layouts().iterator();
    }
  }

  @Override
  public Integer call() {
    Terminal progress = new Terminal(spec.commandLine().getErr(), quiet);
    Optional<ImageSize> wanted = size == null ? Optional.empty() : Optional.of(parsed(size));
    OptionalInt most = shots == null ? OptionalInt.empty() : OptionalInt.of(shots);
    for (String layout : layouts) {
      SyntheticData.check(layout, out);
      wanted.ifPresent(frame -> requireScorable(layout, frame));
    }
    for (String layout : layouts) {
      Path written =
          SyntheticData.write(
              layout,
              out,
              new RenderOrder(count, seed, wanted, most),
              threads,
              done -> progress.finished("rendered-" + layout, done, count, 0));
      spec.commandLine().getOut().println("wrote " + written);
      spec.commandLine().getOut().flush();
    }
    return ExitCode.DONE;
  }

  /** A set in a published layout must be large enough for the crops of the protocols. */
  private static void requireScorable(String layout, ImageSize size) {
    try {
      for (Protocol protocol : Protocols.all()) {
        if (protocol.layouts().contains(layout)) {
          protocol.requireFits(layout, size);
        }
      }
    } catch (DataException tooSmall) {
      throw new SpecException("--size: " + tooSmall.getMessage() + "; layout plain takes any size");
    }
  }

  private static ImageSize parsed(String size) {
    if (!size.matches("[1-9][0-9]{0,4}x[1-9][0-9]{0,4}")) {
      throw new SpecException(
          "--size: expected HEIGHTxWIDTH, for example 96x128, got \"" + size + "\"");
    }
    String[] sides = size.split("x", -1);
    try {
      return new ImageSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    } catch (IllegalArgumentException tooLarge) {
      throw new SpecException(
          "--size: expected less than 2^31 pixels, got \"" + size + "\"; choose a smaller size");
    }
  }
}
