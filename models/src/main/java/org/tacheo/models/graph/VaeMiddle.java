package org.tacheo.models.graph;

/** The coarsest part of an autoencoder: two residual blocks, between them perhaps attention. */
record VaeMiddle(GraphBuilder graph, int groups, double eps, boolean hasAttention) {
  Maps apply(String at, Maps x) {
    ResidualBlock residual = new ResidualBlock(graph, groups, eps, graph::quickConv);
    Maps before = residual.apply(at + ".resnets.0", x, x.channels());
    Maps seen = hasAttention ? attention(at + ".attentions.0", before) : before;
    return graph.mark(at, residual.apply(at + ".resnets.1", seen, x.channels()));
  }

  private Maps attention(String at, Maps x) {
    int width = x.channels();
    Tokens tokens = graph.toTokens(graph.groupNorm(at + ".group_norm", x, groups, eps));
    Tokens query = graph.linear(at + ".to_q", tokens, width);
    Tokens key = graph.linear(at + ".to_k", tokens, width);
    Tokens value = graph.linear(at + ".to_v", tokens, width);
    Tokens read = graph.linear(at + ".to_out.0", graph.attention(query, key, value, 1), width);
    return graph.add(x, graph.toMaps(read, x));
  }
}
