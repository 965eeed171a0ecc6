package org.tacheo.datasets.layout;

/** The rules of the reference scripts for the file of a prediction, beside the image's path. */
public final class PredictionNames {
  private PredictionNames() {}

  /** {@code pred_} and the whole name: {@code a/0069.png} gives {@code a/pred_0069.npy}. */
  public static String fromName(String image) {
    return folder(image) + "pred_" + stem(name(image)) + ".npy";
  }

  /** {@code pred_} and what follows {@code rgb_}: {@code rgb_01.png} gives {@code pred_01.npy}. */
  public static String fromNumber(String image) {
    return folder(image) + "pred_" + stem(name(image)).split("_", -1)[1] + ".npy";
  }

  private static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
