package org.tacheo.eval.run;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tacheo.core.Content;
import org.tacheo.core.Dataset;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.Estimator;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.Mask;
import org.tacheo.core.Prediction;
import org.tacheo.core.RgbImage;
import org.tacheo.core.SampleId;
import org.tacheo.core.SplitState;
import org.tacheo.core.Task;
import org.tacheo.core.VectorMap;
import org.tacheo.eval.metric.NormalsFixture.Picture;

/** The three pictures of the golden vectors as a dataset in memory. */
public final class FakeNormals implements Dataset {
  /** Of every picture. */
  public static final ImageSize SIZE = new ImageSize(48, 64);

  /** Predicts what belongs to the golden vectors. */
  public static final Estimator GOLDEN =
      view -> new Prediction.Normals(picture(view.id()).prediction());

  /** The same, mirrored. */
  static final Estimator MIRRORED =
      view -> new Prediction.Normals(picture(view.id()).prediction().scaled(-1, 1, 1));

  @Override
  public DatasetCard card() {
    return new DatasetCard(
        "golden", "nyuv2-normals", Task.NORMALS, "Golden", "golden.zip", "", "", "");
  }

  @Override
  public SplitState split() {
    return new SplitState(3, 3, "d1", true);
  }

  @Override
  public String archiveDigest() {
    return "a1";
  }

  @Override
  public Content content(Collection<SampleId> samples) {
    return Content.NONE;
  }

  @Override
  public List<SampleId> ids() {
    return IntStream.range(0, 3)
        .mapToObj(k -> new SampleId("golden", "test", "test/" + k + "_img.png"))
        .toList();
  }

  @Override
  public String predictionPath(SampleId id) {
    return id.path().replace("_img.png", "_normal.npy");
  }

  @Override
  public RgbImage image(SampleId id) {
    return RgbImage.owning(SIZE, new byte[3 * SIZE.pixels()]);
  }

  @Override
  public GroundTruth groundTruth(SampleId id) {
    Picture picture = picture(id);
    boolean[] valid = new boolean[SIZE.pixels()];
    for (int i = picture.valid().next(0); i >= 0; i = picture.valid().next(i + 1)) {
      valid[i] = true;
    }
    VectorMap truth = picture.truth();
    return new GroundTruth.Normals(truth, Mask.owning(SIZE, valid));
  }

  @Override
  public Optional<Intrinsics> intrinsics(SampleId id) {
    return Optional.empty();
  }

  @Override
  public void close() {}

  private static Picture picture(SampleId id) {
    return Picture.of(id.path().charAt("test/".length()) - '0', SIZE.height(), SIZE.width());
  }
}
