package org.tacheo.datasets.normals;

import org.tacheo.core.DataException;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Mask;
import org.tacheo.core.NormalsConvention;
import org.tacheo.core.RgbImage;
import org.tacheo.core.VectorMap;
import org.tacheo.datasets.archive.Archive;
import org.tacheo.datasets.image.Exr;
import org.tacheo.datasets.image.ImageHeader;
import org.tacheo.datasets.image.Npy;
import org.tacheo.datasets.image.NpyArray;
import org.tacheo.datasets.image.Png;
import org.tacheo.datasets.layout.ImageSizes;

/** Normals as the layouts encode them, and which pixels of them are valid. */
final class StoredNormals {
  private static final int LEVELS = 256;
  private static final int AXES = 3;
  private static final float SHORTEST = 0.5f;

  private StoredNormals() {}

  /**
   * 8-bit RGB: a byte v is v / 255 * 2 - 1, in float32; black, on the bytes, is invalid.
   *
   * @throws DataException if the file is of another size than the image, of another type or corrupt
   */
  static GroundTruth.Normals png(Archive archive, String image, String member, byte[] png) {
    String where = archive.where(member);
    // Before anything is allocated for the size that the file declares.
    ImageHeader.size(png, where)
        .ifPresent(size -> ImageSizes.requireEqual(archive, image, member, size));
    RgbImage stored = Png.readRgb(png, where);
    ImageSize size = stored.size();
    float[] levels = levels();
    float[] vectors = new float[Math.multiplyExact(3, size.pixels())];
    boolean[] valid = new boolean[size.pixels()];
    for (int i = 0; i < valid.length; i++) {
      int r = stored.at(i, 0);
      int g = stored.at(i, 1);
      int b = stored.at(i, 2);
      vectors[3 * i] = levels[r];
      vectors[3 * i + 1] = levels[g];
      vectors[3 * i + 2] = levels[b];
      valid[i] = (r | g | b) != 0;
    }
    VectorMap map = VectorMap.owning(size, vectors);
    return new GroundTruth.Normals(NormalsConvention.DSINE.flip(map), Mask.owning(size, valid));
  }

  /**
   * OpenEXR with x, y and z in R, G and B: valid where the norm, in float32, is above 0.5.
   *
   * @throws DataException if the file is of another size than the image, of another kind or corrupt
   */
  static GroundTruth.Normals exr(Archive archive, String image, String member, byte[] exr) {
    VectorMap vectors = Exr.readVectors(exr, archive.where(member));
    ImageSizes.requireEqual(archive, image, member, vectors.size());
    boolean[] valid = new boolean[vectors.size().pixels()];
    for (int i = 0; i < valid.length; i++) {
      float x = vectors.at(i, 0);
      float y = vectors.at(i, 1);
      float z = vectors.at(i, 2);
      valid[i] = (float) Math.sqrt(x * x + y * y + z * z) > SHORTEST;
    }
    return new GroundTruth.Normals(
        NormalsConvention.DSINE.flip(vectors), Mask.owning(vectors.size(), valid));
  }

  /**
   * NumPy floats [H, W, 3] in the house frame; a vector of zeros, and no other, is invalid.
   *
   * @throws DataException if the array is of another size than the image, of another shape or type,
   *     or the file is corrupt
   */
  static GroundTruth.Normals npy(Archive archive, String image, String member, byte[] npy) {
    String where = archive.where(member);
    NpyArray array = Npy.read(npy, where);
    if (array.shape().size() != AXES || array.shape().get(AXES - 1) != AXES) {
      throw new DataException(where + ": " + array + ", expected [H, W, 3]; get the archive again");
    }
    VectorMap vectors = array.toVectors();
    ImageSizes.requireEqual(archive, image, member, vectors.size());
    boolean[] valid = new boolean[vectors.size().pixels()];
    for (int i = 0; i < valid.length; i++) {
      valid[i] = vectors.at(i, 0) != 0 || vectors.at(i, 1) != 0 || vectors.at(i, 2) != 0;
    }
    return new GroundTruth.Normals(vectors, Mask.owning(vectors.size(), valid));
  }

  /** The three roundings of the reference: after the division, the doubling, the subtraction. */
  private static float[] levels() {
    float[] levels = new float[LEVELS];
    for (int v = 0; v < LEVELS; v++) {
      levels[v] = v / 255f * 2f - 1f;
    }
    return levels;
  }
}
