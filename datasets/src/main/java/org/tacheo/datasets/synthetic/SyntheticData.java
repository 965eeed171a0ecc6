package org.tacheo.datasets.synthetic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.tacheo.core.ImageSize;
import org.tacheo.core.SpecException;

/**
 * Writes rendered frames in the published layouts, into {@code <data folder>/rendered-<layout>}.
 *
 * <p>{@code nyuv2}, {@code kitti}, {@code eth3d} and {@code scannet} become one tar, {@code
 * nyuv2-normals}, {@code scannet-normals}, {@code ibims-normals}, {@code sintel-normals} and {@code
 * nyuv2-normals-marigold} one zip, with the name and the members of the published one, and {@code
 * split.txt} in the form of the published list. {@code plain} (scenes of all sorts) and {@code
 * plain-street} (wide frames from a car) are for training: a folder with four files for each frame,
 *
 * <ul>
 *   <li>{@code 0000/0000000_rgb.png}: [H, W, 3], 8 bit;
 *   <li>{@code 0000/0000000_depth.npy}: [H, W], float32, metres along the optical axis, 0 for sky;
 *   <li>{@code 0000/0000000_normals.npy}: [H, W, 3], float32 unit vectors, x right, y down, z
 *       forward, pointing towards the camera, 0, 0, 0 for sky;
 *   <li>{@code 0000/0000000_camera.txt}: {@code fx fy cx cy} in pixels, a pixel's centre at +0.5;
 * </ul>
 *
 * <p>a thousand frames to a folder, and {@code split.txt} with these four names in each row.
 *
 * <p>The same layout and order give the same bytes on every machine, whatever the number of
 * threads.
 */
public final class SyntheticData {
  /** Smaller images show nothing. */
  private static final int SMALLEST = 32;

  /** Larger than any published frame; more would not fit into memory. */
  private static final int MOST_PIXELS = 1 << 25;

  private static final int MOST_SAMPLES = 1_000_000;
  private static final int MOST_SHOTS = 1000;
  private static final int MOST_THREADS = 1024;

  private static final List<Layout> LAYOUTS =
      List.of(
          new Nyuv2Layout(),
          new KittiLayout(),
          new Eth3dLayout(),
          new ScannetLayout(),
          new DsineLayout(NormalsSet.NYUV2),
          new DsineLayout(NormalsSet.SCANNET),
          new DsineLayout(NormalsSet.IBIMS),
          new DsineLayout(NormalsSet.SINTEL),
          new MarigoldNormalsLayout(NormalsSet.NYUV2),
          PlainLayout.mixed(),
          PlainLayout.streets());

  private SyntheticData() {}

  /** The layouts that can be written. */
  public static List<String> layouts() {
    return LAYOUTS.stream().map(Layout::name).toList();
  }

  /**
   * Refuses a set that {@link #write} would refuse, before others are written.
   *
   * @throws SpecException if the layout is unknown, or its folder exists and is not empty
   */
  public static void check(String layout, Path dataFolder) {
    Path target = dataFolder.resolve("rendered-" + find(layout).name());
    try {
      refuseIfFilled(target);
    } catch (IOException e) {
      throw new SpecException(target + ": cannot be read (" + e + "); check the folder's rights");
    }
  }

  /**
   * Renders and writes a set.
   *
   * @param layout one of {@link #layouts()}
   * @param threads that render, 1 to 1024
   * @param progress told the number of frames written so far, after each, by the calling thread
   * @return the folder written
   * @throws SpecException if the layout is unknown, a number is out of its range, or the folder
   *     exists and is not empty, or cannot be written; nothing is left behind then
   */
  public static Path write(
      String layout, Path dataFolder, RenderOrder order, int threads, IntConsumer progress) {
    Layout found = find(layout);
    inRange("count", order.count(), MOST_SAMPLES);
    inRange("shots", order.shotsPerScene().orElse(1), MOST_SHOTS);
    inRange("threads", threads, MOST_THREADS);
    ImageSize frame = order.size().orElse(found.usualSize());
    check(frame);
    Path target = dataFolder.resolve("rendered-" + layout);
    try {
      refuseIfFilled(target);
      Path partial = partial(dataFolder, layout);
      try {
        List<Turn> turns = turns(found, order);
        fill(partial, found, new Crew(found, frame, threads), turns, progress);
        publish(partial, target);
      } finally {
        remove(partial);
      }
    } catch (IOException e) {
      throw new SpecException(
          target + ": cannot be written (" + e + "); check the folder's rights and space");
    }
    return target;
  }

  /** No two layouts share a scene, so that what is trained on one was never seen in another. */
  private static List<Turn> turns(Layout layout, RenderOrder order) {
    long own = Dice.seed(order.seed(), layout.name().hashCode());
    int shots = order.shotsPerScene().orElse(layout.shotsPerScene());
    return Turn.all(layout.frames(order.count()), shots, own);
  }

  private static Layout find(String name) {
    return LAYOUTS.stream()
        .filter(layout -> layout.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    String.format(
                        Locale.ROOT,
                        "layout: expected one of %s, got \"%s\"",
                        String.join(", ", layouts()),
                        name)));
  }

  private static void inRange(String what, int value, int most) {
    if (value < 1 || value > most) {
      throw new SpecException(what + ": expected 1 to " + most + ", got " + value);
    }
  }

  private static void check(ImageSize size) {
    if (size.height() < SMALLEST || size.width() < SMALLEST || size.pixels() > MOST_PIXELS) {
      throw new SpecException(
          String.format(
              Locale.ROOT,
              "size: expected at least [%d, %d] and at most %d pixels, got %s",
              SMALLEST,
              SMALLEST,
              MOST_PIXELS,
              size));
    }
  }

  private static void refuseIfFilled(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      try (Stream<Path> content = Files.list(target)) {
        if (content.findAny().isEmpty()) {
          return;
        }
      }
    } else if (!Files.exists(target)) {
      return;
    }
    throw new SpecException(
        target + ": expected a new or empty folder, got one with content; remove it first");
  }

  /** A new folder beside the target, with a name that no other process takes. */
  private static Path partial(Path dataFolder, String layout) throws IOException {
    Files.createDirectories(dataFolder);
    long process = ProcessHandle.current().pid();
    return Files.createDirectory(
        dataFolder.resolve(".rendered-" + layout + "." + process + ".part"));
  }

  private static void fill(
      Path folder, Layout layout, Crew crew, List<Turn> turns, IntConsumer progress)
      throws IOException {
    List<String> rows;
    Optional<String> archive = layout.archive();
    try (Sink sink =
        archive.isPresent() ? Sink.archive(folder.resolve(archive.get())) : Sink.folder(folder)) {
      rows = crew.work(turns, sink, progress);
    }
    // Like the published lists, without a final line feed.
    Files.writeString(folder.resolve("split.txt"), String.join("\n", rows), StandardCharsets.UTF_8);
  }

  private static void publish(Path partial, Path target) throws IOException {
    Files.deleteIfExists(target);
    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> content;
    try (Stream<Path> walk = Files.walk(folder)) {
      content = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : content) {
      Files.delete(path);
    }
  }
}
