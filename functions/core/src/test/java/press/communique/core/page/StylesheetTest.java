package press.communique.core.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import press.communique.core.post.Released;

/** The style sheet: its name, its weight, its colours; and that no page needs anything beside it. */
class StylesheetTest {

    @Test
    void itsNameFollowsFromItsContent() {
        assertThat(Pages.stylesheetPath()).matches("/assets/site-[0-9a-f]{16}\\.css");
        assertThat(Stylesheet.of(Samples.site()).path()).isEqualTo(Pages.stylesheetPath());
        assertThat(Pages.stylesheet()).isEqualTo(Stylesheet.builtIn().bytes());
    }

    @Test
    void nothingInItComesFromElsewhere() {
        String css = new String(Pages.stylesheet(), StandardCharsets.UTF_8);
        assertThat(css)
                .doesNotContain("url(")
                .doesNotContain("@import")
                .doesNotContain("@layer")
                .doesNotContain("@font-face");
        assertThat(css).contains(Accent.BUILT_IN.light()).contains(Accent.BUILT_IN.dark());
    }

    @ParameterizedTest
    @ValueSource(strings = {"#1d3f72", "#ffff00", "#ffffff", "#000000", "#808080", "#c8102e", "#00a651", "#9dbcf0"})
    void anyAccentCanBeReadOnPaperLightAndDark(String colour) {
        Accent accent = Accent.of(colour);
        assertThat(Accent.contrast(rgb(accent.light()), 0xfbfaf7)).isGreaterThanOrEqualTo(4.5);
        assertThat(Accent.contrast(rgb(accent.dark()), 0x14161a)).isGreaterThanOrEqualTo(4.5);
    }

    @Test
    void anAccentThatIsLegibleStaysAsItIs() {
        assertThat(Accent.of("#c8102e").light()).isEqualTo("#c8102e");
        assertThat(Accent.contrast(0x000000, 0xffffff)).isEqualTo(21.0);
    }

    @Test
    void aPageWithItsStylesWeighsAtMostTwentyKilobytes() throws IOException {
        Released post = Samples.conference();
        String html = new Pages(Samples.site(), Samples.URL).post("en", post, Samples.body(post, "en"), Samples.STAMP);
        assertThat(compressed(html.getBytes(StandardCharsets.UTF_8)) + compressed(Pages.stylesheet()))
                .isLessThan(12 * 1024);
    }

    /** Markup reaches a page only as gg.jte.Content made of SafeHtml; styles and scripts never stand in a page. */
    @Test
    void noTemplateGoesAroundTheEscaping() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "jte"))) {
            assertThat(files.filter(Files::isRegularFile).toList()).isNotEmpty().allSatisfy(file -> assertThat(
                            Files.readString(file))
                    .doesNotContain("$unsafe")
                    .doesNotContain("style=")
                    .doesNotContainPattern("<script(?! type=\"application/ld\\+json\">)")
                    .doesNotContain("<style"));
        }
    }

    /** A browser of 2016 knows neither layers nor nesting nor custom properties; what is plain stands before them. */
    @Test
    void aTenYearOldBrowserReadsIt() {
        String css = new String(Pages.stylesheet(), StandardCharsets.UTF_8).replaceAll("(?s)/\\*.*?\\*/", "");
        int depth = 0;
        String outer = "";
        for (Matcher brace = Pattern.compile("([^{}]*)([{}])").matcher(css); brace.find(); ) {
            String before = brace.group(1).strip();
            if (brace.group(2).equals("}")) {
                depth--;
            } else {
                if (depth == 0) {
                    outer = before;
                } else {
                    assertThat(outer).as("around " + before).matches("@(media|supports) .*");
                }
                assertThat(++depth).as(before).isLessThanOrEqualTo(2);
            }
        }
        for (String plain : List.of(
                "background: #fbfaf7;\n  background: var(--paper);",
                "color: #16181d;\n  color: var(--ink);",
                "font-family: sans-serif;\n  font-family: var(--sans);",
                "font-size: 1.0625rem;\n  font-size: var(--text);",
                "font-family: serif;\n  font-family: var(--serif);",
                "color: #1d3f72;\n  color: var(--accent);")) {
            assertThat(css).contains(plain);
        }
    }

    private static int rgb(String colour) {
        return Integer.parseInt(colour.substring(1), 16);
    }

    private static int compressed(byte[] bytes) throws IOException {
        var buffer = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(buffer)) {
            gzip.write(bytes);
        }
        return buffer.size();
    }
}
