package org.tacheo.models.checkpoint;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tacheo.core.DataException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads JSON from strangers: UTF-8 only, no duplicate names, nothing after the value. */
final class Json {
  /** Deeper than any file of a checkpoint. */
  private static final int DEPTH = 32;

  /** Longer than any name of a tensor or setting. */
  private static final int NAME_LENGTH = 1024;

  /** What to do about a file that is none. */
  private static final String AGAIN = "; download the file again";

  /** How the parser calls NaN and Infinity. */
  private static final Pattern NO_NUMBER =
      Pattern.compile("Non-standard token '([^']*)'.*", Pattern.DOTALL);

  /** What the parser says to those who program it. */
  private static final Pattern FOR_PROGRAMMERS =
      Pattern.compile(
          ": maybe a \\(non-standard\\).*|, from `[^`]*`| \\(start marker at [^]]*]\\)",
          Pattern.DOTALL);

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEPTH)
                          .maxNameLength(NAME_LENGTH)
                          .build())
                  .build())
          // Whoever reads says so in its own words.
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /**
   * Reads one value token by token.
   *
   * @param what what messages call it, after the name of the file, for example {@code header}
   * @param reading starts at the first token and must end at the last token of the value
   * @throws DataException if it is no such JSON
   */
  static <T> T read(String where, String what, InputStream bytes, Function<JsonParser, T> reading) {
    try (JsonParser json = MAPPER.createParser(utf8(bytes))) {
      json.nextToken();
      T result = reading.apply(json);
      if (json.nextToken() != null) {
        throw new DataException(where + ": more than one JSON value in the " + what + AGAIN);
      }
      return result;
    } catch (JacksonException bad) {
      throw new DataException(
          where + ": no sound JSON in the " + what + ": " + said(bad) + place(bad) + AGAIN, bad);
    }
  }

  /** What is wrong, without what only programmers could do about it. */
  private static String said(JacksonException bad) {
    if (bad.getCause() instanceof CharacterCodingException) {
      return "the text is not UTF-8";
    }
    Matcher noNumber = NO_NUMBER.matcher(bad.getOriginalMessage());
    return noNumber.matches()
        ? noNumber.group(1) + " is no number of JSON"
        : FOR_PROGRAMMERS.matcher(bad.getOriginalMessage()).replaceAll("");
  }

  private static String place(JacksonException bad) {
    TokenStreamLocation place = bad.getLocation();
    return place == null || place.getLineNr() < 1
        ? ""
        : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
  }

  /**
   * A file of one JSON object.
   *
   * @param mostBytes larger files are refused
   * @throws DataException if it is something else or cannot be read
   */
  static ObjectNode object(CheckpointFile file, long mostBytes) {
    if (file.size() > mostBytes) {
      throw new DataException(
          file.path() + ": " + file.size() + " bytes, expected at most " + mostBytes + AGAIN);
    }
    try (InputStream bytes = new Capped(Files.newInputStream(file.real()), mostBytes)) {
      return read(file.path().toString(), "file", bytes, json -> object(json, file));
    } catch (IOException e) {
      throw file.unreadable(e);
    }
  }

  private static ObjectNode object(JsonParser json, CheckpointFile file) {
    require(JsonToken.START_OBJECT, json.currentToken(), file.path().toString());
    return (ObjectNode) MAPPER.readTree(json);
  }

  /** A value for a message, not too much of it. */
  static String shown(JsonNode value) {
    if (value.isContainer() && value.size() > 8) {
      return (value.isArray() ? "a list of " : "an object of ") + value.size();
    }
    String text = value.toString();
    return text.length() > 100 ? text.substring(0, 100) + "..." : text;
  }

  /**
   * Refuses another token than this one.
   *
   * @param where the file and what in it
   */
  static void require(JsonToken expected, @Nullable JsonToken got, String where) {
    if (got != expected) {
      String found = got == null ? "nothing" : name(got);
      throw new DataException(where + ": expected " + name(expected) + ", got " + found + AGAIN);
    }
  }

  private static String name(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT -> "a whole number";
      case VALUE_NUMBER_FLOAT -> "a broken number";
      case VALUE_NULL -> "null";
      case VALUE_TRUE -> "true";
      case VALUE_FALSE -> "false";
      default -> "the end";
    };
  }

  /** Malformed UTF-8 is refused rather than replaced, and no other encoding is guessed. */
  private static Reader utf8(InputStream bytes) {
    return new InputStreamReader(
        bytes,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  /** Ends after so many bytes, should the file have grown since it was looked at. */
  static final class Capped extends FilterInputStream {
    private long left;

    Capped(InputStream bytes, long most) {
      super(bytes);
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int count = left == 0 ? -1 : in.read(buffer, from, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }
  }
}
