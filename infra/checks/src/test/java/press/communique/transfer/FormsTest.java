package press.communique.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From one form into another. */
class FormsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final URI SITE = URI.create("https://www.example.org");

    @Test
    void html_has_no_line_that_markdown_would_take_for_its_own() {
        String body = HtmlBody.of("<p>a\r\n\r\n\r\n    b</p>\n \n<pre>1\n\n\n2</pre>", "");
        assertThat(body.lines()).noneMatch(String::isBlank);
        assertThat(body).contains("<pre>1\n&#10;&#10;2</pre>");
        assertThat(HtmlBody.of("<a href='../x.html#y'>x</a><a href='#z'>z</a>", "https://old.example/a/b.html"))
                .contains("\"https://old.example/x.html#y\"", "\"#z\"");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /,               /news/,                      news/index.html
            /news/2014/,     /news/2014/04/a/#part,       04/a/index.html#part
            /news/2014/,     /news/2014/04/a,             04/a/index.html
            /news/2014/04/,  /,                           ../../../index.html
            /404.html,       /assets/a-1.css,             assets/a-1.css
            /fr/,            /fr/caf%C3%A9/,              caf%C3%A9/index.html
            /,               https://www.example.org/x/,  https://www.example.org/x/
            /,               /subscriptions,              /subscriptions
            /,               //elsewhere.example/,        //elsewhere.example/
            """)
    void a_page_leads_from_where_it_stands(String path, String link, String relative) {
        byte[] page = ("<a class=\"x\" href=\"" + link + "\">x</a>").getBytes(StandardCharsets.UTF_8);
        assertThat(new String(new SitePage(path, page).fromDisk(SITE), StandardCharsets.UTF_8))
                .isEqualTo("<a class=\"x\" href=\"" + relative + "\">x</a>");
    }

    @Test
    void every_form_of_link_is_followed_and_none_that_leads_away() {
        String page = """
                <link rel="stylesheet" href="/assets/a.css"><meta property="og:image" content="https://www.example.org/media/o.png">
                <meta name="viewport" content="width=device-width"><img src="/media/1.png" srcset="/media/1.webp 480w, /media/2.webp 960w">
                <a href="../up/?q=1#x">x</a><a href="https://elsewhere.example/y/">y</a><a href="mailto:a@example.org">m</a><a href="../../../../z/">z</a>
                """;
        assertThat(links("/news/", page))
                .containsExactlyInAnyOrder(
                        "/assets/a.css",
                        "/media/o.png",
                        "/media/1.png",
                        "/media/1.webp",
                        "/media/2.webp",
                        "/up/",
                        "/z/");
        assertThat(links("/sitemap.xml", "<loc>https://www.example.org/a/</loc><x>href=\"/no/\"</x>"))
                .containsExactly("/a/");
        assertThat(links(
                        "/feeds/news.atom",
                        "<link rel=\"prev-archive\" href=\"https://www.example.org/feeds/b.atom\"/>"))
                .containsExactly("/feeds/b.atom");
        assertThat(links("/assets/a.css", "x{background:url('/assets/b.woff2')}"))
                .containsExactly("/assets/b.woff2");
    }

    @Test
    void what_is_refused_is_left_out_from_behind() throws Exception {
        ObjectNode draft =
                object("{'topics':['a','b','c'],'image':{'media':'1'},'editions':{'en':{'title':'T','slug':'S'}}}");
        var refusals = List.of(
                new Refusal("/topics/0", "unknown-topic", ""),
                new Refusal("/topics/2", "unknown-topic", ""),
                new Refusal("/image/alt/en", "missing", ""),
                new Refusal("/editions/en/slug", "taken", ""));
        assertThat(refusals).allMatch(refusal -> refusal.canBeLeftOut(draft));
        Refusal.leaveOut(refusals, draft);
        assertThat(draft).isEqualTo(object("{'topics':['b'],'editions':{'en':{'title':'T'}}}"));
        assertThat(new Refusal("/editions/en", "unknown-language", "").canBeLeftOut(draft))
                .as("the only edition")
                .isFalse();
        assertThat(new Refusal("/editions/en/title", "missing", "").canBeLeftOut(draft))
                .isFalse();
    }

    @Test
    void uploads_get_their_new_names_and_what_has_none_leaves_its_words() throws Exception {
        String old = "01KB07ZD8Q8G2J6V5F3M9T4XWA";
        String gone = "01KB07ZD8Q8G2J6V5F3M9T4XWB";
        ObjectNode post = object("{'image':{'media':'" + gone + "'},'attachments':[{'media':'" + gone + "'},{'media':'"
                + old + "'}],'editions':{'en':{'body':'![A wall](media:" + old + ") [Report](media:" + gone + ")'}}}");
        assertThat(MediaNames.in(post)).containsExactly(old, gone);
        MediaNames.replace(post, Map.of(old, Optional.of("NEW"), gone, Optional.empty()));
        assertThat(post)
                .isEqualTo(object(
                        "{'attachments':[{'media':'NEW'}],'editions':{'en':{'body':'![A wall](media:NEW) Report'}}}"));
    }

    private static java.util.Set<String> links(String path, String text) {
        return new SitePage(path, text.getBytes(StandardCharsets.UTF_8)).links(SITE);
    }

    private static ObjectNode object(String json) throws Exception {
        return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    }
}
