package org.tacheo.models.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tacheo.core.DataException;
import org.tacheo.core.UnreadableException;

/**
 * Looks through an ONNX file from strangers before ONNX Runtime does: which files its weights lie
 * in, which operators and versions it wants. Reads no more than these; values are skipped.
 *
 * <p>Source: the field numbers of {@code onnx.proto3} of ONNX 1.19.
 */
final class ModelFile {
  /** What ONNX Runtime 1.28 takes. */
  private static final long NEWEST_FORMAT = 13;

  private static final long NEWEST_OPERATORS = 26;
  private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft");
  private static final int DEEPEST = 32;
  private static final int LONGEST_TEXT = 1 << 16;
  private static final int NAMED = 5;

  private final Path path;
  private final WeightPlaces places;
  private final SortedSet<String> foreign = new TreeSet<>();
  private final SortedSet<String> functions = new TreeSet<>();
  private boolean graph;

  private ModelFile(Path path) {
    this.path = path;
    this.places = new WeightPlaces(path);
  }

  /**
   * Checks a model.
   *
   * @return the files with its weights, by what the model calls them; none if it holds them itself
   * @throws UnreadableException if there is no such file
   * @throws DataException if it is no ONNX model, too new, needs custom operators, or refers to
   *     files outside its folder
   */
  static Map<String, Path> check(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new UnreadableException(
          path + ": no such file; expected an ONNX model",
          new NoSuchFileException("" + path),
          true);
    }
    try (InputStream bytes = Files.newInputStream(path)) {
      return check(path, bytes);
    } catch (IOException unreadable) {
      throw new UnreadableException(
          path + ": cannot be read (" + unreadable + "); check the disk", unreadable, false);
    }
  }

  /** The same for the bytes of a model that lies there. */
  static Map<String, Path> check(Path path, InputStream bytes) throws IOException {
    ModelFile file = new ModelFile(path);
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    in.setSizeLimit(Integer.MAX_VALUE);
    try {
      file.model(in);
    } catch (InvalidProtocolBufferException damaged) {
      throw new DataException(
          path + ": no ONNX model, or a damaged one (" + damaged.getMessage() + "); get it again",
          damaged);
    }
    file.requireKnownOperators();
    return Map.copyOf(file.places.found());
  }

  private void requireKnownOperators() {
    if (!graph) {
      throw new DataException(path + ": no ONNX model: it holds no graph");
    }
    foreign.removeAll(functions);
    if (!foreign.isEmpty()) {
      throw new DataException(
          path
              + ": needs custom operators ("
              + String.join(", ", foreign.stream().limit(NAMED).toList())
              + (foreign.size() > NAMED ? ", ..." : "")
              + "), which are not run; export it without them");
    }
  }

  /** Reads the fields of one message. */
  private interface Field {
    /**
     * Reads one field, or says that it is of no interest.
     *
     * @param number its number; of a number the negative one, since a field of another type than
     *     expected is an unknown field and must not be read
     */
    boolean read(int number, CodedInputStream in) throws IOException;
  }

  private static void fields(CodedInputStream in, Field field) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int number = WireFormat.getTagFieldNumber(tag);
      int type = WireFormat.getTagWireType(tag);
      boolean read =
          (type == WireFormat.WIRETYPE_LENGTH_DELIMITED && field.read(number, in))
              || (type == WireFormat.WIRETYPE_VARINT && field.read(-number, in));
      if (!read) {
        in.skipField(tag);
      }
    }
  }

  private interface Message {
    void read(CodedInputStream in) throws IOException;
  }

  private static boolean message(CodedInputStream in, Message message) throws IOException {
    int length = in.readRawVarint32();
    if (length < 0) {
      throw new InvalidProtocolBufferException("a message of negative length");
    }
    int outer = in.pushLimit(length);
    message.read(in);
    if (!in.isAtEnd()) {
      throw new InvalidProtocolBufferException("a message that ends before its end");
    }
    in.popLimit(outer);
    return true;
  }

  private static String text(CodedInputStream in) throws IOException {
    int length = in.readRawVarint32();
    if (length < 0 || length > LONGEST_TEXT) {
      throw new InvalidProtocolBufferException("a name of " + length + " bytes");
    }
    return new String(in.readRawBytes(length), StandardCharsets.UTF_8);
  }

  private void model(CodedInputStream in) throws IOException {
    fields(
        in,
        (number, body) ->
            switch (number) {
              case -1 -> format(body.readInt64());
              case 7 -> {
                graph = true;
                yield message(body, graph -> graph(graph, 0));
              }
              case 8 -> message(body, this::operators);
              case 20 -> message(body, training -> graphs(training, 0));
              case 25 -> message(body, this::function);
              default -> false;
            });
  }

  private boolean format(long version) {
    if (version > NEWEST_FORMAT) {
      throw tooNew("format (IR) version " + version, NEWEST_FORMAT);
    }
    return true;
  }

  private void operators(CodedInputStream in) throws IOException {
    Map<Integer, String> domain = new HashMap<>();
    long[] version = {0};
    fields(
        in,
        (number, body) -> {
          if (number == 1) {
            domain.put(number, text(body));
          } else if (number == -2) {
            version[0] = body.readInt64();
          }
          return number == 1 || number == -2;
        });
    String name = domain.getOrDefault(1, "");
    if ((name.isEmpty() || name.equals("ai.onnx")) && version[0] > NEWEST_OPERATORS) {
      throw tooNew("operator set " + version[0], NEWEST_OPERATORS);
    }
  }

  private DataException tooNew(String what, long newest) {
    return new DataException(
        path
            + ": "
            + what
            + " is too new for this ONNX Runtime, which takes up to "
            + newest
            + "; export the model for an older one");
  }

  private void function(CodedInputStream in) throws IOException {
    Map<Integer, String> names = new HashMap<>();
    fields(
        in,
        (number, body) ->
            switch (number) {
              case 1, 10 -> {
                names.put(number, text(body));
                yield true;
              }
              case 7 -> message(body, node -> node(node, 0));
              case 11 -> message(body, attribute -> attribute(attribute, 0));
              default -> false;
            });
    functions.add(operator(names.getOrDefault(10, ""), names.getOrDefault(1, "")));
  }

  /** The graphs of a training step: they never run, but their files would be read. */
  private void graphs(CodedInputStream in, int depth) throws IOException {
    fields(
        in,
        (number, body) ->
            (number == 1 || number == 2) && message(body, graph -> graph(graph, depth + 1)));
  }

  private void graph(CodedInputStream in, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new InvalidProtocolBufferException("graphs within graphs, deeper than " + DEEPEST);
    }
    fields(
        in,
        (number, body) ->
            switch (number) {
              case 1 -> message(body, node -> node(node, depth));
              case 5 -> message(body, this::tensor);
              case 15 -> message(body, this::sparse);
              default -> false;
            });
  }

  private void node(CodedInputStream in, int depth) throws IOException {
    Map<Integer, String> names = new HashMap<>();
    fields(
        in,
        (number, body) ->
            switch (number) {
              case 4, 7 -> {
                names.put(number, text(body));
                yield true;
              }
              case 5 -> message(body, attribute -> attribute(attribute, depth));
              default -> false;
            });
    String domain = names.getOrDefault(7, "");
    if (!DOMAINS.contains(domain)) {
      foreign.add(operator(domain, names.getOrDefault(4, "")));
    }
  }

  private static String operator(String domain, String name) {
    return domain + ":" + name;
  }

  private void attribute(CodedInputStream in, int depth) throws IOException {
    fields(
        in,
        (number, body) ->
            switch (number) {
              case 5, 10 -> message(body, this::tensor);
              case 6, 11 -> message(body, graph -> graph(graph, depth + 1));
              case 22, 23 -> message(body, this::sparse);
              default -> false;
            });
  }

  private void sparse(CodedInputStream in) throws IOException {
    fields(in, (number, body) -> (number == 1 || number == 2) && message(body, this::tensor));
  }

  private void tensor(CodedInputStream in) throws IOException {
    Map<String, String> entries = new HashMap<>();
    String[] name = {""};
    boolean[] external = {false};
    fields(
        in,
        (number, body) ->
            switch (number) {
              case 8 -> {
                name[0] = text(body);
                yield true;
              }
              case 13 -> {
                external[0] = true;
                yield message(body, entry -> entry(entry, entries));
              }
              case -14 -> {
                external[0] |= body.readInt32() == 1;
                yield true;
              }
              default -> false;
            });
    if (external[0]) {
      places.check(name[0], entries);
    }
  }

  private static void entry(CodedInputStream in, Map<String, String> entries) throws IOException {
    Map<Integer, String> pair = new HashMap<>();
    fields(
        in,
        (number, body) -> {
          boolean known = number == 1 || number == 2;
          if (known) {
            pair.put(number, text(body));
          }
          return known;
        });
    if (entries.put(pair.getOrDefault(1, ""), pair.getOrDefault(2, "")) != null) {
      throw new InvalidProtocolBufferException("two values of one key in external data");
    }
  }
}
