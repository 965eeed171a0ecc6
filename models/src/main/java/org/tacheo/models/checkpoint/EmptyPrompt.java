package org.tacheo.models.checkpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tacheo.core.DataException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tokens of the empty prompt without padding, as a CLIPTokenizer gives them: the one that
 * begins a text and the one that ends it. What the tokens are called stands in {@code
 * tokenizer_config.json} and {@code special_tokens_map.json}, what their numbers are in {@code
 * tokenizer.json} or {@code vocab.json}; a folder has some of these, and they must agree. The
 * numbers in the text encoder's settings are not used: those of old files are wrong.
 */
final class EmptyPrompt {
  private static final String FOLDER = "tokenizer/";
  private static final String SETTINGS = FOLDER + "tokenizer_config.json";
  private static final String SPECIAL = FOLDER + "special_tokens_map.json";
  private static final String TOKENIZER = FOLDER + "tokenizer.json";
  private static final String VOCABULARY = FOLDER + "vocab.json";
  private static final String ADDED = FOLDER + "added_tokens.json";

  /** That of CLIP has 3.6 MB. */
  private static final long MOST_BYTES = 8 << 20;

  private static final List<String> CLASSES = List.of("CLIPTokenizer", "CLIPTokenizerFast");

  private final CheckpointFolder folder;
  private final List<CheckpointFile> files = new ArrayList<>();
  private final Map<String, ObjectNode> read = new HashMap<>();

  private EmptyPrompt(CheckpointFolder folder) {
    this.folder = folder;
    for (String name : List.of(SETTINGS, SPECIAL, TOKENIZER, VOCABULARY, ADDED)) {
      folder.find(name).ifPresent(this::read);
    }
  }

  private void read(CheckpointFile file) {
    files.add(file);
    read.put(file.name(), Json.object(file, MOST_BYTES));
  }

  /** The prompt of a checkpoint, its files read. */
  static EmptyPrompt of(CheckpointFolder folder) {
    return new EmptyPrompt(folder);
  }

  /** What was read. */
  List<CheckpointFile> files() {
    return List.copyOf(files);
  }

  /**
   * Its tokens.
   *
   * @throws DataException if they cannot be told, or the text encoder has no such tokens
   */
  long[] ids(TextConfig text) {
    String type = field(SETTINGS, "tokenizer_class").map(this::plain).orElse(CLASSES.get(0));
    if (!CLASSES.contains(type)) {
      throw bad(SETTINGS, "tokenizer_class is " + type + ", expected one of " + CLASSES);
    }
    long[] ids = {id("bos_token", "<|startoftext|>"), id("eos_token", "<|endoftext|>")};
    requireKnownEnds(ids);
    for (long id : ids) {
      if (id < 0 || id >= text.vocabulary()) {
        throw bad("tokenizer", "token " + id + ", but the text encoder knows " + text.vocabulary());
      }
    }
    return ids;
  }

  private DataException bad(String file, String problem) {
    return new DataException(folder.folder().resolve(file) + ": " + problem + ConfigFile.ADVICE);
  }

  private Optional<JsonNode> field(String file, String key) {
    return Optional.ofNullable(read.get(file))
        .map(object -> object.get(key))
        .filter(node -> !node.isNull());
  }

  private String plain(JsonNode node) {
    JsonNode text = node.isObject() && node.has("content") ? node.required("content") : node;
    if (!text.isString()) {
      throw bad("tokenizer", "expected a token, got " + Json.shown(node));
    }
    return text.stringValue();
  }

  private long id(String role, String otherwise) {
    Optional<String> settings = field(SETTINGS, role).map(this::plain);
    Optional<String> special = field(SPECIAL, role).map(this::plain);
    if (settings.isPresent() && special.isPresent() && !settings.equals(special)) {
      throw bad(SPECIAL, role + " is another than in tokenizer_config.json");
    }
    String token = settings.or(() -> special).orElse(otherwise);
    List<Long> ids =
        places(token).stream()
            .flatMap(Optional::stream)
            .map(node -> whole(token, node))
            .distinct()
            .toList();
    if (!read.containsKey(VOCABULARY) && !read.containsKey(TOKENIZER) && ids.isEmpty()) {
      throw new DataException(
          folder.folder().resolve("tokenizer")
              + ": expected one number for the token "
              + token
              + ", got none; neither "
              + VOCABULARY
              + " nor "
              + TOKENIZER
              + " is there: finish the download");
    }
    if (ids.size() != 1) {
      String got = ids.isEmpty() ? "none" : ids.toString();
      throw bad("tokenizer", "expected one number for the token " + token + ", got " + got);
    }
    return ids.get(0);
  }

  private List<Optional<JsonNode>> places(String token) {
    return List.of(
        field(VOCABULARY, token),
        field(ADDED, token),
        field(TOKENIZER, "model").map(model -> model.get("vocab")).map(vocab -> vocab.get(token)),
        field(TOKENIZER, "added_tokens").flatMap(added -> added(added, token)));
  }

  private static Optional<JsonNode> added(JsonNode added, String token) {
    return added
        .valueStream()
        .filter(entry -> entry.path("content").isString())
        .filter(entry -> entry.required("content").stringValue().equals(token))
        .map(entry -> entry.get("id"))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private long whole(String token, JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw bad("tokenizer", "token " + token + ": expected a number, got " + Json.shown(node));
    }
    return node.longValue();
  }

  /** The step of tokenizer.json that puts both tokens around a text must be CLIP's. */
  private void requireKnownEnds(long... ids) {
    JsonNode step = field(TOKENIZER, "post_processor").orElse(null);
    if (step == null) {
      return;
    }
    boolean known =
        step.path("type").asString("").equals("RobertaProcessing")
            && step.path("cls").path(1).asLong(-1) == ids[0]
            && step.path("sep").path(1).asLong(-1) == ids[1];
    if (!known) {
      throw bad(
          TOKENIZER,
          "post_processor " + Json.shown(step) + " does not put CLIP's tokens around a text");
    }
  }
}
