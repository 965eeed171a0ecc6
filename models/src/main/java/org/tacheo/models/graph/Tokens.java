package org.tacheo.models.graph;

/** Feature vectors that flow through a graph: [B, S, width], or [B, width] outside sequences. */
record Tokens(String name, int width) {}
