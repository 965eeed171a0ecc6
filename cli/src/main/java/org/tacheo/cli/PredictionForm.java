package org.tacheo.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tacheo.core.Prediction;
import org.tacheo.core.PredictionKind;
import org.tacheo.datasets.image.Npy;
import org.tacheo.datasets.image.Png;

/** The files that a prediction becomes. */
final class PredictionForm {
  private static final String EXTENSION = ".npy";
  private static final String PICTURE = ".png";
  private static final String UNCERTAINTY = "_uncertainty";

  private PredictionForm() {}

  /**
   * NumPy's file of float32: depth [H, W]; normals [3, H, W] in the frame of Marigold, as the
   * reference scripts write them; points [H, W, 3].
   */
  private static byte[] npy(Prediction prediction) {
    if (prediction instanceof Prediction.Depth depth) {
      return Npy.write(depth.values());
    }
    if (prediction instanceof Prediction.Normals normals) {
      return Npy.writePlanes(normals.vectors());
    }
    if (prediction instanceof Prediction.Points points) {
      return Npy.write(points.points());
    }
    throw new AssertionError(prediction);
  }

  /** The files of a prediction by path: how far members disagree, if it says, and last itself. */
  static Map<String, byte[]> arrays(String path, Prediction prediction) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    String stem = path.substring(0, path.length() - EXTENSION.length());
    prediction
        .uncertainty()
        .ifPresent(map -> files.put(stem + UNCERTAINTY + EXTENSION, Npy.write(map)));
    files.put(path, npy(prediction));
    return files;
  }

  /** All files of one photograph by name: pictures to look at, and last the array. */
  static Map<String, byte[]> files(String stem, Prediction prediction) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    if (prediction instanceof Prediction.Normals normals) {
      files.put(stem + "_colored.png", Png.write(Pictures.coloured(normals.vectors())));
    } else {
      Prediction.Depth depth = depth(prediction);
      files.put(stem + PICTURE, Png.writeGray16(depth.size(), Pictures.gray16(depth)));
      files.put(stem + "_colored.png", Png.write(Pictures.coloured(depth)));
    }
    prediction
        .uncertainty()
        .ifPresent(
            map -> files.put(stem + UNCERTAINTY + PICTURE, Png.write(Pictures.uncertainty(map))));
    files.putAll(arrays(stem + EXTENSION, prediction));
    return files;
  }

  /** The names of {@link #files} for any prediction without uncertainty. */
  static List<String> names(String stem) {
    return List.of(stem + EXTENSION, stem + PICTURE, stem + "_colored.png");
  }

  /** The names of {@link #files} for any prediction with uncertainty. */
  static List<String> namesWithUncertainty(String stem) {
    String uncertainty = stem + UNCERTAINTY;
    return Stream.concat(
            names(stem).stream(), Stream.of(uncertainty + EXTENSION, uncertainty + PICTURE))
        .toList();
  }

  private static Prediction.Depth depth(Prediction prediction) {
    if (prediction instanceof Prediction.Points points) {
      return new Prediction.Depth(PredictionKind.SCALE_INVARIANT_DEPTH, points.depth());
    }
    if (prediction instanceof Prediction.Depth depth) {
      return depth;
    }
    throw new AssertionError(prediction);
  }
}
