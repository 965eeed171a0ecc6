package org.tacheo.datasets.layout;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tacheo.core.Content;
import org.tacheo.core.Dataset;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.Intrinsics;
import org.tacheo.core.RgbImage;
import org.tacheo.core.SampleId;
import org.tacheo.core.SplitState;
import org.tacheo.datasets.archive.Archive;
import org.tacheo.datasets.archive.Utf8Order;
import org.tacheo.datasets.split.SampleFiles;
import org.tacheo.datasets.split.Split;

/**
 * A split in an archive of a published layout. Ground truth is checked against the size that the
 * image's header declares.
 */
public final class ArchiveDataset implements Dataset {
  private final DatasetCard card;
  private final Layout layout;
  private final Archive archive;
  private final SplitState state;
  private final Map<SampleId, SampleFiles> files = new HashMap<>();
  private final List<SampleId> ids;

  /** A dataset that takes over the archive and closes it in the end. */
  public ArchiveDataset(DatasetCard card, Layout layout, Archive archive, Split split) {
    this.card = card;
    this.layout = layout;
    this.archive = archive;
    this.state = split.state();
    for (SampleFiles sample : split.samples()) {
      files.put(new SampleId(card.id(), sample.scene(), sample.image()), sample);
    }
    this.ids = files.keySet().stream().sorted().toList();
  }

  @Override
  public DatasetCard card() {
    return card;
  }

  @Override
  public SplitState split() {
    return state;
  }

  @Override
  public String archiveDigest() {
    return archive.digest();
  }

  @Override
  public Content content(Collection<SampleId> samples) {
    SortedSet<String> members = new TreeSet<>(Utf8Order.INSTANCE);
    for (SampleId id : samples) {
      members.add(files(id).image());
      members.addAll(files(id).groundTruth());
    }
    return new Content(members.stream().map(archive::part).toList());
  }

  @Override
  public List<SampleId> ids() {
    return ids;
  }

  @Override
  public String predictionPath(SampleId id) {
    return layout.predictionPath(files(id).image());
  }

  @Override
  public RgbImage image(SampleId id) {
    return layout.image(archive, files(id));
  }

  @Override
  public GroundTruth groundTruth(SampleId id) {
    return layout.groundTruth(archive, files(id));
  }

  @Override
  public Optional<Intrinsics> intrinsics(SampleId id) {
    return layout.intrinsics(archive, files(id));
  }

  @Override
  public void close() {
    archive.close();
  }

  private SampleFiles files(SampleId id) {
    SampleFiles found = files.get(id);
    if (found == null) {
      throw new IllegalArgumentException(id + " is not a sample of " + archive);
    }
    return found;
  }
}
