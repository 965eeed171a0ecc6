package org.tacheo.models.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import org.tacheo.models.checkpoint.UNetConfig;

/**
 * UNet2DConditionModel: four levels down and up, each of residual blocks, with attention at most
 * levels, and a skip from every block going down to its counterpart going up.
 */
final class UNet {
  private static final double LONGEST_PERIOD = 10000;

  private static final int FINE_LEVELS = 2;

  private final GraphBuilder graph;
  private final UNetConfig config;
  private final ResidualBlock fine;
  private final ResidualBlock coarse;
  private final Deque<Maps> skips = new ArrayDeque<>();

  private UNet(GraphBuilder graph, UNetConfig config) {
    this.graph = graph;
    this.config = config;
    this.fine = residual(graph, config, graph::quickConv);
    this.coarse = residual(graph, config, graph::conv3);
  }

  private static ResidualBlock residual(GraphBuilder graph, UNetConfig config, Convolution conv) {
    return new ResidualBlock(graph, config.normGroups(), config.normEps(), conv);
  }

  static void build(GraphBuilder graph, UNetConfig config) {
    new UNet(graph, config).build();
  }

  private void build() {
    Maps sample = graph.inputMaps("sample", config.inChannels());
    Tokens time = graph.silu(time());
    Tokens text = graph.inputTokens("text", config.crossAttentionDim());
    Transformer transformer =
        new Transformer(graph, config.normGroups(), config.linearProjection(), text);
    Maps x = graph.mark("conv_in", graph.conv("conv_in", sample, channels(0), 3));
    skips.push(x);
    for (int level = 0; level < levels(); level++) {
      x = down(level, x, time, transformer);
    }
    x = middle(x, time, transformer);
    for (int block = 0; block < levels(); block++) {
      x = up(block, x, time, transformer);
    }
    Maps normed = graph.groupNorm("conv_norm_out", x, config.normGroups(), config.normEps());
    graph.output("output", graph.conv("conv_out", graph.silu(normed), config.outChannels(), 3));
  }

  private Tokens time() {
    Tokens waves = graph.waves("timestep", frequencies(), config.flipSinToCos());
    Tokens time = graph.mark("time_embedding", embedding("time_embedding", waves));
    if (config.classEmbeddingInput() == 0) {
      return time;
    }
    Tokens labels = graph.inputVector("class_labels", config.classEmbeddingInput());
    return graph.add(time, embedding("class_embedding", labels));
  }

  private Tokens embedding(String at, Tokens x) {
    int width = 4 * channels(0);
    return graph.linear(
        at + ".linear_2", graph.silu(graph.linear(at + ".linear_1", x, width)), width);
  }

  /**
   * From 1 down to nearly 1 / 10000. All but the exponential is in single precision, as in PyTorch;
   * the exponential itself is rounded correctly here, which PyTorch's is but for a few values.
   */
  private float[] frequencies() {
    int half = channels(0) / 2;
    float[] frequencies = new float[half];
    for (int i = 0; i < half; i++) {
      float exponent = (float) -Math.log(LONGEST_PERIOD) * i / (float) (half - config.freqShift());
      frequencies[i] = (float) Math.exp(exponent);
    }
    return frequencies;
  }

  private Maps down(int level, Maps x, Tokens time, Transformer transformer) {
    String at = "down_blocks." + level;
    Maps hidden = x;
    for (int layer = 0; layer < config.layersPerBlock(); layer++) {
      hidden = residual(level).apply(at + ".resnets." + layer, hidden, time, channels(level));
      if (config.downAttention().get(level)) {
        hidden = transformer.apply(at + ".attentions." + layer, hidden, heads(level));
      }
      skips.push(hidden);
    }
    if (level < levels() - 1) {
      hidden = graph.downsample(at + ".downsamplers.0.conv", hidden);
      skips.push(hidden);
    }
    return graph.mark(at, hidden);
  }

  private Maps middle(Maps x, Tokens time, Transformer transformer) {
    int level = levels() - 1;
    Maps before = coarse.apply("mid_block.resnets.0", x, time, channels(level));
    Maps seen = transformer.apply("mid_block.attentions.0", before, heads(level));
    return graph.mark(
        "mid_block", coarse.apply("mid_block.resnets.1", seen, time, channels(level)));
  }

  private Maps up(int block, Maps x, Tokens time, Transformer transformer) {
    String at = "up_blocks." + block;
    int level = levels() - 1 - block;
    Maps hidden = x;
    for (int layer = 0; layer <= config.layersPerBlock(); layer++) {
      Maps joined = graph.concat(hidden, skips.pop());
      hidden = residual(level).apply(at + ".resnets." + layer, joined, time, channels(level));
      if (config.upAttention().get(block)) {
        hidden = transformer.apply(at + ".attentions." + layer, hidden, heads(level));
      }
    }
    if (level > 0) {
      // the level below was rounded up when it was halved, so twice its size may be one too many
      Maps doubled = graph.cropTo(skips.element(), graph.upsample(hidden));
      Convolution conv = level - 1 < FINE_LEVELS ? graph::quickConv : graph::conv3;
      hidden = conv.apply(at + ".upsamplers.0.conv", doubled, channels(level));
    }
    return graph.mark(at, hidden);
  }

  /**
   * The blocks of the finer levels do most of the work with the least of the weights; the coarser
   * ones would gain little, and transformed weights are copies in memory.
   */
  private ResidualBlock residual(int level) {
    return level < FINE_LEVELS ? fine : coarse;
  }

  private int levels() {
    return config.blockOutChannels().size();
  }

  private int channels(int level) {
    return config.blockOutChannels().get(level);
  }

  private int heads(int level) {
    return config.heads().get(level);
  }
}
