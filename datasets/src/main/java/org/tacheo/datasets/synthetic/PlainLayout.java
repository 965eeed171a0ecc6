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

/**
 * Frames in bulk, with everything that is known of them; see {@link SyntheticData}.
 *
 * @param name that users write
 * @param usualSize of a frame, if no other is asked for
 * @param indoors share of rooms
 * @param driving share of streets seen from a car; what is left is any place in the open
 */
record PlainLayout(String name, ImageSize usualSize, double indoors, double driving)
    implements Layout {
  private static final int PER_FOLDER = 1000;

  /** Frames of all sorts. */
  static PlainLayout mixed() {
    return new PlainLayout("plain", new ImageSize(96, 128), 0.55, 0.1);
  }

  /** Wide frames of streets only, as a car's camera sees them. */
  static PlainLayout streets() {
    return new PlainLayout("plain-street", new ImageSize(80, 256), 0, 1);
  }

  @Override
  public Optional<String> archive() {
    return Optional.empty();
  }

  @Override
  public int shotsPerScene() {
    return 1;
  }

  @Override
  public Files make(Turn turn, ImageSize size) {
    double choice = turn.sceneDice().real();
    boolean car = choice >= 1 - driving;
    Mount mount = car ? Mount.of(Mount.Place.CAR, 0.58) : Mount.hand();
    Stage stage =
        choice < indoors
            ? Room.build(turn.seed())
            : car ? Outdoors.street(turn.seed()) : Outdoors.any(turn.seed());
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
