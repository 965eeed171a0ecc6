package org.tacheo.models.graph;

/** Two normed and gated 3x3 convolutions beside a shortcut (ResnetBlock2D). */
record ResidualBlock(GraphBuilder graph, int groups, double eps, Convolution conv) {
  Maps apply(String at, Maps x, int channels) {
    return finish(at, x, start(at, x, channels));
  }

  /** The same with a shift of each channel that depends on the time. */
  Maps apply(String at, Maps x, Tokens time, int channels) {
    Tokens shift = graph.linear(at + ".time_emb_proj", time, channels);
    return finish(at, x, graph.addToChannels(start(at, x, channels), shift));
  }

  private Maps start(String at, Maps x, int channels) {
    return conv.apply(at + ".conv1", gated(at + ".norm1", x), channels);
  }

  private Maps finish(String at, Maps x, Maps hidden) {
    int channels = hidden.channels();
    Maps residue = conv.apply(at + ".conv2", gated(at + ".norm2", hidden), channels);
    // ONNX Runtime begins with what is added to a graph last, and then need not keep x
    Maps shortcut =
        x.channels() == channels ? x : graph.conv(at + ".conv_shortcut", x, channels, 1);
    return graph.mark(at, graph.add(shortcut, residue));
  }

  private Maps gated(String at, Maps x) {
    return graph.silu(graph.groupNorm(at, x, groups, eps));
  }
}
