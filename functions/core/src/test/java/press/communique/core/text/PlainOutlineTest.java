package press.communique.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import press.communique.core.media.MediaLibrary;

/** The short way gives what the long way gives. */
class PlainOutlineTest {

    private static final URI SITE = URI.create("https://www.example.org");

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
                "<p>HTML</p>\n\n# A\n\n<h5>D</h5>",
            })
    void same_bytes_on_the_page_and_away_from_it(String body) {
        var outline = new Outline("www.example.org", new Illustrations(MediaLibrary.EMPTY));
        String rendered = BodyText.RENDERER.render(BodyText.PARSER.parse(body));
        SafeHtml longWay = Sanitiser.clean(outline.tidy(rendered));
        SafeHtml shortWay = new BodyText("www.example.org").render(body);
        assertThat(shortWay).hasToString(longWay.toString());
        assertThat(BodyText.absolute(shortWay, SITE)).isEqualTo(BodyText.absolute(longWay, SITE));
    }
}
