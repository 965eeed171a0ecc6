package org.tacheo.datasets.split;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tacheo.core.DataException;
import org.tacheo.core.SplitState;
import org.tacheo.datasets.archive.Archive;

/**
 * Finds the samples of a split in an archive. Whether they are the split is decided by their number
 * and their digest, never by the name of a file.
 */
public final class SplitSearch {
  private static final int NAMED = 5;
  private static final int DIGEST_SHOWN = 12;
  private static final String PARTIAL = "score what is there with --partial";

  private final Archive archive;
  private final SplitRule rule;
  private final ExpectedSplit expected;

  /** A search for one split in one archive. */
  public SplitSearch(Archive archive, SplitRule rule, ExpectedSplit expected) {
    this.archive = archive;
    this.rule = rule;
    this.expected = expected;
  }

  /**
   * The samples that the names in the archive tell: every image of the evaluated split whose ground
   * truth is there.
   *
   * @throws DataException if there is not one
   */
  public Split derived() {
    List<SampleFiles> samples = new ArrayList<>();
    List<String> bare = new ArrayList<>();
    for (String name : archive.names()) {
      if (rule.isEvaluated(name)) {
        SampleFiles files = files(name);
        if (files.groundTruth().stream().allMatch(archive::contains)) {
          samples.add(files);
        } else {
          bare.add(name);
        }
      }
    }
    return agrees(samples)
        ? whole(samples)
        : refused(samples, Refusal.Blame.ARCHIVE, unpaired(bare), advice(samples.size()));
  }

  /**
   * The samples that a list names, if it is the list of this split.
   *
   * @throws DataException if not one of them is in the archive
   */
  public Split listed(SplitList list) {
    List<SampleFiles> samples = new ArrayList<>();
    List<String> missing = missing(list, samples);
    if (!list.asExpected().equals(expected)) {
      String what =
          "; "
              + list.file()
              + " has "
              + list.samples().size()
              + " rows with ground truth and is not the published list"
              + named("members that it names are not in the archive", missing);
      return refused(samples, Refusal.Blame.LIST, what, "give the published list, or " + PARTIAL);
    }
    String what =
        named("members named in " + list.file() + " that are not in the archive", missing);
    return missing.isEmpty()
        ? whole(samples)
        : refused(samples, Refusal.Blame.ARCHIVE, what, "get the whole archive, or " + PARTIAL);
  }

  /**
   * The samples of the list that defines this split, in an archive that should hold exactly those.
   *
   * @throws DataException if not one of them is in the archive
   */
  public Split defined(SplitList list) {
    List<SampleFiles> samples = new ArrayList<>();
    List<String> missing = missing(list, samples);
    Set<String> known = new HashSet<>();
    list.samples().forEach(files -> known.add(files.image()));
    List<String> surplus =
        archive.names().stream()
            .filter(name -> rule.isEvaluated(name) && !known.contains(name))
            .filter(name -> files(name).groundTruth().stream().allMatch(archive::contains))
            .toList();
    if (missing.isEmpty() && surplus.isEmpty()) {
      return whole(samples);
    }
    String what =
        named("members named in " + list.file() + " that are not in the archive", missing)
            + named("samples that are not in " + list.file(), surplus);
    return refused(
        samples, Refusal.Blame.ARCHIVE, what, "make archive and list again, or " + PARTIAL);
  }

  private String advice(int found) {
    return found > expected.samples()
        ? "give the published list with --split-list, or " + PARTIAL
        : "get the whole archive, or " + PARTIAL;
  }

  private SampleFiles files(String image) {
    return new SampleFiles(rule.scene(image).orElseThrow(), image, rule.groundTruth(image));
  }

  /** Sorts the rows of a list into those that are there and the members that are not. */
  private List<String> missing(SplitList list, Collection<SampleFiles> there) {
    List<String> missing = new ArrayList<>();
    for (SampleFiles files : list.samples()) {
      List<String> members = new ArrayList<>();
      members.add(files.image());
      members.addAll(files.groundTruth());
      members.removeIf(archive::contains);
      if (members.isEmpty()) {
        there.add(files);
      }
      missing.addAll(members);
    }
    return missing;
  }

  private String unpaired(List<String> bareImages) {
    if (rule.hasUnpairedFiles()) {
      return "";
    }
    List<String> orphans =
        archive.names().stream()
            .filter(
                name ->
                    rule.imageOf(name)
                        .filter(image -> rule.isEvaluated(image) && !archive.contains(image))
                        .isPresent())
            .toList();
    return named("images without all of their ground truth", bareImages)
        + named("ground truth without image", orphans);
  }

  private boolean agrees(List<SampleFiles> samples) {
    return samples.size() == expected.samples() && digest(samples).equals(expected.digest());
  }

  private static String digest(List<SampleFiles> samples) {
    return SampleDigest.of(samples.stream().map(SampleFiles::image).toList());
  }

  private Split whole(List<SampleFiles> samples) {
    SplitState state = new SplitState(samples.size(), expected.samples(), expected.digest(), true);
    return new Split(samples, state, Optional.empty());
  }

  private Split refused(
      List<SampleFiles> samples, Refusal.Blame blame, String what, String advice) {
    String digest = digest(samples);
    boolean complete = blame == Refusal.Blame.LIST && agrees(samples);
    String message = archive + ": " + counts(samples.size(), digest) + what + "; " + advice;
    if (samples.isEmpty()) {
      throw new DataException(
          archive
              + ": no sample of "
              + rule.id()
              + ", expected "
              + expected.samples()
              + " images like "
              + rule.imagePattern()
              + " with their ground truth"
              + what
              + "; check that this is the right archive");
    }
    SplitState state = new SplitState(samples.size(), expected.samples(), digest, complete);
    return new Split(samples, state, Optional.of(new Refusal(blame, message)));
  }

  private String counts(int found, String digest) {
    String text = "expected the " + expected.samples() + " samples of " + rule.id();
    return found == expected.samples() && !digest.equals(expected.digest())
        ? text
            + " with digest "
            + expected.digest().substring(0, DIGEST_SHOWN)
            + ", found as many with digest "
            + digest.substring(0, DIGEST_SHOWN)
        : text + ", found " + found;
  }

  private static String named(String what, List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return "; " + names.size() + " " + what + ": " + first + (names.size() > NAMED ? ", ..." : "");
  }
}
