package org.tacheo.datasets.synthetic;

/** Patterns over surfaces; {@link Material} says with which colours and how large. */
enum Texture {
  PLAIN,
  MOTTLE,
  WOOD,
  PLANKS,
  BRICK,
  TILES,
  CHECKS,
  STRIPES,
  BANDS,
  FABRIC,
  DOTS,
  DIAMONDS,
  MARBLE,
  LEAVES,
  GRASS,
  ASPHALT,
  ROAD,
  PANE,
  PICTURE,
  FACADE,
  GRID
}
