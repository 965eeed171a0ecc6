package org.tacheo.models.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tacheo.core.DataException;

/**
 * The files that hold the weights of one network of a checkpoint.
 *
 * @param weights what they hold
 * @param files all of them, the index of shards too
 */
record WeightFiles(Weights weights, List<CheckpointFile> files) {
  private static final List<String> PICKLES = List.of(".bin", ".pt", ".pth", ".ckpt", ".pkl");

  /** Copies the list. */
  WeightFiles {
    files = List.copyOf(files);
  }

  /**
   * Finds and reads them.
   *
   * @param variant what stands in the names of the files, such as {@code fp16}; empty for nothing
   * @throws DataException if they are missing, in another format, or not sound
   */
  static WeightFiles of(CheckpointFolder folder, Network network, String variant) {
    String stem = network.folder() + "/" + network.stem();
    String infix = variant.isEmpty() ? "" : "." + variant;
    String single = stem + infix + ".safetensors";
    String sharded = stem + ".safetensors.index" + infix + ".json";
    Optional<CheckpointFile> file = folder.find(single);
    Optional<CheckpointFile> index = folder.find(sharded);
    if (file.isPresent() && index.isPresent()) {
      throw new DataException(
          file.get().path() + ": beside it is " + sharded + "; remove the one that is not meant");
    }
    if (index.isPresent()) {
      return sharded(folder, network, index.get());
    }
    CheckpointFile found = file.orElseThrow(() -> missing(folder, network, single, variant));
    return new WeightFiles(Weights.of(found, network), List.of(found));
  }

  private static WeightFiles sharded(
      CheckpointFolder folder, Network network, CheckpointFile index) {
    Map<String, CheckpointFile> shards = new TreeMap<>();
    for (String shard : ShardIndex.read(index).values()) {
      shards.computeIfAbsent(shard, name -> folder.require(network.folder() + "/" + name));
    }
    List<CheckpointFile> files = new ArrayList<>(List.of(index));
    files.addAll(shards.values());
    return new WeightFiles(Weights.of(index, shards, network), files);
  }

  private static DataException missing(
      CheckpointFolder folder, Network network, String expected, String variant) {
    String where = folder.folder().resolve(expected).toString();
    List<String> there = folder.names(network.folder());
    List<String> safe = there.stream().filter(name -> name.endsWith(".safetensors")).toList();
    if (!safe.isEmpty()) {
      String hint = variant.isEmpty() ? "name its variant" : "leave the variant out";
      return new DataException(
          where + ": missing; there: " + String.join(", ", safe) + "; " + hint);
    }
    return there.stream()
        .filter(WeightFiles::isPickle)
        .findFirst()
        .map(pickle -> pickled(where, pickle))
        .orElseGet(
            () ->
                new DataException(
                    where + ": missing; finish the download of the folder " + network.folder()));
  }

  private static DataException pickled(String where, String pickle) {
    return new DataException(
        where
            + ": missing; "
            + pickle
            + " holds pickled Python objects, which can run any code and are not read; take a"
            + " revision that has safetensors, or load the checkpoint with diffusers and call"
            + " save_pretrained(folder, safe_serialization=True)");
  }

  private static boolean isPickle(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return PICKLES.stream().anyMatch(lower::endsWith);
  }
}
