package org.tacheo.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tacheo.core.DataException;
import org.tacheo.core.Dataset;
import org.tacheo.core.DatasetCard;
import org.tacheo.core.SpecException;
import org.tacheo.datasets.archive.Archive;
import org.tacheo.datasets.layout.ArchiveDataset;
import org.tacheo.datasets.layout.Layout;
import org.tacheo.datasets.split.Split;
import org.tacheo.datasets.split.SplitList;
import org.tacheo.datasets.split.SplitSearch;

/**
 * The datasets by id.
 *
 * <p>An archive is looked for in the data folder under the path that its card gives, then under the
 * same path with {@code .tar} or {@code .zip}, whichever that is not, then as a folder without
 * either.
 */
public final class Datasets {
  private static final String TAR = ".tar";
  private static final String ZIP = ".zip";

  /** Beside a rendered archive, in the published format: the samples it should hold. */
  private static final String RENDERED_LIST = "split.txt";

  private Datasets() {}

  /** What is known of each dataset, the published ones first. */
  public static List<DatasetCard> cards() {
    return Catalogue.entries().stream().map(Entry::card).toList();
  }

  /**
   * What is known of one dataset.
   *
   * @throws SpecException if there is none of this id
   */
  public static DatasetCard card(String id) {
    return entry(id).card();
  }

  /**
   * Whether an archive of a dataset lies in the data folder; it is not opened.
   *
   * @throws SpecException if there is no dataset of this id
   */
  public static boolean isPresent(String id, Path dataFolder) {
    return candidates(card(id), dataFolder).stream().anyMatch(Files::exists);
  }

  /**
   * Opens a dataset and finds its split: by rule from the names in the archive, or from a list.
   *
   * @param dataFolder the folder that holds {@code nyuv2/nyu_labeled_extracted.tar} and so on
   * @throws DataException if the archive is missing or refused, holds no sample, or, unless partial
   *     splits are allowed, is not exactly the split
   * @throws SpecException if there is no dataset of this id, the split list is malformed, or,
   *     unless partial splits are allowed, not the published one
   */
  public static Dataset open(String id, Path dataFolder, SplitOptions options) {
    return opened(id, dataFolder, options).dataset();
  }

  /** The same with what the verification needs to know. */
  static Opened opened(String id, Path dataFolder, SplitOptions options) {
    Entry entry = entry(id);
    Layout layout = entry.layout().get();
    Archive whole = Archive.open(located(entry.card(), dataFolder));
    try {
      Archive archive = layout.folder().isEmpty() ? whole : whole.within(layout.folder());
      Split split = split(entry, layout, archive, options);
      if (!options.partial()) {
        split.requireComplete();
      }
      Dataset dataset = new ArchiveDataset(entry.card(), layout, archive, split);
      return new Opened(dataset, layout, archive.path(), split);
    } catch (RuntimeException e) {
      whole.close();
      throw e;
    }
  }

  private static Split split(Entry entry, Layout layout, Archive archive, SplitOptions options) {
    Optional<SplitList> given = options.splitList().map(file -> SplitList.read(file, layout));
    if (entry.origin() == Entry.Origin.PUBLISHED) {
      SplitSearch search = new SplitSearch(archive, layout, layout.published());
      return given.map(search::listed).orElseGet(search::derived);
    }
    SplitList own = renderedList(entry, layout, archive);
    SplitSearch search = new SplitSearch(archive, layout, own.asExpected());
    return given.map(search::listed).orElseGet(() -> search.defined(own));
  }

  private static SplitList renderedList(Entry entry, Layout layout, Archive archive) {
    Path list = archive.path().resolveSibling(RENDERED_LIST);
    if (!Files.exists(list)) {
      throw new DataException(
          list + ": missing, expected it beside the archive; " + entry.card().access());
    }
    try {
      return SplitList.read(list, layout);
    } catch (SpecException e) {
      // The user did not write this list: it is part of the data.
      throw new DataException(e.getMessage() + "; " + entry.card().access(), e);
    }
  }

  private static Path located(DatasetCard card, Path dataFolder) {
    if (!Files.isDirectory(dataFolder)) {
      throw new DataException(
          dataFolder + ": no such folder; --data names the folder that holds " + card.archive());
    }
    List<Path> candidates = candidates(card, dataFolder);
    return candidates.stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    candidates.get(0)
                        + ": no such file, nor a .tar, .zip or folder of that name; to get it, "
                        + card.access()));
  }

  private static List<Path> candidates(DatasetCard card, Path dataFolder) {
    String published = card.archive();
    String stem = published.substring(0, published.lastIndexOf('.'));
    return Stream.of(published, stem + TAR, stem + ZIP, stem)
        .distinct()
        .map(dataFolder::resolve)
        .toList();
  }

  private static Entry entry(String id) {
    List<Entry> entries = Catalogue.entries();
    return entries.stream()
        .filter(entry -> entry.card().id().equals(id))
        .findFirst()
        .orElseThrow(() -> unknown(id, entries.stream().map(e -> e.card().id()).toList()));
  }

  private static SpecException unknown(String id, List<String> known) {
    String nearest = known.stream().min(Comparator.comparingInt(k -> edits(id, k))).orElse("");
    return new SpecException(
        "unknown dataset \""
            + id
            + "\"; did you mean \""
            + nearest
            + "\"? Known: "
            + String.join(", ", known));
  }

  /** How many letters must be added, dropped or changed to make one word the other. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }

  /**
   * A dataset just opened.
   *
   * @param path of its archive
   */
  record Opened(Dataset dataset, Layout layout, Path path, Split split) {}
}
