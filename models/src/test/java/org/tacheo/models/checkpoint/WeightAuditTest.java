package org.tacheo.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tacheo.models.graph.Graphs;
import org.tacheo.models.graph.Precision;

/** Whole networks built for the sake of what they ask for. */
class WeightAuditTest {
  @TempDir private Path folder;

  private static WeightReport unet(Checkpoint checkpoint) {
    WeightAudit audit = checkpoint.unet().audit();
    Graphs.unet(checkpoint.unetConfig(), audit, Precision.FP32);
    return audit.report();
  }

  @Test
  void theNetworksOfTheMiniatureCheckpointAskForEachOfItsTensors() {
    Checkpoint tiny = Checkpoint.open(Resources.TINY, "");
    WeightAudit vae = tiny.vae().audit();
    Graphs.encoder(tiny.vaeConfig(), vae, Precision.FP32);
    Graphs.decoder(tiny.vaeConfig(), vae, Precision.FP32);
    WeightAudit text = tiny.text().audit();
    Graphs.text(tiny.textConfig(), text, Precision.FP32);

    assertThat(unet(tiny).isExact()).isTrue();
    assertThat(unet(tiny).used()).isEqualTo(684);
    assertThat(vae.report().isExact()).isTrue();
    assertThat(vae.report().used()).isEqualTo(244);
    assertThat(text.report().isExact()).isTrue();
    assertThat(text.report().used()).isEqualTo(52);
  }

  @Test
  void tellsEveryTensorThatOtherSettingsWouldWantOtherwise() throws IOException {
    Path copy = Resources.copy(Resources.TINY, folder.resolve("tiny"));
    Resources.replace(copy.resolve("unet/config.json"), "\"in_channels\": 8", "\"in_channels\": 4");
    Resources.replace(
        copy.resolve("unet/config.json"), "\"use_linear_projection\": true", "\"x\": false");
    WeightReport report = unet(Checkpoint.open(copy, ""));

    // The first convolution, and the two projections of each of the 16 transformers.
    assertThat(report.problems()).hasSize(1 + 2 * 16);
    assertThat(report.problems().get(0))
        .contains("tensor conv_in.weight has shape [8, 8, 3, 3], expected [8, 4, 3, 3]");
    assertThat(report.surplus()).isEmpty();
  }

  @Test
  void tellsTensorsThatTheNetworkHasNoUseFor() throws IOException {
    Path copy = Resources.copy(Resources.TINY, folder.resolve("tiny"));
    Resources.replace(
        copy.resolve("text_encoder/config.json"),
        "\"num_hidden_layers\": 3",
        "\"num_hidden_layers\": 2");
    Checkpoint checkpoint = Checkpoint.open(copy, "");
    WeightAudit text = checkpoint.text().audit();
    Graphs.text(checkpoint.textConfig(), text, Precision.FP32);

    assertThat(text.report().problems()).isEmpty();
    assertThat(text.report().surplus())
        .hasSize(16)
        .allMatch(name -> name.startsWith("encoder.layers.2."));
  }
}
