package org.tacheo.datasets.normals;

import org.tacheo.core.DataException;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.Mask;
import org.tacheo.core.NormalsConvention;
import org.tacheo.core.VectorMap;
import org.tacheo.datasets.archive.Archive;
import org.tacheo.datasets.image.Exr;
import org.tacheo.datasets.image.ImageHeader;
import org.tacheo.datasets.image.Npy;
import org.tacheo.datasets.image.NpyArray;
import org.tacheo.datasets.image.Png;
import org.tacheo.datasets.image.RgbTriples;
import org.tacheo.datasets.layout.ImageSizes;

/** Normals as the layouts encode them, and which pixels of them are valid. */
final class StoredNormals {
  private static final int BITS = 8;
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
    RgbTriples stored = Png.readTriples(png, where);
    if (stored.bitDepth() != BITS) {
      throw new DataException(
          where + ": a 16-bit PNG, expected 8-bit RGB; use the file as the dataset publishes it");
    }
    boolean[] valid = new boolean[stored.size().pixels()];
    for (int i = 0; i < valid.length; i++) {
      valid[i] = !stored.isZero(i);
    }
    return new GroundTruth.Normals(
        NormalsConvention.DSINE.flip(stored.toVectors()), Mask.owning(stored.size(), valid));
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
      float x = vectors.at(i, 0);
      float y = vectors.at(i, 1);
      float z = vectors.at(i, 2);
      valid[i] = Math.sqrt((double) x * x + (double) y * y + (double) z * z) > 0; // false for NaN
    }
    return new GroundTruth.Normals(vectors, Mask.owning(vectors.size(), valid));
  }
}
