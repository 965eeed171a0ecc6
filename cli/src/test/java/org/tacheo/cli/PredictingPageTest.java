package org.tacheo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;
import org.tacheo.datasets.image.Png;

/** The commands of docs/predicting.md do what the page says. */
class PredictingPageTest {
  private static final Path ROOT = Path.of(System.getProperty("tacheo.root", ".."));
  private static final Path TINY = ROOT.resolve("models/src/test/resources/tiny");

  @TempDir private Path temporary = Path.of("");

  @Test
  void everyCommandOfThePageRuns() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/predicting.md"));
    prepare(page);
    List<String> commands =
        blocks(page, "sh")
            .flatMap(String::lines)
            .filter(line -> line.startsWith("tacheo "))
            .toList();
    assertThat(commands).hasSize(8);
    for (String command : commands) {
      Cli cli = Cli.run(arguments(command));
      assertThat(cli.exitCode()).as(command + "\n" + cli.err()).isEqualTo(0);
      assertThat(cli.out()).as(command).isNotEmpty();
    }
    assertThat(temporary.resolve("pictures/photo.npy")).exists();
    assertThat(temporary.resolve("uncertain/photo_uncertainty.npy")).exists();
    assertThat(temporary.resolve("predictions/predictions.json")).exists();
  }

  @Test
  void thePageNamesEveryOptionOfModels() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/predicting.md"));
    Objects.requireNonNull(Main.commandLine().getSubcommands().get("doctor"))
        .getCommandSpec()
        .options()
        .stream()
        .map(option -> option.longestName())
        .filter(name -> !List.of("--help", "--version", "--debug").contains(name))
        .forEach(name -> assertThat(page).contains(name));
  }

  private void prepare(String page) throws IOException {
    Files.createDirectories(temporary.resolve("photos"));
    Files.write(
        temporary.resolve("photos/photo.png"),
        Png.write(RgbImage.owning(new ImageSize(3, 4), new byte[3 * 12])));
    List<String> estimators = blocks(page, "yaml").toList();
    Files.writeString(temporary.resolve("estimator.yaml"), estimators.get(0));
    Files.writeString(temporary.resolve("ensemble.yaml"), estimators.get(1));
    Files.writeString(
        temporary.resolve("suite.yaml"),
        """
        suite: page
        protocols: [marigold-depth]
        datasets: [rendered-scannet]
        estimators: [{name: luminance, type: luminance}]
        """);
    copy(TINY.resolve("marigold-depth-tiny"), temporary.resolve("checkpoints/me/tiny"));
    Path data = temporary.resolve("data");
    Object[] render = {
      "datasets", "render", "scannet", "--out", data, "--count", 1, "--seed", 1, "--size", "48x64"
    };
    assertThat(Cli.run(render).exitCode()).isEqualTo(0);
  }

  private static Stream<String> blocks(String page, String language) {
    Pattern block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL);
    return block.matcher(page).results().map(found -> found.group(1));
  }

  /** Paths of the page lie in the temporary folder. */
  private Object[] arguments(String command) {
    String[] words = command.substring("tacheo ".length()).split(" ", -1);
    Object[] arguments = new Object[words.length];
    for (int i = 0; i < words.length; i++) {
      boolean isPath =
          words[i].matches(
              "(data|checkpoints|predictions|photos|pictures|uncertain)(/.*)?|.*\\.yaml");
      arguments[i] = isPath ? temporary.resolve(words[i]) : words[i];
    }
    return arguments;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path source : tree.toList()) {
        Path target = to.resolve(from.relativize(source).toString());
        if (Files.isDirectory(source)) {
          Files.createDirectories(target);
        } else {
          Files.copy(source, target);
        }
      }
    }
  }
}
