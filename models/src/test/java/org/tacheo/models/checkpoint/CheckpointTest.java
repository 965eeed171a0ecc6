package org.tacheo.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.Content;
import org.tacheo.core.DataException;
import org.tacheo.core.SpecException;

class CheckpointTest {
  private static final String UNET = "unet/diffusion_pytorch_model.safetensors";

  @TempDir private Path temporary;

  private Path copy() {
    return Resources.copy(Resources.TINY, temporary.resolve("tiny"));
  }

  @Test
  void readsTheMiniatureCheckpoint() {
    Checkpoint tiny = Checkpoint.open(Resources.TINY, "");

    assertThat(tiny.name()).isEqualTo("marigold-depth-tiny");
    assertThat(tiny.unetConfig())
        .isEqualTo(
            new UNetConfig(
                8,
                4,
                List.of(8, 16, 16, 16),
                List.of(true, true, true, false),
                List.of(false, true, true, true),
                2,
                List.of(1, 2, 2, 2),
                16,
                true,
                8,
                1e-5,
                true,
                0,
                0,
                false));
    assertThat(tiny.vaeConfig())
        .isEqualTo(new VaeConfig(3, 3, 4, List.of(8, 16, 16, 16), 2, 8, 0.18215, true, true, true));
    assertThat(tiny.textConfig())
        .isEqualTo(new TextConfig(16, 64, 3, 2, 77, 190, 1e-5, TextConfig.Activation.GELU));
    assertThat(tiny.unet().parameters()).isEqualTo(211_148);
    assertThat(tiny.vae().parameters()).isEqualTo(111_839);
    assertThat(tiny.text().parameters()).isEqualTo(14_144);
    assertThat(tiny.emptyPrompt()).containsExactly(188, 189);
  }

  @Test
  void readsWhatTheIndexSaysAboutThePipeline() throws IOException {
    Path copy = copy();
    assertThat(Checkpoint.open(copy, "").info())
        .isEqualTo(
            new PipelineInfo(
                "MarigoldDepthPipeline",
                Optional.of("depth"),
                Optional.of(4),
                Optional.of(64),
                Optional.of(true),
                Optional.of(true),
                Optional.empty(),
                List.of()));

    Resources.replace(
        copy.resolve("model_index.json"),
        "\"shift_invariant\": true",
        "\"use_full_z_range\": false, \"target\": {\"a\": 1}, \"safety_checker\": [null, null],"
            + " \"image_encoder\": [null, null], \"shift_invariant\": null");
    PipelineInfo info = Checkpoint.open(copy, "").info();
    assertThat(info.useFullZRange()).contains(false);
    assertThat(info.shiftInvariant()).isEmpty();
    assertThat(info.unread()).containsExactly("target");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "UNet2DConditionModel"    | "FluxTransformer2DModel"   | unet: FluxTransformer2DModel is not built; expected UNet2DConditionModel
          "AutoencoderKL"           | "AutoencoderTiny"          | vae: AutoencoderTiny is not built; expected AutoencoderKL
          "unet"                    | "transformer"              | unet: not there; expected UNet2DConditionModel
          "scheduler"               | "sampler"                  | scheduler: not there; expected DDIMScheduler
          "MarigoldDepthPipeline"   | "DepthNormalEstimationPipeline" | _class_name: DepthNormalEstimationPipeline: GeoWizard
          "DDIMScheduler"           | "EulerDiscreteScheduler"   | scheduler: EulerDiscreteScheduler is not built
          "DDIMScheduler"           | "LCMScheduler"             | scheduler: LCMScheduler, but scheduler_config.json is of another class
          "scale_invariant": true   | "scale_invariant": 1       | scale_invariant: expected true or false, got 1
          "prediction_type": "depth" | "controlnet": ["diffusers", "ControlNetModel"] | controlnet: ControlNetModel, a part of MarigoldDepthPipeline, is not built
          "default_denoising_steps": 4 | "default_denoising_steps": 0 | default_denoising_steps: expected a whole number from 1 to 1000, got 0
          """)
  void refusesAnIndex(String old, String by, String reason) throws IOException {
    Path copy = copy();
    Resources.replace(copy.resolve("model_index.json"), old, by);

    assertThatThrownBy(() -> Checkpoint.open(copy, ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("model_index.json: " + reason);
  }

  @Test
  void acceptsAnotherNameOfThePipelineClass() throws IOException {
    Path copy = copy();
    Resources.replace(
        copy.resolve("model_index.json"), "MarigoldDepthPipeline", "SomebodysOwnPipeline");

    assertThat(Checkpoint.open(copy, "").info().className()).isEqualTo("SomebodysOwnPipeline");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scheduler/scheduler_config.json",
        "unet/config.json",
        "vae/config.json",
        "text_encoder/config.json",
        UNET,
        "vae/diffusion_pytorch_model.safetensors",
        "text_encoder/model.safetensors"
      })
  void saysWhichFileIsMissing(String name) throws IOException {
    Path copy = copy();
    Files.delete(copy.resolve(name));

    assertThatThrownBy(() -> Checkpoint.open(copy, ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(copy.toRealPath().resolve(name) + ": missing");
  }

  @Test
  void refusesAFolderWithoutAnIndexAndNoFolder() {
    assertThatThrownBy(() -> Checkpoint.open(Resources.SHARDED, ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no model_index.json, expected a folder in diffusers form");
    assertThatThrownBy(() -> Checkpoint.open(temporary.resolve("nowhere"), ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("nowhere: cannot be read");
    assertThatThrownBy(() -> Checkpoint.open(Resources.TINY.resolve(UNET), ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("expected a folder in diffusers form, got a file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"diffusion_pytorch_model.bin", "model.ckpt", "weights.pt", "diffusion.PTH"})
  void refusesPicklesAndSaysHowToGetAnotherForm(String pickle) throws IOException {
    Path copy = copy();
    Files.move(copy.resolve(UNET), copy.resolve("unet").resolve(pickle));

    assertThatThrownBy(() -> Checkpoint.open(copy, ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(pickle + " holds pickled Python objects")
        .hasMessageContaining("save_pretrained(folder, safe_serialization=True)");
  }

  @Test
  void readsTheHalfPrecisionVariantWhereItIs() throws IOException {
    Path copy = copy();
    assertThatThrownBy(() -> Checkpoint.open(copy, "fp16"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("diffusion_pytorch_model.fp16.safetensors: missing")
        .hasMessageContaining("there: diffusion_pytorch_model.safetensors; leave the variant out");
    for (String name : List.of("unet/diffusion_pytorch_model", "vae/diffusion_pytorch_model")) {
      Files.move(copy.resolve(name + ".safetensors"), copy.resolve(name + ".fp16.safetensors"));
    }
    Files.move(
        copy.resolve("text_encoder/model.safetensors"),
        copy.resolve("text_encoder/model.fp16.safetensors"));

    assertThat(Checkpoint.open(copy, "fp16").unet().parameters()).isEqualTo(211_148);
    assertThatThrownBy(() -> Checkpoint.open(copy, ""))
        .hasMessageContaining("there: diffusion_pytorch_model.fp16.safetensors; name its variant");
    assertThatThrownBy(() -> Checkpoint.open(copy, "../fp16"))
        .isInstanceOf(SpecException.class)
        .hasMessage("variant: expected nothing or fp16, got \"../fp16\"");
  }

  @ParameterizedTest
  @CsvSource({
    "'', diffusion_pytorch_model.safetensors.index.json",
    "fp16, diffusion_pytorch_model.safetensors.index.fp16.json"
  })
  void readsShards(String variant, String index) throws IOException {
    Path copy = copy();
    Files.delete(copy.resolve(UNET));
    for (Path file : Listing.of(Resources.SHARDED)) {
      String name = Listing.name(file);
      if (!name.equals("config.json")) {
        Files.copy(file, copy.resolve("unet").resolve(name.endsWith(".json") ? index : name));
      }
    }
    if (!variant.isEmpty()) {
      moveToVariant(copy, "vae/diffusion_pytorch_model");
      moveToVariant(copy, "text_encoder/model");
    }
    Checkpoint checkpoint = Checkpoint.open(copy, variant);

    assertThat(checkpoint.unet().parameters()).isEqualTo(211_148);
    assertThat(checkpoint.content().parts())
        .extracting(Content.Part::name)
        .contains("unet/" + index, "unet/diffusion_pytorch_model-00003-of-00005.safetensors");
  }

  private static void moveToVariant(Path folder, String stem) throws IOException {
    Files.move(folder.resolve(stem + ".safetensors"), folder.resolve(stem + ".fp16.safetensors"));
  }

  @Test
  void refusesToChooseBetweenAFileAndShards() throws IOException {
    Path copy = copy();
    Files.writeString(copy.resolve("unet/diffusion_pytorch_model.safetensors.index.json"), "{}");

    assertThatThrownBy(() -> Checkpoint.open(copy, ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("remove the one that is not meant");
  }

  @Test
  void refusesALinkThatLeavesTheFolder() throws IOException {
    Path copy = copy();
    Path outside = temporary.resolve("outside.safetensors");
    Files.move(copy.resolve(UNET), outside);
    Files.createSymbolicLink(copy.resolve(UNET), outside);

    assertThatThrownBy(() -> Checkpoint.open(copy, ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(UNET + ": a link to " + outside.toRealPath() + ", outside of");
  }

  @Test
  void refusesAComponentThatIsALinkOutOfTheFolder() throws IOException {
    Path copy = copy();
    Path outside = temporary.resolve("vae");
    Files.move(copy.resolve("vae"), outside);
    Files.createSymbolicLink(copy.resolve("vae"), outside);

    assertThatThrownBy(() -> Checkpoint.open(copy, ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("vae/config.json: a link to ");
  }

  @Test
  void followsALinkInsideTheFolderAndRefusesOneToNowhere() throws IOException {
    Path copy = copy();
    Files.move(copy.resolve(UNET), copy.resolve("weights"));
    Files.createSymbolicLink(copy.resolve(UNET), Path.of("../weights"));
    Weights unet = Checkpoint.open(copy, "").unet();
    assertThat(unet.stored().iterator().next().file())
        .isEqualTo(copy.toRealPath().resolve("weights"));

    Files.delete(copy.resolve("weights"));
    assertThatThrownBy(() -> Checkpoint.open(copy, ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(UNET + ": a link to a file that is not there; finish the download");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unet/config.json         | "cross_attention_dim": 16   | "cross_attention_dim": 32  | cross_attention_dim of the UNet is 32, the hidden_size of the text encoder 16
          unet/config.json         | "in_channels": 8            | "in_channels": 9           | in_channels of the UNet is 9, the latent_channels of the VAE 4
          unet/config.json         | "out_channels": 4           | "out_channels": 6          | out_channels of the UNet is 6, the latent_channels of the VAE 4
          """)
  void refusesComponentsThatDoNotFit(String file, String old, String by, String reason)
      throws IOException {
    Path copy = copy();
    Resources.replace(copy.resolve(file), old, by);

    assertThatThrownBy(() -> Checkpoint.open(copy, ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void refusesTheNetworkOfGeoWizard() throws IOException {
    Path copy = copy();
    Resources.replace(
        copy.resolve("unet/config.json"),
        "\"class_embed_type\": null",
        "\"class_embed_type\": \"projection\"");
    Resources.replace(
        copy.resolve("unet/config.json"),
        "\"projection_class_embeddings_input_dim\": null",
        "\"projection_class_embeddings_input_dim\": 10");

    assertThatThrownBy(() -> Checkpoint.open(copy, ""))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the UNet of GeoWizard, whose joint attention is not built");
  }

  @Test
  void itsContentIsEveryFileThatMovesANumber() throws IOException {
    Checkpoint tiny = Checkpoint.open(Resources.TINY, "");

    assertThat(tiny.content().parts())
        .extracting(Content.Part::name)
        .containsExactly(
            "model_index.json",
            "scheduler/scheduler_config.json",
            "text_encoder/config.json",
            "text_encoder/model.safetensors",
            "tokenizer/tokenizer.json",
            "tokenizer/tokenizer_config.json",
            "unet/config.json",
            UNET,
            "vae/config.json",
            "vae/diffusion_pytorch_model.safetensors");
    for (Content.Part part : tiny.content().parts()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      part.source().read((buffer, length) -> bytes.write(buffer, 0, length));
      assertThat(bytes.toByteArray())
          .isEqualTo(Files.readAllBytes(Resources.TINY.resolve(part.name())));
      assertThat(part.size()).isEqualTo(bytes.size());
    }
  }
}
