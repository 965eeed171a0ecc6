package org.tacheo.datasets.synthetic;

/** What sort of scene to render. */
public enum SceneKind {
  /** A furnished room. */
  INDOOR,
  /** A street with traffic, houses and trees: what a car meets. */
  STREET,
  /** Any place in the open: a street, a park, a courtyard, a country road. */
  OUTDOOR
}
