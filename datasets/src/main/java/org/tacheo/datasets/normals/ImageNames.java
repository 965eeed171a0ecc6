package org.tacheo.datasets.normals;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How the files of a sample are named after its image. */
final class ImageNames {
  private static final String IMAGE = "_img.png";

  /** A file whose name begins with a dot is what some file system left behind. */
  private static final Pattern NESTED = Pattern.compile("([^/.][^/]*)/([^/.][^/]*)_img\\.png");

  private static final Pattern FLAT = Pattern.compile("([^/.][^/]*)_img\\.png");

  private ImageNames() {}

  /**
   * The scene of an image in a folder of scenes, or the image's own name in the folder of a split.
   *
   * @param split the folder that holds all images, in any other they are not evaluated; empty if
   *     each scene has a folder
   */
  static Optional<String> nestedScene(String member, Optional<String> split) {
    Matcher image = NESTED.matcher(member);
    return image.matches() ? Optional.of(image.group(split.isPresent() ? 2 : 1)) : Optional.empty();
  }

  /** The name of an image that lies in no folder, which is its scene. */
  static Optional<String> flatScene(String member) {
    Matcher image = FLAT.matcher(member);
    return image.matches() ? Optional.of(image.group(1)) : Optional.empty();
  }

  /** The file of a sample that ends so, for example with {@code _normal.png}. */
  static String beside(String image, String ending) {
    return image.substring(0, image.length() - IMAGE.length()) + ending;
  }

  /** The image of the sample that a file which ends so belongs to. */
  static Optional<String> imageOf(String member, String ending) {
    return member.endsWith(ending)
        ? Optional.of(member.substring(0, member.length() - ending.length()) + IMAGE)
        : Optional.empty();
  }
}
