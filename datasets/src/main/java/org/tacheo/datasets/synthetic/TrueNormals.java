package org.tacheo.datasets.synthetic;

import org.tacheo.core.ImageSize;
import org.tacheo.core.RgbImage;
import org.tacheo.core.VectorMap;

/** Rendered normals as the published layouts store them; 0, 0, 0 where there is no ground truth. */
final class TrueNormals {
  private TrueNormals() {}

  /** With x left, y up and z back: the opposite of what the renderer's axes give. */
  static VectorMap dsine(VectorMap rendered, boolean[] known) {
    return turned(rendered, known, -1, -1, -1);
  }

  /** With x right, y up and z towards the viewer. */
  static VectorMap marigold(VectorMap rendered, boolean[] known) {
    return turned(rendered, known, 1, -1, -1);
  }

  /** From x right, y down and z forward. */
  private static VectorMap turned(
      VectorMap rendered, boolean[] known, int signX, int signY, int signZ) {
    float[] vectors = new float[3 * known.length];
    for (int i = 0; i < known.length; i++) {
      if (known[i]) {
        // Adding zero takes the sign from a zero that was turned.
        vectors[3 * i] = signX * rendered.at(i, 0) + 0f;
        vectors[3 * i + 1] = signY * rendered.at(i, 1) + 0f;
        vectors[3 * i + 2] = signZ * rendered.at(i, 2) + 0f;
      }
    }
    return VectorMap.owning(rendered.size(), vectors);
  }

  /** A component n becomes (n + 1) / 2 * 255, rounded; what is not known is black. */
  static RgbImage bytes(VectorMap vectors, boolean[] known) {
    ImageSize size = vectors.size();
    byte[] bytes = new byte[3 * size.pixels()];
    for (int i = 0; i < bytes.length; i++) {
      if (known[i / 3]) {
        double level = (vectors.at(i / 3, i % 3) + 1.0) / 2 * 255;
        bytes[i] = (byte) (int) Math.floor(level + 0.5);
      }
    }
    return RgbImage.owning(size, bytes);
  }
}
