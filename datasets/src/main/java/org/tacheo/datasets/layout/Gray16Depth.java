package org.tacheo.datasets.layout;

import java.util.Optional;
import org.tacheo.core.DataException;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.datasets.archive.Archive;
import org.tacheo.datasets.image.ImageHeader;
import org.tacheo.datasets.image.Png;
import org.tacheo.datasets.split.SampleFiles;

/**
 * Depth as 16-bit gray PNG. A value is divided in double and then rounded to float32, as the
 * reference does; 0 means that nothing was measured.
 */
public final class Gray16Depth {
  private static final int VALUES = 1 << 16;

  private final float[] metres = new float[VALUES];

  /** An encoding of {@code unitsPerMetre} steps a metre. */
  public Gray16Depth(double unitsPerMetre) {
    for (int value = 0; value < VALUES; value++) {
      metres[value] = (float) (value / unitsPerMetre);
    }
  }

  /**
   * Decodes the first ground truth of a sample.
   *
   * @return [H, W], metres
   * @throws DataException if it is missing, corrupt, of another type, or of another size than the
   *     image
   */
  public GroundTruth.Depth read(Archive archive, SampleFiles files) {
    String member = files.groundTruth().get(0);
    byte[] png = archive.read(member);
    // Before anything is allocated for the size that the file declares.
    ImageHeader.size(png, archive.where(member))
        .ifPresent(size -> ImageSizes.requireEqual(archive, files.image(), member, size));
    FloatMap map = Png.readGray16(png, archive.where(member), metres);
    return new GroundTruth.Depth(map, Optional.empty());
  }
}
