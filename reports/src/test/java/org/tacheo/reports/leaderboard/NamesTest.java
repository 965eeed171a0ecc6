package org.tacheo.reports.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {
  private static final String NASTY =
      "||\\\\``**__~~[]()<>&&#!-:=+.$@\"'{}/ab1; \t\r\n\u0000\u001B\u0085\u202E\u2028\u2066\uFEFF\u00E9";

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void rendersAnyNameAsItselfInOneCell(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      String name = "x" + nasty(random) + "x";

      assertThat(cell(Names.markdown(name))).as(name).isEqualTo(asHtml(Names.plain(name)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "10, [U+000A]",
    "13, [U+000D]",
    "0, [U+0000]",
    "27, [U+001B]",
    "155, [U+009B]",
    "8238, [U+202E]",
    "8294, [U+2066]",
    "8232, [U+2028]",
    "65279, [U+FEFF]",
    "55357, [U+D83D]",
    "917601, [U+E0061]",
  })
  void spellsOutWhatIsInvisible(int codePoint, String expected) {
    assertThat(Names.plain(Character.toString(codePoint))).isEqualTo(expected);
  }

  @Test
  void leavesLettersOfAllScriptsAlone() {
    assertThat(Names.plain("Märigold 深度 \uD83D\uDE00 δ1")).isEqualTo("Märigold 深度 \uD83D\uDE00 δ1");
  }

  @Test
  void setsOnlyPlainIdsAsCode() {
    assertThat(Names.code("least_square")).isEqualTo("`least_square`");
    assertThat(Names.code("a`b")).isEqualTo("a&#96;b");
  }

  private static String nasty(SplittableRandom random) {
    StringBuilder name = new StringBuilder();
    int length = random.nextInt(1, 12);
    for (int i = 0; i < length; i++) {
      name.append(NASTY.charAt(random.nextInt(NASTY.length())));
    }
    return name.toString();
  }

  private static String cell(String markdown) {
    List<TablesExtension> tables = List.of((TablesExtension) TablesExtension.create());
    String html =
        HtmlRenderer.builder()
            .extensions(tables)
            .build()
            .render(
                Parser.builder()
                    .extensions(tables)
                    .build()
                    .parse("| a | b |\n| --- | --- |\n| " + markdown + " | end |\n"));
    String before = "<tbody>\n<tr>\n<td>";
    String after = "</td>\n<td>end</td>\n</tr>\n</tbody>";
    assertThat(html).contains(before, after);
    return html.substring(html.indexOf(before) + before.length(), html.indexOf(after));
  }

  private static String asHtml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
