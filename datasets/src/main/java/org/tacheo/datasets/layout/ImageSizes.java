package org.tacheo.datasets.layout;

import java.util.Optional;
import org.tacheo.core.DataException;
import org.tacheo.core.ImageSize;
import org.tacheo.datasets.archive.Archive;
import org.tacheo.datasets.image.ImageHeader;

/** The size of an image from its header, which costs a small read and no decoding. */
public final class ImageSizes {
  /** Holds the header of a PNG, and of a JPEG without thumbnail and profile. */
  private static final int FIRST_READ = 1 << 12;

  private ImageSizes() {}

  /**
   * The size that an image declares.
   *
   * @throws DataException if it is missing, neither PNG nor JPEG, or its header is corrupt
   */
  public static ImageSize of(Archive archive, String image) {
    String where = archive.where(image);
    byte[] head = archive.head(image, FIRST_READ);
    Optional<ImageSize> size = ImageHeader.size(head, where);
    while (size.isEmpty() && head.length < archive.size(image)) {
      head = archive.head(image, (int) Math.min(4L * head.length, Integer.MAX_VALUE - 8));
      size = ImageHeader.size(head, where);
    }
    return size.orElseThrow(
        () -> new DataException(where + ": cut before the size of the image; fetch it again"));
  }

  /**
   * Checks that ground truth fits its image.
   *
   * @param map member with the ground truth
   * @throws DataException if the sizes differ
   */
  public static void requireEqual(Archive archive, String image, String map, ImageSize mapSize) {
    ImageSize size = of(archive, image);
    if (!size.equals(mapSize)) {
      throw new DataException(
          archive.where(map)
              + ": size "
              + mapSize
              + ", expected "
              + size
              + " as its image has; run \"tacheo datasets verify <id>\"");
    }
  }
}
