package org.tacheo.models.checkpoint;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tacheo.core.DataException;

/**
 * The weights of one network, over all files that hold them. Safe for use by several threads at
 * once.
 */
public final class Weights implements WeightSource {
  /** What graphs can compute with. */
  private static final Set<ElementType> FLOATS =
      EnumSet.of(ElementType.F32, ElementType.F16, ElementType.BF16);

  /** Names that differ in more characters are not what was meant. */
  private static final int NEAR = 6;

  private final String where;
  private final Network network;
  private final Map<String, StoredTensor> stored;

  private Weights(String where, Network network, Map<String, StoredTensor> stored) {
    this.where = where;
    this.network = network;
    this.stored = stored;
    stored.keySet().stream().filter(Network::isOriginal).findFirst().ifPresent(this::refuse);
  }

  private void refuse(String original) {
    throw new DataException(
        where
            + ": tensor "
            + original
            + " has a name of the original Stable Diffusion scripts; convert the checkpoint to the"
            + " diffusers layout, for example with StableDiffusionPipeline.from_single_file and"
            + " save_pretrained");
  }

  /**
   * The weights in one file, or in the shards that an index names beside itself.
   *
   * @param file {@code *.safetensors} or {@code *.json}
   * @throws DataException if one cannot be read or is not sound
   */
  public static Weights open(Path file, Network network) {
    CheckpointFile first = CheckpointFile.alone(file);
    if (!first.name().endsWith(".json")) {
      return of(first, network);
    }
    Map<String, CheckpointFile> shards = new TreeMap<>();
    for (String shard : ShardIndex.read(first).values()) {
      shards.computeIfAbsent(shard, name -> CheckpointFile.alone(file.resolveSibling(name)));
    }
    return of(first, shards, network);
  }

  static Weights of(CheckpointFile file, Network network) {
    return new Weights(file.path().toString(), network, Safetensors.read(file));
  }

  /**
   * The weights in several files.
   *
   * @param index the file that says which
   * @param shards by their names beside it
   * @throws DataException if a tensor is not where the index says, or is there twice
   */
  static Weights of(CheckpointFile index, Map<String, CheckpointFile> shards, Network network) {
    String where = index.path().toString();
    Map<String, StoredTensor> all = new TreeMap<>();
    for (CheckpointFile shard : shards.values()) {
      Safetensors.read(shard)
          .forEach(
              (name, tensor) -> {
                if (all.put(name, tensor) != null) {
                  throw new DataException(where + ": tensor " + name + " is in several shards");
                }
              });
    }
    ShardIndex.read(index).forEach((name, shard) -> requireIn(where, all, name, shards, shard));
    return new Weights(where, network, all);
  }

  private static void requireIn(
      String where,
      Map<String, StoredTensor> all,
      String name,
      Map<String, CheckpointFile> shards,
      String shard) {
    StoredTensor tensor = all.get(name);
    CheckpointFile file = shards.get(shard);
    if (tensor == null || file == null || !tensor.file().equals(file.real())) {
      throw new DataException(
          where + ": tensor " + name + " is not in " + shard + "; download both again");
    }
  }

  /**
   * {@inheritDoc} The name of what is returned is that in the file, the shape the one asked for.
   */
  @Override
  public StoredTensor tensor(String name, long... shape) {
    StoredTensor found = find(name).orElseThrow(() -> missing(name, shape));
    List<Long> wanted = Arrays.stream(shape).boxed().toList();
    if (!network.serves(name, found.shape(), wanted)) {
      throw new DataException(
          where
              + ": tensor "
              + found.name()
              + " has shape "
              + found.shape()
              + ", expected "
              + wanted
              + "; config.json is of another network, or the file is");
    }
    if (!FLOATS.contains(found.type())) {
      throw new DataException(
          where
              + ": tensor "
              + found.name()
              + " is "
              + found.type()
              + ", expected one of "
              + FLOATS);
    }
    return new StoredTensor(
        found.name(), found.type(), wanted, found.file(), found.offset(), found.bytes());
  }

  /** The tensor that is meant by a name of the architecture, of whatever shape. */
  Optional<StoredTensor> find(String name) {
    return network.namesOf(name).stream().filter(stored::containsKey).findFirst().map(stored::get);
  }

  private DataException missing(String name, long... shape) {
    String nearest =
        stored.keySet().stream()
            .filter(other -> Math.abs(name.length() - other.length()) <= NEAR)
            .filter(other -> difference(name, other) <= NEAR)
            .min(Comparator.comparingInt(other -> difference(name, other)))
            .map(other -> "; " + other + " " + shapeOf(other) + " is there")
            .orElse("");
    return new DataException(
        where
            + ": tensor "
            + name
            + " "
            + Arrays.toString(shape)
            + " is missing"
            + nearest
            + "; config.json is of another network, or the file is");
  }

  private String shapeOf(String name) {
    StoredTensor tensor = stored.get(name);
    return tensor == null ? "" : tensor.shape().toString();
  }

  /** Characters between what two names have in common at their beginning and at their end. */
  private static int difference(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    int head = 0;
    while (head < shorter && one.charAt(head) == other.charAt(head)) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && one.charAt(one.length() - 1 - tail) == other.charAt(other.length() - 1 - tail)) {
      tail++;
    }
    return Math.max(one.length(), other.length()) - head - tail;
  }

  /** Every tensor in the files, sorted by name. */
  public Collection<StoredTensor> stored() {
    return stored.values();
  }

  /** Numbers in all tensors but those that only count positions. */
  public long parameters() {
    return counted().mapToLong(tensor -> tensor.bytes() / tensor.type().bytes()).sum();
  }

  /** The types of the same tensors. */
  public Set<ElementType> types() {
    Set<ElementType> types = EnumSet.noneOf(ElementType.class);
    counted().forEach(tensor -> types.add(tensor.type()));
    return types;
  }

  /**
   * Reads all elements of the types that graphs compute with.
   *
   * @return for each tensor with an element that is not finite the first such element; none in
   *     sound weights
   * @throws DataException if a file cannot be read
   */
  public List<NotFinite> notFinite() {
    return FiniteSearch.in(stored.values());
  }

  private Stream<StoredTensor> counted() {
    return stored.values().stream().filter(tensor -> !Network.isIdle(tensor.name()));
  }

  /** A source for a trial: it notes what is asked for and what is wrong with it. */
  public WeightAudit audit() {
    return new WeightAudit(this);
  }
}
