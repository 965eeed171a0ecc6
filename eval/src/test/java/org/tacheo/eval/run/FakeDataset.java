package org.tacheo.eval.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tacheo.core.Content;
import org.tacheo.core.DataException;
import org.tacheo.core.Dataset;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.FloatMap;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.ImageSize;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.RgbImage;
import org.tacheo.core.SampleId;
import org.tacheo.core.SplitState;
import org.tacheo.core.Task;

/** A dataset in memory whose sample k is a plane of depth from 1 to 2 + k metres. */
public final class FakeDataset implements Dataset {
  /** Of every sample. */
  public static final ImageSize SIZE = new ImageSize(8, 16);

  private final String name;
  private final int n;
  private final Set<Integer> corrupt;

  /** Named {@code fake}, with so many samples, of which these are corrupt. */
  public FakeDataset(int n, Integer... corrupt) {
    this("fake", n, corrupt);
  }

  /** The same under another name. */
  public FakeDataset(String name, int n, Integer... corrupt) {
    this.name = name;
    this.n = n;
    this.corrupt = Set.of(corrupt);
  }

  @Override
  public DatasetCard card() {
    return new DatasetCard(name, "scannet", Task.DEPTH, "Fake", "fake.tar", "", "", "");
  }

  @Override
  public SplitState split() {
    return new SplitState(n, n, "d1", true);
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
    List<SampleId> ids = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      ids.add(new SampleId(name, "scene" + k / 2, "scene" + k / 2 + "/" + k + ".png"));
    }
    return ids;
  }

  @Override
  public String predictionPath(SampleId id) {
    return id.path().replace(".png", ".npy");
  }

  @Override
  public RgbImage image(SampleId id) {
    byte[] bytes = new byte[3 * SIZE.pixels()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7 + number(id));
    }
    return RgbImage.owning(SIZE, bytes);
  }

  @Override
  public GroundTruth groundTruth(SampleId id) {
    if (corrupt.contains(number(id))) {
      throw new DataException(id + ": is corrupt");
    }
    float[] metres = new float[SIZE.pixels()];
    for (int i = 0; i < metres.length; i++) {
      metres[i] = 1 + (1 + number(id)) * (i / (float) metres.length);
    }
    return new GroundTruth.Depth(FloatMap.owning(SIZE, metres), Optional.empty());
  }

  @Override
  public Optional<Intrinsics> intrinsics(SampleId id) {
    return Optional.empty();
  }

  @Override
  public void close() {}

  /** The number of a sample. */
  public static int number(SampleId id) {
    return Integer.parseInt(id.path().replaceAll("^.*/|[.]png$", ""));
  }
}
