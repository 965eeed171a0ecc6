package org.tacheo.models.graph;

/**
 * Attention of the pixels to each other and to a text (Transformer2DModel with one block).
 *
 * @param linearProjection whether the pixels are projected as tokens rather than as maps
 * @param text one sequence for the whole batch
 */
record Transformer(GraphBuilder graph, int groups, boolean linearProjection, Tokens text) {
  private static final double GROUP_NORM_EPS = 1e-6;
  private static final double LAYER_NORM_EPS = 1e-5;

  Maps apply(String at, Maps x, int heads) {
    int width = x.channels();
    Maps normed = graph.groupNorm(at + ".norm", x, groups, GROUP_NORM_EPS);
    Tokens in =
        linearProjection
            ? graph.linear(at + ".proj_in", graph.toTokens(normed), width)
            : graph.toTokens(graph.conv(at + ".proj_in", normed, width, 1));
    Tokens out = block(at + ".transformer_blocks.0", in, x, heads);
    Maps projected =
        linearProjection
            ? graph.toMaps(graph.linear(at + ".proj_out", out, width), x)
            : graph.conv(at + ".proj_out", graph.toMaps(out, x), width, 1);
    return graph.mark(at, graph.add(x, projected));
  }

  private Tokens block(String at, Tokens x, Maps batch, int heads) {
    Tokens seen = graph.add(x, selfAttention(at + ".attn1", norm(at + ".norm1", x), heads));
    Tokens read =
        graph.add(seen, textAttention(at + ".attn2", norm(at + ".norm2", seen), batch, heads));
    Tokens thought = graph.add(read, feedForward(at + ".ff", norm(at + ".norm3", read)));
    return graph.mark(at, thought);
  }

  private Tokens norm(String at, Tokens x) {
    return graph.layerNorm(at, x, LAYER_NORM_EPS);
  }

  private Tokens selfAttention(String at, Tokens x, int heads) {
    int width = x.width();
    Tokens query = graph.linearWithoutBias(at + ".to_q", x, width);
    Tokens key = graph.linearWithoutBias(at + ".to_k", x, width);
    Tokens value = graph.linearWithoutBias(at + ".to_v", x, width);
    return graph.linear(at + ".to_out.0", graph.attention(query, key, value, heads), width);
  }

  private Tokens textAttention(String at, Tokens x, Maps batch, int heads) {
    int width = x.width();
    Tokens query = graph.linearWithoutBias(at + ".to_q", x, width);
    Tokens key = graph.repeatFor(batch, graph.linearWithoutBias(at + ".to_k", text, width));
    Tokens value = graph.repeatFor(batch, graph.linearWithoutBias(at + ".to_v", text, width));
    return graph.linear(at + ".to_out.0", graph.attention(query, key, value, heads), width);
  }

  private Tokens feedForward(String at, Tokens x) {
    Tokens inner = graph.gatedLinear(at + ".net.0.proj", x, 4 * x.width());
    return graph.linear(at + ".net.2", inner, x.width());
  }
}
