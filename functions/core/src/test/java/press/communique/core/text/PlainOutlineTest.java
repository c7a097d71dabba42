package press.communique.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.testutil.TestResources;
import org.commonmark.testutil.example.Example;
import org.commonmark.testutil.example.ExampleReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way gives what the long way gives. */
class PlainOutlineTest {

    private static final List<String> PIECES = List.of(
            "word",
            " ",
            "  \n",
            "\n",
            "\n\n",
            "# ",
            "### ",
            "###### ",
            "> ",
            "- ",
            "1. ",
            "*",
            "**",
            "_",
            "`",
            "```\n",
            "    ",
            "[",
            "](",
            ")",
            "![",
            "](/a)",
            "](https://b.example/c?d=e&f 'g')",
            "](//h.example)",
            "](h.png)",
            "](mailto:i@j.example)",
            "](j:k)",
            "](#l)",
            "](m(n)o)",
            "](%zz%20)",
            "](JavaScript&colon;alert)",
            "](\\\\evil.example)",
            "](/media/i.jpg)",
            "](media:01KB07ZD8Q8G2J6V5F3M9T4XWA)",
            "https://j.example/k",
            "<https://l.example>",
            "<!-- m -->",
            "<!-->",
            "<!--",
            "-->",
            "--!>",
            "<b>",
            "</b>",
            "<br>",
            "<i",
            "|",
            "| n | o |\n|---|:-:|\n| p | q |\n",
            "[^1]",
            "\n[^1]: ",
            "&",
            "&amp;",
            "&#0;",
            "{{",
            "\\",
            "\"",
            "'",
            "<",
            ">",
            "---\n",
            "===\n",
            "\u00a0",
            "\u202e",
            "\ufe0f",
            "\uff1c",
            "\u0958",
            "\u200c",
            "\ud83d",
            "&#13;",
            "&#x1;",
            "{",
            "@",
            "+",
            "=",
            "<!-- -->",
            "javascript:",
            "\ud83d\ude00",
            "\u0001",
            "\t");

    static List<String> examples() {
        return ExampleReader.readExamples(TestResources.getSpec()).stream()
                .map(Example::getSource)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# A\n\n### B\n\n# C\n\n##### D\n\n###### E",
                "> ## In a quotation\n\n1. ### in a list\n2. two",
                "[ours](/news/?a=b&c) [theirs](https://elsewhere.example/x 'A \"title\"') <https://www.example.org/>",
                "A bare https://elsewhere.example/a?b=c&d and [what is no address](http://[).",
                "[![in](/media/a.jpg)](/b) [out <https://x.example>{{](http://y.example) {{ }}",
                "[an upload](media:01KB07ZD8Q8G2J6V5F3M9T4XWA)",
                "*a* **b** `<c> & \"d\"` \\<e> &nbsp;\u00a0&lt;f&gt; \\\n g  \nh",
                "```rust\n<b> & {{ \"x\" }}\n```\n\n    indented <i>\n\n---",
                "| a | b |\n|---|--:|\n| [c](/d) | 2 |\n\nNote[^1].\n\n[^1]: ## Heading",
                "- | a |\n  |---|\n  | `</table>` |\n\nOne[^1], one[^1], two[^two].\n\n[^1]: A [link](https://x.example)\n[^two]: B",
                "![a `b` *c*\nd](https://x.example/e.png 'f') ![](g.png) [![h](/i.png)](/j) ![k ![l](m)](n) [o[^1]](p)\n\n[^1]: q",
                "Before <!-- in --> after.\n\n<!-- a\n\n# b -->\n\n<!-- c --> d\n\n<!--> e -->\n\n<!-- f --!> g -->\n\n   <!-- h --> \n\ni",
                "<p>HTML</p>\n\n# A\n\n<h5>D</h5>",
            })
    @MethodSource("examples")
    void same_bytes(String body) {
        var text = new BodyText("www.example.org");
        SafeHtml longWay = body.isBlank() ? SafeHtml.EMPTY : text.longWay(BodyText.parsed(body));
        assertThat(text.render(body)).as(body).isEqualTo(longWay);
    }

    /** Hostile strings and a blog's posts, where they lie beside the repository. */
    @ParameterizedTest
    @CsvSource({"xss-corpus.jsonl,payload", "blog-corpus.jsonl,body_markdown"})
    void same_bytes_of_what_others_wrote(String name, String field) throws IOException {
        Path file = Path.of("../../../shared/data", name);
        assumeThat(file).exists();
        Pattern value = Pattern.compile('"' + field + "\": \"((?:[^\"\\\\]|\\\\.)*+)");
        for (String line : Files.readAllLines(file)) {
            Matcher text = value.matcher(line);
            assertThat(text.find()).as(line).isTrue();
            same_bytes(unescaped(text.group(1)));
        }
    }

    private static String unescaped(String json) {
        return Pattern.compile("(?<!\\\\)((?:\\\\{2})*)\\\\u([0-9a-f]{4})")
                .matcher(json.replace("\\/", "/"))
                .replaceAll(
                        code -> Matcher.quoteReplacement(code.group(1) + (char) Integer.parseInt(code.group(2), 16)))
                .translateEscapes();
    }

    @Test
    void same_bytes_of_whatever_the_marks_make_together() {
        var random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            var body = new StringBuilder();
            for (int piece = random.nextInt(25); piece >= 0; piece--) {
                body.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            same_bytes(body.toString());
        }
    }
}
