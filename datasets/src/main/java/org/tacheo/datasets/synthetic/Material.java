package org.tacheo.datasets.synthetic;

/**
 * What a surface looks like.
 *
 * @param texture the pattern
 * @param first colour of the ground
 * @param second colour of the pattern
 * @param third colour of joints, frames or marks
 * @param scale size of one cell of the pattern, metres
 * @param salt makes two surfaces of one texture differ
 * @param gloss 0 matt to 1 shining
 * @param glow light that it gives off by itself, relative to its colour; what glows casts no shadow
 */
record Material(
    Texture texture,
    Colour first,
    Colour second,
    Colour third,
    double scale,
    int salt,
    double gloss,
    double glow) {
  static Material plain(Colour colour) {
    return new Material(Texture.PLAIN, colour, colour, colour, 0.3, 0, 0, 0);
  }

  Material withScale(double metres) {
    return new Material(texture, first, second, third, metres, salt, gloss, glow);
  }

  Material withGloss(double value) {
    return new Material(texture, first, second, third, scale, salt, value, glow);
  }

  Material withGlow(double value) {
    return new Material(texture, first, second, third, scale, salt, gloss, value);
  }

  Material withSalt(int value) {
    return new Material(texture, first, second, third, scale, value, gloss, glow);
  }
}
