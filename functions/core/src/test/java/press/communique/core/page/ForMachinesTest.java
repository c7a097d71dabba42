package press.communique.core.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import press.communique.core.post.Edition;
import press.communique.core.post.Released;
import press.communique.core.site.SiteSettings;

/** What search engines, previews and browsers' own chrome read of a page. */
class ForMachinesTest {

    private final Pages pages = new Pages(Samples.site(), Samples.URL);

    private Document page(Released post) {
        return Jsoup.parse(pages.post("en", post, Samples.body(post, "en"), Samples.STAMP));
    }

    @Test
    void aPostIsANewsArticle() {
        String data = page(Samples.conference())
                .selectFirst("script[type=application/ld+json]")
                .data();
        assertThat(data)
                .startsWith("{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\"")
                .contains("\"headline\":\"Can genocide be prevented? Two days in Brussels look for an answer\"")
                .contains("\"inLanguage\":\"en\"")
                .contains("\"publisher\":{\"@type\":\"Organization\",\"name\":\"Ministry of Foreign Affairs\"")
                .contains("\"image\":[\"https://news.example.org/assets/card-")
                .doesNotContain("\"\"")
                .endsWith("}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "<!--<script>",
                "a \"quoted\" \\ title",
                "]]> & </SCRIPT >",
                "line\u2028separator",
                "half \ud83d of a pair"
            })
    void noTitleEndsTheData(String hostile) {
        var editions = new TreeMap<String, Edition>();
        editions.put("en", Samples.edition(hostile, hostile, ""));
        Document page = page(
                Samples.released("speech", List.of(), List.of(hostile), editions, List.of(), "2014-04-22T09:59:00Z"));
        assertThat(page.select("script")).hasSize(1);
        String data = page.selectFirst("script").data();
        assertThat(data)
                .doesNotContain("<")
                .doesNotContain(">")
                .doesNotContain("\u2028")
                .endsWith("}");
        if (!hostile.contains("\ud83d")) {
            String written = Json.of(Map.of("headline", hostile)).toString();
            assertThat(data).contains(written.substring(1, written.length() - 1));
        }
    }

    @Test
    void previewsHaveAPictureInTheNewsroomsOwnColour() {
        assertThat(page(Samples.conference())
                        .selectFirst("meta[property=og:image]")
                        .attr("content"))
                .isEqualTo(
                        "https://news.example.org" + Assets.of(Samples.site()).path(Assets.CARD));
        assertThat(page(Samples.conference())
                        .selectFirst("meta[name=twitter:card]")
                        .attr("content"))
                .isEqualTo("summary_large_image");
        assertThat(Assets.of(Samples.site()).path(Assets.CARD))
                .isNotEqualTo(Assets.of(red()).path(Assets.CARD));
    }

    @Test
    void aRecolouredPictureIsAWholePicture() {
        byte[] icon = Assets.of(red()).find(Assets.TOUCH_ICON).orElseThrow().bytes();
        int at = new String(icon, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("PLTE");
        assertThat(new byte[] {icon[at + 4], icon[at + 5], icon[at + 6]})
                .containsExactly((byte) 0xc8, (byte) 0x10, (byte) 0x2e);
        var checksum = new CRC32();
        checksum.update(icon, at, 10);
        assertThat(java.nio.ByteBuffer.wrap(icon).getInt(at + 10)).isEqualTo((int) checksum.getValue());
    }

    @Test
    void everyPageHasIconsThatExist() {
        Document page = page(Samples.conference());
        List<String> paths =
                Assets.of(Samples.site()).all().stream().map(Asset::path).toList();
        assertThat(page.selectFirst("link[rel=icon][type=image/svg+xml]").attr("href"))
                .isIn(paths);
        assertThat(page.selectFirst("link[rel=apple-touch-icon]").attr("href")).isIn(paths);
        assertThat(page.selectFirst("link[rel=icon][sizes=32x32]").attr("href")).isEqualTo("/favicon.ico");
        assertThat(page.select("meta[name=theme-color]")).hasSize(2);
    }

    @Test
    void englishInALanguageWithoutAMessageFileSaysThatItIsEnglish() {
        SiteSettings ukrainian = Samples.site("en", "uk");
        Document page = Jsoup.parse(new Pages(ukrainian, Samples.URL)
                .home("uk", new Home(Optional.empty(), List.of(), List.of(), List.of()), Samples.STAMP));
        assertThat(page.selectFirst("html").attr("lang")).isEqualTo("uk");
        assertThat(page.selectFirst("a.skip").attr("lang")).isEqualTo("en");
        assertThat(page.selectFirst("h2.heading").attr("lang")).isEqualTo("en");
        assertThat(Jsoup.parse(pages.notFound("fr", Samples.STAMP))
                        .selectFirst("a.skip")
                        .hasAttr("lang"))
                .isFalse();
    }

    @Test
    void theFootLeadsToStandingPagesThatAreFilled() {
        assertThat(page(Samples.conference()).select(".foot a[href=/legal/], .foot a[href=/accessibility/]"))
                .hasSize(2);
        SiteSettings empty = SiteSettings.initial();
        assertThat(Jsoup.parse(new Pages(empty, Samples.URL).notFound("en", Samples.STAMP))
                        .select(".foot a[href=/legal/]"))
                .isEmpty();
    }

    private static SiteSettings red() {
        SiteSettings site = Samples.site();
        return new SiteSettings(
                site.revision(),
                site.names(),
                site.taglines(),
                site.languages(),
                site.defaultLanguage(),
                site.timeZone(),
                site.types(),
                site.topics(),
                site.navigation(),
                site.sender(),
                site.contact(),
                Optional.of("#c8102e"),
                site.logo(),
                site.pages(),
                Optional.empty(),
                site.fourEyes(),
                site.complaintLimit());
    }
}
