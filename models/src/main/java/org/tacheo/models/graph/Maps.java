package org.tacheo.models.graph;

/** Feature maps that flow through a graph: [B, channels, h, w]. */
record Maps(String name, int channels) {}
