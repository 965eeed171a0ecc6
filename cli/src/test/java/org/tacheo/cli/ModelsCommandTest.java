package org.tacheo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.models.runtime.CudaLibrary;
import org.tacheo.models.runtime.Diagnosis;

/** Models and doctor from end to end on the miniature checkpoint. */
class ModelsCommandTest {
  private static final Path TINY =
      Path.of(System.getProperty("tacheo.root", ".."))
          .resolve("models/src/test/resources/tiny/marigold-depth-tiny");

  private static final String TEXT = "text_encoder/model.safetensors";

  @TempDir private Path temporary = Path.of("");

  private Path models = Path.of("");

  @BeforeEach
  void copy() throws IOException {
    models = temporary.resolve("models");
    Path tiny = models.resolve("me/tiny");
    try (Stream<Path> tree = Files.walk(TINY)) {
      for (Path from : tree.toList()) {
        Path to = tiny.resolve(TINY.relativize(from).toString());
        if (Files.isDirectory(from)) {
          Files.createDirectories(to);
        } else {
          Files.copy(from, to);
        }
      }
    }
  }

  @Test
  void listsCheckpointsAndSaysWhichCannotBeUsed() throws IOException {
    Path bad = Files.createDirectories(models.resolve("bad"));
    Files.writeString(bad.resolve("model_index.json"), "{}");
    Cli cli = Cli.run("models", "list", "--models", models);
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(cli.out())
        .containsPattern("(?m)^me/tiny +MarigoldDepthPipeline.* parameters, F32, DDIM trailing$")
        .containsPattern("(?m)^bad +cannot be used: ");
  }

  @Test
  void describesACheckpointWithTheSumOfEachFile() {
    Cli cli = Cli.run("models", "describe", "me/tiny", "--models", models);
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(cli.out())
        .contains("UNet2DConditionModel, 8 to 4 channels, levels of 8 16 16 16, heads 1 2 2 2")
        .contains("AutoencoderKL, 3 to 4 to 3 channels")
        .contains("CLIPTextModel, 3 layers, 16 wide")
        .contains("empty prompt: 188 189")
        .contains("zero terminal SNR")
        .containsPattern("(?m)^  [0-9a-f]{64} +[0-9,]+  unet/diffusion_pytorch_model.safetensors$")
        .containsPattern("(?m)^digest: +[0-9a-f]{64}$");
  }

  @ParameterizedTest
  @ValueSource(strings = {"describe", "verify"})
  void namesTheSettingsThatNothingLooksAt(String command) throws IOException {
    Path index = models.resolve("me/tiny/model_index.json");
    Files.writeString(
        index, Files.readString(index).replaceFirst("\\{", "{\"magic\": 3, \"more\": \"x\","));
    Cli cli = Cli.run("models", command, "me/tiny", "--models", models);
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    assertThat(cli.out()).containsPattern("(?m)^not looked at: magic, more of model_index.json$");
  }

  @Test
  void verifiesASoundCheckpoint() {
    Cli cli = Cli.run("models", "verify", models.resolve("me/tiny"));
    assertThat(cli.exitCode()).as(cli.out() + cli.err()).isEqualTo(0);
    assertThat(cli.out()).contains("unet: ").contains("vae: ").contains("text_encoder: ");
    assertThat(cli.out()).endsWith("sound\n").doesNotContain("problem", "not looked at");
  }

  @Test
  void namesEveryTensorThatIsMissingOrSurplus() throws IOException {
    rename("final_layer_norm.weight", "final_layer_norm.height");
    rename("layers.1.mlp.fc1.bias", "layers.1.mlp.fc9.bias");
    Cli cli = Cli.run("models", "verify", "me/tiny", "--models", models);
    assertThat(cli.exitCode()).isEqualTo(3);
    assertThat(cli.out().lines().filter(line -> line.startsWith("problem: "))).hasSize(4);
    assertThat(cli.out())
        .containsPattern("tensor \\S*final_layer_norm.weight \\[16] is missing")
        .containsPattern("tensor \\S*layers.1.mlp.fc1.bias \\[\\d+] is missing")
        .containsPattern("tensor \\S*final_layer_norm.height is surplus")
        .containsPattern("tensor \\S*layers.1.mlp.fc9.bias is surplus")
        .endsWith("NOT SOUND: 4 problems\n");
  }

  /** Weights that are not as the network wants them are found out only when it is loaded. */
  @Test
  void aRunGivesWayWhenItsCheckpointIsMendedBeforeAnythingWasPredicted() throws IOException {
    Path out = temporary.resolve("out");
    Object[] run = evaluation(out);
    rename("final_layer_norm.weight", "final_layer_norm.height");
    Cli damaged = Cli.run(run);
    assertThat(damaged.exitCode()).as(damaged.err()).isEqualTo(3);
    assertThat(damaged.err()).contains("final_layer_norm.weight");
    assertThat(out.resolve("manifest.json")).exists();
    rename("final_layer_norm.height", "final_layer_norm.weight");
    Cli mended = Cli.run(run);
    assertThat(mended.exitCode()).as(mended.err()).isEqualTo(0);
    assertThat(Cli.run("verify", out).exitCode()).isEqualTo(0);
    rename("final_layer_norm.weight", "final_layer_norm.height");
    assertThat(Cli.run(run).err()).contains("holds another run: estimator a: ");
  }

  @Test
  void saysWhatToTryWhenSoundWeightsOverflow() throws IOException {
    Path vae = models.resolve("me/tiny/vae/diffusion_pytorch_model.safetensors");
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(vae)).order(ByteOrder.LITTLE_ENDIAN);
    // The last tensor is quant_conv.weight [8, 8, 1, 1]: sums of such products are infinite.
    for (int i = 1; i <= 64; i++) {
      bytes.putFloat(bytes.limit() - 4 * i, 3e38f);
    }
    Files.write(vae, bytes.array());
    assertThat(Cli.run("models", "verify", "me/tiny", "--models", models).out())
        .endsWith("sound\n");
    Cli cli = Cli.run(evaluation(temporary.resolve("out")));
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(4);
    assertThat(cli.err().lines().filter(line -> line.startsWith("tacheo: ")))
        .singleElement()
        .asString()
        .startsWith("tacheo: 1 of 1 samples failed; the first: a, ")
        .contains("predicted NaN at row 0, column 0, expected finite numbers; most likely")
        .contains("--precision fp32", "\"tacheo models verify\"", "SHA-256");
  }

  /** On another number of threads than usual, which the command must name. */
  @Test
  void theCommandOnTheBoardMakesTheSameRunAgain() throws IOException {
    Path first = temporary.resolve("first");
    Path again = temporary.resolve("again");
    Cli cli = Cli.run(with(evaluation(first), "--network-threads", 3));
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(0);
    Matcher command =
        Pattern.compile("`tacheo (evaluate [^`]+)`")
            .matcher(Files.readString(first.resolve("leaderboard.md")));
    assertThat(command.find()).isTrue();
    List<Object> pasted = new ArrayList<>(List.of(command.group(1).split(" ", -1)));
    pasted.set(pasted.indexOf("SUITE"), temporary.resolve("suite.yaml"));
    pasted.set(pasted.indexOf("RUN"), again);
    pasted.set(pasted.indexOf("--data") + 1, temporary.resolve("data"));
    pasted.set(pasted.indexOf("--models") + 1, models);
    assertThat(Cli.run(pasted.toArray()).exitCode()).as(pasted.toString()).isEqualTo(0);
    assertThat(again.resolve("manifest.json"))
        .hasSameBinaryContentAs(first.resolve("manifest.json"));
  }

  /** A run of the checkpoint over one rendered frame. */
  private Object[] evaluation(Path out) throws IOException {
    Path data = temporary.resolve("data");
    Object[] render = {"datasets", "render", "scannet", "--count", 1, "--seed", 3, "--quiet"};
    assertThat(Cli.run(with(render, "--size", "48x64", "--out", data)).exitCode()).isZero();
    Path suite =
        Files.writeString(
            temporary.resolve("suite.yaml"),
            """
            suite: s
            protocols: [marigold-depth]
            datasets: [rendered-scannet]
            estimators:
              - {name: a, type: diffusion, checkpoint: me/tiny, task: depth, profile: diffusers,
                 denoising-steps: 1, processing-resolution: 64}
            """);
    Object[] evaluate = {"evaluate", suite, "--data", data, "--models", models, "--device", "cpu"};
    return with(evaluate, "--out", out, "--quiet", "--no-cache");
  }

  private static Object[] with(Object[] some, Object... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray();
  }

  @Test
  void namesATensorThatIsNotFinite() throws IOException {
    Path unet = models.resolve("me/tiny/unet/diffusion_pytorch_model.safetensors");
    byte[] bytes = Files.readAllBytes(unet);
    bytes[bytes.length - 1] = (byte) 0xff;
    bytes[bytes.length - 2] = (byte) 0x80;
    Files.write(unet, bytes);
    Cli cli = Cli.run("models", "verify", "me/tiny", "--models", models);
    assertThat(cli.exitCode()).isEqualTo(3);
    assertThat(cli.out())
        .containsPattern("(?m)^problem: unet: tensor \\S+ \\[.*] is NaN at index \\d+, expected")
        .endsWith("NOT SOUND: 1 problems\n");
  }

  @Test
  void refusesAFileThatIsCut() throws IOException {
    Path file = models.resolve("me/tiny").resolve(TEXT);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, List.of());
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 1));
    Cli cli = Cli.run("models", "verify", "me/tiny", "--models", models);
    assertThat(cli.exitCode()).isEqualTo(3);
    assertThat(cli.err()).contains("model.safetensors").hasLineCount(1);
  }

  @Test
  void saysWhereItLookedForACheckpoint() {
    Cli cli = Cli.run("models", "describe", "me/none", "--models", models);
    assertThat(cli.exitCode()).isEqualTo(3);
    assertThat(cli.err()).contains("me/none: no such checkpoint; looked for " + models);
    assertThat(Cli.run("models", "describe", "me/tiny", "--models", models, "--variant", "x"))
        .extracting(Cli::exitCode)
        .isEqualTo(2);
    assertThat(Cli.run("models").err()).contains("a command is missing: list, describe or verify");
  }

  @Test
  void theDoctorFindsEnoughForTheProcessor() {
    Cli cli = Cli.run("doctor", "--models", models, "--data", temporary, "--device", "cpu");
    assertThat(cli.exitCode()).as(cli.out() + cli.err()).isEqualTo(0);
    assertThat(cli.out())
        .containsPattern("(?m)^Java +ok ")
        .containsPattern("(?m)^memory ")
        .containsPattern("(?m)^ONNX Runtime +ok +1\\.\\d+\\.\\d+, built for CPU")
        .containsPattern("(?m)^datasets +absent +0 of \\d+ in ")
        .containsPattern("(?m)^checkpoint +ok +me/tiny in ")
        .endsWith("usable: networks run on cpu (as asked)\n");
  }

  @Test
  void theDoctorRefusesADeviceThatIsNotThere() {
    Cli cli = Cli.run("doctor", "--models", models, "--device", "cuda:63");
    assertThat(cli.exitCode()).as(cli.out() + cli.err()).isEqualTo(3);
    assertThat(cli.out()).contains("NOT USABLE as asked: cuda:63 cannot be used: ");
  }

  @ParameterizedTest
  @CsvSource({"--data, datasets", "--models, checkpoints"})
  void theDoctorRefusesAFolderThatIsNotThere(String option, String what) {
    Path nowhere = temporary.resolve("nowhere");
    Cli cli = Cli.run("doctor", option, nowhere, "--device", "cpu");
    assertThat(cli.exitCode()).as(cli.out() + cli.err()).isEqualTo(3);
    assertThat(cli.out())
        .containsPattern("(?m)^" + what + " +MISSING +.*nowhere is not there")
        .contains("NOT USABLE as asked: " + nowhere + ": no such folder; " + option);
  }

  @ParameterizedTest
  @CsvSource({"--device, foo", "--model-memory, x", "--precision, fp8"})
  void theDoctorRefusesOptionsThatNobodyCanMean(String option, String value) {
    Cli cli = Cli.run("doctor", "--models", models, option, value);
    assertThat(cli.exitCode()).as(cli.out() + cli.err()).isEqualTo(2);
    assertThat(cli.err()).contains(option.substring(2)).contains(value).hasLineCount(1);
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void theDoctorNamesEveryLibraryThatIsMissing() {
    Diagnosis found =
        new Diagnosis(
            "1.28.0",
            true,
            List.of("CPU", "CUDA"),
            "avx2",
            true,
            Optional.of("575.1"),
            List.of("NVIDIA X"),
            List.of(
                library(
                    "libcuda.so.1", Optional.of(Path.of("/lib/libcuda.so.1")), Optional.empty()),
                library(
                    "libcudnn.so.9", Optional.empty(), Optional.of(Path.of("/opt/libcudnn.so.9"))),
                library("libcudart.so.12", Optional.empty(), Optional.empty())));
    assertThat(String.join("\n", Doctor.runtime(found)))
        .containsPattern("NVIDIA driver +ok +575.1")
        .containsPattern("graphics card +ok +NVIDIA X")
        .containsPattern("CUDA +ok +libcuda.so.1 of it at /lib/libcuda.so.1")
        .containsPattern(
            "CUDA +MISSING +libcudnn.so.9 of it, which lies at /opt/libcudnn.so.9, where")
        .containsPattern("CUDA +MISSING +libcudart.so.12 of it$");
  }

  private static CudaLibrary library(String name, Optional<Path> found, Optional<Path> aside) {
    return new CudaLibrary(name, "it", found, aside);
  }

  /** Gives a tensor of the text encoder another name of the same length. */
  private void rename(String from, String to) throws IOException {
    Path file = models.resolve("me/tiny").resolve(TEXT);
    byte[] bytes = Files.readAllBytes(file);
    int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String names = new String(bytes, 8, header, StandardCharsets.ISO_8859_1);
    assertThat(names).contains(from);
    byte[] renamed = names.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(renamed, 0, bytes, 8, header);
    Files.write(file, bytes);
  }
}
