package press.communique.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTextTest {

    private final BodyText bodies = new BodyText("www.example.org");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<svg onload=alert(1)><circle/></svg>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
                "<a href=\" &#1; javascript:alert(1)\">x</a>",
                "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
                "[x](javascript:alert(1))",
                "[x](<java\nscript:alert(1)>)",
                "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
                "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
                "<form action=https://evil.example><input name=password></form>",
                "<style>@import 'https://evil.example/x.css'</style>",
                "<p style=\"background:url(https://evil.example/)\">x</p>",
                "<p onclick=alert(1)>x</p>",
                "<base href=https://evil.example/>",
                "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
                "<div id=location class=masthead>x</div>",
                "<template><script>alert(1)</script></template>",
                "<textarea><img src=x onerror=alert(1)></textarea>",
                "<![CDATA[<img src=x onerror=alert(1)>]]>",
                "<!--><img src=x onerror=alert(1)>-->",
            })
    void nothing_hostile_comes_through(String hostile) {
        Document page =
                Jsoup.parse(bodies.render("Before\n\n" + hostile + "\n\nAfter").toString());
        assertThat(page.select("script,style,iframe,form,input,svg,math,base,meta[http-equiv],template,textarea"))
                .as(hostile)
                .isEmpty();
        for (Element element : page.getAllElements()) {
            element.attributes().forEach(attribute -> {
                assertThat(attribute.getKey())
                        .as(hostile)
                        .doesNotStartWith("on")
                        .isNotIn("style", "srcdoc");
                assertThat(attribute
                                .getValue()
                                .replaceAll("[\\s\\x00-\\x20]", "")
                                .toLowerCase(java.util.Locale.ROOT))
                        .as(hostile)
                        .doesNotStartWith("javascript:")
                        .doesNotStartWith("data:");
            });
            assertThat(element.id()).as(hostile).isNotEqualTo("location");
        }
        assertThat(page.text()).as(hostile).contains("Before");
    }

    @Test
    void headings_have_the_same_ids_whatever_language_the_machine_speaks() {
        // The tests run in Turkish, whose small I has no dot.
        assertThat(bodies.render("## Introduction").toString()).contains("id=\"section-introduction\"");
        assertThat(bodies.render("## INDEX <b>of</b> things").toString()).contains("id=\"section-index-of-things\"");
    }

    @Test
    void headings_continue_below_the_title_without_gaps() {
        Document page =
                Jsoup.parse(bodies.render("# A\n\n### B\n\n# C\n\n<h5>D</h5>\n").toString());
        assertThat(page.select("h2").eachText()).containsExactly("A", "C");
        assertThat(page.select("h3").eachText()).containsExactly("B", "D");
        assertThat(page.select("h1,h4,h5,h6")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://elsewhere.example/x, external",
        "https://www.example.org/x, ''",
        "/news/, ''",
        "mailto:press@example.org, ''"
    })
    void links_that_lead_away_say_so(String href, String rel) {
        Element link =
                Jsoup.parse(bodies.render("[x](" + href + ")").toString()).selectFirst("a");
        assertThat(link.attr("href")).isEqualTo(href);
        assertThat(link.attr("rel")).isEqualTo(rel);
    }

    @Test
    void an_image_from_elsewhere_becomes_a_link_to_it() {
        Document page = Jsoup.parse(bodies.render("![The palace](https://elsewhere.example/palace.jpg)")
                .toString());
        assertThat(page.select("img")).isEmpty();
        assertThat(page.selectFirst("a").text()).isEqualTo("The palace");
    }

    @Test
    void characters_that_no_feed_can_hold_do_not_come_in_by_entities() {
        String html = bodies.render("a&#16;b <div>c&#x1F;d&#xFFFF;</div>").toString();
        assertThat(html).doesNotContainPattern("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]|&#(16|31|x10|x1f)");
    }

    @Test
    void what_an_editor_commented_out_stays_hidden() {
        for (String hidden : List.of("plan A -> plan B", "a > plan", "plan\n\nfn f() -> Self {}\n```\n")) {
            String html = bodies.render("Before.\n\n<!--\n" + hidden + "\n-->\n\nAfter <!-- "
                            + hidden.replace("\n", " ") + " -->here.")
                    .toString();
            assertThat(html).as(hidden).doesNotContain("plan", "Self");
            assertThat(html).contains("Before.", "here.");
        }
    }

    @Test
    void tables_footnotes_and_bare_links_are_understood() {
        Document page = Jsoup.parse(bodies.render(
                        "| a | b |\n|---|---:|\n| 1 | 2 |\n\nSee https://www.example.org/ and[^1].\n\n[^1]: Note.")
                .toString());
        assertThat(page.select("div.table[tabindex=0] > table td").eachText()).containsExactly("1", "2");
        assertThat(page.select("a[href=https://www.example.org/]")).hasSize(1);
        assertThat(page.text()).contains("Note.");
        assertThat(page.select("a[href^=#]")).allSatisfy(link -> assertThat(
                        page.getElementById(link.attr("href").substring(1)))
                .isNotNull());
    }

    @Test
    void same_text_same_bytes() {
        String body = "# A\n\n* [x](/y) & <b>z</b>\n";
        assertThat(bodies.render(body).toString())
                .isEqualTo(new BodyText("www.example.org").render(body).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"> ", "* ", "[", "<div>", "![", "**a", "`", "| a ", "<a href='", "<a b", "<a b>", "[a]("})
    void a_hundred_thousand_fold_nesting_takes_no_more_than_seconds(String piece) {
        String hostile = piece.repeat(100_000);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertThat(bodies.render(hostile)).isNotNull());
    }

    @Test
    void the_lead_is_the_paragraphs_before_anything_else() {
        SafeHtml html = bodies.render("One *a*.\n\nTwo.\n\nThree.\n\n## Four\n\nFive.");
        assertThat(Jsoup.parse(BodyText.lead(html, 2).toString()).select("p").eachText())
                .containsExactly("One a.", "Two.");
        assertThat(BodyText.lead(bodies.render("## Heading\n\nText."), 2)).isEqualTo(SafeHtml.EMPTY);
    }

    @Test
    void away_from_the_site_links_have_full_addresses() {
        SafeHtml html = bodies.render("[all news](/news/) ![x](/media/ab/x.jpg)");
        Document page = away(html);
        assertThat(page.selectFirst("a").attr("href")).isEqualTo("https://www.example.org/news/");
        assertThat(page.selectFirst("img").attr("src")).isEqualTo("https://www.example.org/media/ab/x.jpg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n![x](/media/ab/x.jpg)"})
    void away_from_its_page_a_text_leads_where_it_led_there(String image) {
        String text = "[a](#section-b) [b](../other/) [c](?d=1&e=2) [f](g/h) [i](//www.example.net/j) "
                + "[k](/l) [m](https://www.example.net/) [n](mailto:o@example.org) [p](tel:+321) q[^1]\n\n[^1]: R.";
        assertThat(away(bodies.render(text + image)).select("a").eachAttr("href"))
                .containsExactly(
                        "https://www.example.org/news/2014/04/x/#section-b",
                        "https://www.example.org/news/2014/04/x/../other/",
                        "https://www.example.org/news/2014/04/x/?d=1&e=2",
                        "https://www.example.org/news/2014/04/x/g/h",
                        "https://www.example.net/j",
                        "https://www.example.org/l",
                        "https://www.example.net/",
                        "mailto:o@example.org",
                        "tel:+321",
                        "https://www.example.org/news/2014/04/x/#fn-1",
                        "https://www.example.org/news/2014/04/x/#fnref-1");
    }

    private static Document away(SafeHtml html) {
        URI page = URI.create("https://www.example.org/news/2014/04/x/");
        return Jsoup.parse(BodyText.absolute(html, page).toString());
    }

    @Test
    void plain_text_reads_well() {
        SafeHtml html = bodies.render("First *line*.\n\n* one\n* two\n\nSee [the site](https://www.example.org/).");
        assertThat(PlainText.of(html))
                .isEqualTo("First line.\n\n- one\n- two\n\nSee the site (https://www.example.org/).");
    }
}
