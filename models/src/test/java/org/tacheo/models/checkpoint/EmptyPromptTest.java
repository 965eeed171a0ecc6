package org.tacheo.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tacheo.core.DataException;

class EmptyPromptTest {
  private static final TextConfig CLIP =
      new TextConfig(1024, 4096, 23, 16, 77, 49408, 1e-5, TextConfig.Activation.GELU);

  private static final String VOCABULARY =
      "{\"!\": 0, \"<|startoftext|>\": 49406, \"<|endoftext|>\": 49407}";

  @TempDir private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectory(folder.resolve("tokenizer"));
  }

  private void write(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(folder.resolve("tokenizer").resolve(file.getKey()), file.getValue());
    }
  }

  private long[] ids() {
    return EmptyPrompt.of(CheckpointFolder.of(folder)).ids(CLIP);
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(this::ids)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("/tokenizer")
        .hasMessageContaining(reason);
  }

  @Test
  void readsAnOldFolderThatTellsTokensAtLength() throws IOException {
    String start = "{\"content\": \"<|startoftext|>\", \"lstrip\": false, \"special\": true}";
    write(
        Map.of(
            "vocab.json", VOCABULARY,
            "special_tokens_map.json",
                "{\"bos_token\": " + start + ", \"eos_token\": \"<|endoftext|>\"}",
            "tokenizer_config.json",
                "{\"bos_token\": " + start + ", \"tokenizer_class\": \"CLIPTokenizer\"}"));

    assertThat(ids()).containsExactly(49406, 49407);
  }

  @Test
  void readsAFolderOfTheNewFormAlone() throws IOException {
    write(
        Map.of(
            "tokenizer.json",
            """
            {"model": {"vocab": {"<|startoftext|>": 49406}},
             "added_tokens": [{"id": 49407, "content": "<|endoftext|>"}, {"id": 0}],
             "post_processor": {"type": "RobertaProcessing",
               "cls": ["<|startoftext|>", 49406], "sep": ["<|endoftext|>", 49407]}}
            """));

    assertThat(ids()).containsExactly(49406, 49407);
  }

  @Test
  void takesTheTokensThatTheSettingsName() throws IOException {
    write(
        Map.of(
            "vocab.json",
            VOCABULARY,
            "tokenizer_config.json",
            "{\"bos_token\": \"!\", \"eos_token\": \"<|startoftext|>\"}"));

    assertThat(ids()).containsExactly(0, 49406);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          {"!": 0} ; {} ; expected one number for the token <|startoftext|>, got none
          {"<|startoftext|>": 49408, "<|endoftext|>": 1} ; {} ; token 49408, but the text encoder knows 49408
          {"<|startoftext|>": -1, "<|endoftext|>": 1} ; {} ; token -1, but the text encoder knows 49408
          {"<|startoftext|>": "a", "<|endoftext|>": 1} ; {} ; token <|startoftext|>: expected a number, got "a"
          {"<|startoftext|>": 5, "<|endoftext|>": 1} ; {"tokenizer_class": "T5Tokenizer"} ; tokenizer_class is T5Tokenizer, expected one of [CLIPTokenizer
          {"<|startoftext|>": 5, "<|endoftext|>": 1} ; {"bos_token": 5} ; expected a token, got 5
          """)
  void refusesWhatNamesNoTokens(String vocabulary, String settings, String reason)
      throws IOException {
    write(Map.of("vocab.json", vocabulary, "tokenizer_config.json", settings));

    assertRefused(reason);
  }

  @Test
  void refusesFilesThatContradictOneAnother() throws IOException {
    Map<String, String> files = new TreeMap<>();
    files.put("vocab.json", VOCABULARY);
    files.put("tokenizer.json", "{\"model\": {\"vocab\": {\"<|endoftext|>\": 7}}}");
    write(files);
    assertRefused("expected one number for the token <|endoftext|>, got [49407, 7]");

    files.put("tokenizer.json", "{}");
    files.put("special_tokens_map.json", "{\"bos_token\": \"<|startoftext|>\"}");
    files.put("tokenizer_config.json", "{\"bos_token\": \"!\"}");
    write(files);
    assertRefused("special_tokens_map.json: bos_token is another than in tokenizer_config.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          {"type": "TemplateProcessing"}
          {"type": "RobertaProcessing"}
          {"type": "RobertaProcessing", "cls": ["a", 49406], "sep": ["b", 0]}
          """)
  void refusesAnotherWayOfEndingATextThanThatOfClip(String step) throws IOException {
    write(Map.of("vocab.json", VOCABULARY, "tokenizer.json", "{\"post_processor\": " + step + "}"));

    assertRefused("does not put CLIP's tokens around a text");
  }

  @Test
  void refusesAFolderWithoutATokenizer() {
    assertRefused(
        "expected one number for the token <|startoftext|>, got none; neither"
            + " tokenizer/vocab.json nor tokenizer/tokenizer.json is there: finish the download");
  }
}
