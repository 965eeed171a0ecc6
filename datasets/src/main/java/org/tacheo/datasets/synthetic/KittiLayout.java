package org.tacheo.datasets.synthetic;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tacheo.core.ImageSize;
import org.tacheo.datasets.image.Png;

/**
 * The Eigen test split of KITTI: image, sparse depth in 1/256 m. As in the published list, some
 * rows have an image but {@code None} for ground truth: here the second and the last.
 */
final class KittiLayout implements Layout {
  private static final int WITHOUT_TRUTH = 2;

  /** Width of the images that the focal lengths below belong to. */
  private static final double WIDTH = 1242;

  private static final List<String> DAYS =
      List.of("2011_09_26", "2011_09_28", "2011_09_29", "2011_09_30", "2011_10_03");

  /** Focal length of each day's calibration, pixels. */
  private static final List<Double> FOCALS =
      List.of(721.5377, 707.0493, 718.3351, 707.0912, 718.856);

  @Override
  public String name() {
    return "kitti";
  }

  @Override
  public Optional<String> archive() {
    return Optional.of("kitti_eigen_split_test.tar");
  }

  @Override
  public ImageSize usualSize() {
    return new ImageSize(375, 1242);
  }

  @Override
  public int frames(int samples) {
    return samples + WITHOUT_TRUTH;
  }

  @Override
  public int shotsPerScene() {
    return 4;
  }

  @Override
  public Files make(Turn turn, ImageSize size) {
    int day = turn.sceneDice().below(DAYS.size());
    double focal = FOCALS.get(day) / WIDTH;
    Mount mount = Mount.of(Mount.Place.CAR, focal);
    Shot shot = Layout.shoot(Outdoors.street(turn.seed()), mount, turn, size);
    String drive =
        String.format(Locale.ROOT, "%s_drive_%04d_sync", DAYS.get(day), turn.scene() + 1);
    String frame = String.format(Locale.ROOT, "%010d.png", 5 + 7 * turn.shot());
    Member rgb =
        new Member(
            DAYS.get(day) + "/" + drive + "/image_02/data/" + frame,
            Png.write(shot.rendering().image()));
    String pixels = pixels(focal * size.width());
    if (turn.number() == 1 || turn.number() == turn.total() - 1) {
      return new Files(rgb.name() + " None " + pixels, List.of(rgb));
    }
    Member depth =
        new Member(
            drive + "/proj_depth/groundtruth/image_02/" + frame,
            Png.writeGray16(size, Lidar.sensed(shot, turn.salt())));
    return new Files(rgb.name() + " " + depth.name() + " " + pixels, List.of(rgb, depth));
  }

  private static String pixels(double focal) {
    return new BigDecimal(focal)
        .setScale(4, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }
}
