package org.tacheo.datasets.synthetic;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.datasets.image.Npy;
import org.tacheo.datasets.image.Png;

/** Frames in bulk, with everything that is known of them; see {@link SyntheticData}. */
final class PlainLayout implements Layout {
  private static final int PER_FOLDER = 1000;

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public Optional<String> archive() {
    return Optional.empty();
  }

  @Override
  public ImageSize usualSize() {
    return new ImageSize(96, 128);
  }

  @Override
  public int shotsPerScene() {
    return 1;
  }

  @Override
  public Files make(Turn turn, ImageSize size) {
    double choice = turn.sceneDice().real();
    boolean driving = choice > 0.9;
    Mount mount = driving ? Mount.of(Mount.Place.CAR, 0.58) : Mount.hand();
    Stage stage =
        choice < 0.55
            ? Room.build(turn.seed())
            : driving ? Outdoors.street(turn.seed()) : Outdoors.any(turn.seed());
    Rendering rendering = Layout.shoot(stage, mount, turn, size).rendering();
    String stem =
        String.format(Locale.ROOT, "%04d/%07d_", turn.number() / PER_FOLDER, turn.number());
    Member rgb = new Member(stem + "rgb.png", Png.write(rendering.image()));
    Member depth = new Member(stem + "depth.npy", Npy.write(rendering.metres()));
    Member normals = new Member(stem + "normals.npy", Npy.write(rendering.normals()));
    Member camera = new Member(stem + "camera.txt", text(rendering.intrinsics()));
    return new Files(
        rgb.name() + " " + depth.name() + " " + normals.name() + " " + camera.name(),
        List.of(rgb, depth, normals, camera));
  }

  private static byte[] text(Intrinsics k) {
    String line =
        fixed(k.fx()) + " " + fixed(k.fy()) + " " + fixed(k.cx()) + " " + fixed(k.cy()) + "\n";
    return line.getBytes(StandardCharsets.US_ASCII);
  }

  /** Six decimals of the exact binary value: Double.toString differs between JDKs. */
  private static String fixed(double value) {
    return new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
  }
}
