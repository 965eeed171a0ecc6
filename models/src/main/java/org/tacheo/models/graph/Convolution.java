package org.tacheo.models.graph;

/** A 3x3 convolution that keeps the size, in one of the forms in which it can be computed. */
@FunctionalInterface
interface Convolution {
  Maps apply(String at, Maps x, int channels);
}
