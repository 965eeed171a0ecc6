package org.tacheo.models.graph;

import org.tacheo.models.checkpoint.TextConfig;

/** CLIPTextModel, up to its last hidden state, normed. */
record TextEncoder(GraphBuilder graph, TextConfig config) {
  static void build(GraphBuilder graph, TextConfig config) {
    new TextEncoder(graph, config).build();
  }

  private void build() {
    Tokens x =
        graph.embed(
            "ids",
            "embeddings.token_embedding.weight",
            config.vocabulary(),
            "embeddings.position_embedding.weight",
            config.positions(),
            config.hiddenSize());
    for (int layer = 0; layer < config.layers(); layer++) {
      x = layer("encoder.layers." + layer, x);
    }
    graph.output("embedding", norm("final_layer_norm", x));
  }

  private Tokens layer(String at, Tokens x) {
    Tokens seen = graph.add(x, attention(at + ".self_attn", norm(at + ".layer_norm1", x)));
    return graph.add(seen, perceptron(at + ".mlp", norm(at + ".layer_norm2", seen)));
  }

  private Tokens norm(String at, Tokens x) {
    return graph.layerNorm(at, x, config.normEps());
  }

  private Tokens attention(String at, Tokens x) {
    int width = x.width();
    Tokens query = graph.linear(at + ".q_proj", x, width);
    Tokens key = graph.linear(at + ".k_proj", x, width);
    Tokens value = graph.linear(at + ".v_proj", x, width);
    Tokens read = graph.causalAttention(query, key, value, config.heads());
    return graph.linear(at + ".out_proj", read, width);
  }

  private Tokens perceptron(String at, Tokens x) {
    Tokens inner = graph.linear(at + ".fc1", x, config.intermediateSize());
    Tokens active =
        switch (config.activation()) {
          case GELU -> graph.gelu(inner);
          case QUICK_GELU -> graph.quickGelu(inner);
        };
    return graph.linear(at + ".fc2", active, x.width());
  }
}
