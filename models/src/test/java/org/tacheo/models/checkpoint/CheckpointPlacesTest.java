package org.tacheo.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.DataException;
import org.tacheo.core.SpecException;

class CheckpointPlacesTest {
  private static final String NAME = "prs-eth/marigold-depth-v1-0";
  private static final String FIRST = "0123456789abcdef0123456789abcdef01234567";
  private static final String SECOND = "89abcdef0123456789abcdef0123456789abcdef";

  @TempDir private Path temporary;

  private Path models;
  private Path hub;
  private CheckpointPlaces places;

  @BeforeEach
  void makeFolders() throws IOException {
    temporary = temporary.toRealPath();
    models = Files.createDirectory(temporary.resolve("models"));
    hub = Files.createDirectory(temporary.resolve("hub"));
    places = new CheckpointPlaces(Optional.of(models), List.of(hub));
  }

  /** The miniature checkpoint as the Hugging Face client keeps it: links into blobs. */
  private static Path entry(Path cache, String repository, String commit) {
    Path entry = cache.resolve("models--" + repository.replace("/", "--"));
    try (Stream<Path> files = Files.walk(Resources.TINY)) {
      Path blobs = Files.createDirectories(entry.resolve("blobs"));
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = Resources.TINY.relativize(file).toString();
        String blob = Integer.toHexString(name.hashCode());
        if (!Files.exists(blobs.resolve(blob))) {
          Files.copy(file, blobs.resolve(blob));
        }
        Path link = entry.resolve("snapshots").resolve(commit).resolve(name);
        Files.createDirectories(link.getParent());
        String up = "../".repeat(Path.of(name).getNameCount() + 1);
        Files.createSymbolicLink(link, Path.of(up + "blobs/" + blob));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entry;
  }

  private static void ref(Path entry, String name, String commit) throws IOException {
    Path ref = entry.resolve("refs").resolve(name);
    Files.createDirectories(ref.getParent());
    Files.writeString(ref, commit);
  }

  @Test
  void opensAnEntryOfAHuggingFaceCache() throws IOException {
    Path entry = entry(hub, NAME, FIRST);
    ref(entry, "main", FIRST);

    Path folder = places.find(NAME);
    Checkpoint checkpoint = Checkpoint.open(folder, "");

    assertThat(folder).isEqualTo(entry.resolve("snapshots").resolve(FIRST));
    assertThat(checkpoint.name()).isEqualTo(NAME);
    assertThat(checkpoint.emptyPrompt()).containsExactly(188, 189);
    StoredTensor tensor = checkpoint.unet().tensor("conv_in.bias", 8);
    assertThat(tensor.file().getParent()).isEqualTo(entry.resolve("blobs"));
    assertThat(tensor.file())
        .isRegularFile()
        .satisfies(f -> assertThat(f).isEqualTo(f.toRealPath()));
    assertThat(Checkpoint.open(entry, "").folder()).isEqualTo(folder);
  }

  @Test
  void refusesALinkOutOfTheEntry() throws IOException {
    Path entry = entry(hub, NAME, FIRST);
    Path other = entry(hub, "someone/else", FIRST);
    Path link = entry.resolve("snapshots").resolve(FIRST).resolve("unet/config.json");
    Files.delete(link);
    Files.createSymbolicLink(link, other.resolve("blobs").resolve(blob("unet/config.json")));

    assertThatThrownBy(() -> Checkpoint.open(places.find(NAME), ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("unet/config.json: a link to ")
        .hasMessageContaining("outside of " + entry);
  }

  private static String blob(String name) {
    return Integer.toHexString(name.hashCode());
  }

  @Test
  void takesTheRevisionThatIsAskedFor() throws IOException {
    Path entry = entry(hub, NAME, FIRST);
    entry(hub, NAME, SECOND);
    ref(entry, "main", SECOND + "\n");
    ref(entry, "refs/pr/1", FIRST);
    Path snapshots = entry.resolve("snapshots");

    assertThat(places.find(NAME)).isEqualTo(snapshots.resolve(SECOND));
    assertThat(places.find(NAME + "@main")).isEqualTo(snapshots.resolve(SECOND));
    assertThat(places.find(NAME + "@" + FIRST)).isEqualTo(snapshots.resolve(FIRST));
    assertThat(places.find(NAME + "@refs/pr/1")).isEqualTo(snapshots.resolve(FIRST));
    assertThat(places.find(entry + "@" + FIRST)).isEqualTo(snapshots.resolve(FIRST));
  }

  @Test
  void takesTheOnlySnapshotButDoesNotChooseAmongSeveral() {
    Path entry = entry(hub, NAME, FIRST);
    assertThat(places.find(NAME)).isEqualTo(entry.resolve("snapshots").resolve(FIRST));

    entry(hub, NAME, SECOND);
    assertThatThrownBy(() -> places.find(NAME))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("2 snapshots and no refs/main")
        .hasMessageContaining(FIRST + ", " + SECOND)
        .hasMessageContaining("add @ and one of them");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v9", "../../..", "refs/../main", ".hidden", "", " "})
  void refusesARevisionThatIsNotThere(String revision) throws IOException {
    Path entry = entry(hub, NAME, FIRST);
    ref(entry, "main", SECOND);

    assertThatThrownBy(() -> places.find(NAME + "@" + revision))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(entry + ": ");
  }

  @Test
  void refusesARefThatNamesNoCommit() throws IOException {
    Path entry = entry(hub, NAME, FIRST);
    ref(entry, "main", "../../elsewhere");

    assertThatThrownBy(() -> places.find(NAME))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("refs/main: expected the name of a commit, got \"../../elsewhere\"");
  }

  @Test
  void looksInTheModelsFolderBeforeTheCaches() throws IOException {
    ref(entry(hub, NAME, FIRST), "main", FIRST);
    Path inModels = entry(models, NAME, SECOND);
    assertThat(places.find(NAME)).isEqualTo(inModels.resolve("snapshots").resolve(SECOND));

    Path last = Resources.copy(Resources.TINY, models.resolve("marigold-depth-v1-0"));
    assertThat(places.find(NAME)).isEqualTo(last);
    assertThat(places.find("marigold-depth-v1-0")).isEqualTo(last);

    Files.createDirectory(models.resolve("prs-eth"));
    Path both = Resources.copy(Resources.TINY, models.resolve(NAME));
    assertThat(places.find(NAME)).isEqualTo(both);
  }

  @Test
  void takesAPath() {
    assertThat(places.find(Resources.TINY.toString())).isEqualTo(Resources.TINY);
    assertThatThrownBy(() -> places.find(Resources.TINY + "@main"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a plain folder, which has no revision main; leave the @ out");
  }

  @Test
  void takesAFolderWithAnAtInItsName() throws IOException {
    Path folder = Files.createDirectory(models.resolve("mine@home"));

    assertThat(places.find("mine@home")).isEqualTo(folder);
  }

  @Test
  void saysWhereItLookedAndWhereTheCheckpointCanBeHad() {
    assertThatThrownBy(() -> places.find(NAME + "@main"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            NAME
                + ": no such checkpoint; looked for "
                + models.resolve(NAME)
                + ", "
                + models.resolve("marigold-depth-v1-0")
                + ", "
                + models.resolve("models--prs-eth--marigold-depth-v1-0")
                + ", "
                + hub.resolve("models--prs-eth--marigold-depth-v1-0")
                + ", "
                + NAME
                + "; get https://huggingface.co/"
                + NAME
                + "; nothing is downloaded by itself, \"hf download\" and the name do it");
  }

  @Test
  void saysThatNoFolderOfCheckpointsWasNamed() {
    CheckpointPlaces nowhere = new CheckpointPlaces(Optional.empty(), List.of());

    assertThat(nowhere.absence("mini-sd"))
        .contains(
            "mini-sd: no such checkpoint; looked for mini-sd; nothing is downloaded by itself;"
                + " --models was not given: name the folder that holds checkpoints with it");
    assertThat(places.absence("mini-sd").orElseThrow()).doesNotContain("--models");
  }

  @Test
  void aPathThatClimbsIsNotLookedForInTheModelsFolder() throws IOException {
    Files.createDirectory(temporary.resolve("secret"));

    assertThatThrownBy(() -> places.find("../secret"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "../secret: no such checkpoint; looked for ../secret; nothing is downloaded by itself");
    assertThatThrownBy(() -> places.find(" ")).isInstanceOf(SpecException.class);
    assertThatThrownBy(() -> places.find("a\0b")).isInstanceOf(SpecException.class);
  }

  @Test
  void listsWhatIsThere() throws IOException {
    Files.createDirectory(models.resolve("prs-eth"));
    Resources.copy(Resources.TINY, models.resolve("prs-eth/normals"));
    Resources.copy(Resources.TINY, models.resolve("alone"));
    Files.createDirectory(models.resolve("empty"));
    ref(entry(hub, NAME, FIRST), "main", FIRST);
    entry(hub, "two/snapshots", FIRST);
    entry(hub, "two/snapshots", SECOND);
    Files.createDirectories(hub.resolve("models--not--diffusers/snapshots/" + FIRST));
    Files.createDirectories(hub.resolve("datasets--a--b/snapshots/" + FIRST));

    assertThat(places.list())
        .extracting(CheckpointPlaces.Found::reference)
        .containsExactly(
            "alone", "prs-eth/normals", NAME, "two/snapshots@" + FIRST, "two/snapshots@" + SECOND);
    for (CheckpointPlaces.Found found : places.list()) {
      assertThat(places.find(found.reference())).isEqualTo(found.folder());
    }
    assertThat(new CheckpointPlaces(Optional.empty(), List.of(models.resolve("none"))).list())
        .isEmpty();
  }
}
