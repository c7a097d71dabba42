package press.communique.core.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import press.communique.core.media.Media;
import press.communique.core.media.MediaLibrary;
import press.communique.core.media.MediaState;
import press.communique.core.media.MediaType;
import press.communique.core.media.Stored;
import press.communique.core.media.StoredFile;
import press.communique.core.post.Attachment;
import press.communique.core.post.PostImage;
import press.communique.core.post.Released;
import press.communique.core.text.BodyText;

/** A preview is the post's page, but for what makes it public. */
class PreviewPageTest {

    private static final PreviewAddresses WHERE = new PreviewAddresses("01KB07ZD8Q8G2J6V5F3M9T4XWA", "t0ken");
    private static final String IMAGE = "01KB07ZD8Q8G2J6V5F3M9T4XWB";
    private static final String FILE = "01KB07ZD8Q8G2J6V5F3M9T4XWC";

    private final MediaLibrary library = id -> Optional.ofNullable(Map.of(
                    IMAGE,
                    media(
                            IMAGE,
                            MediaType.JPEG,
                            new Stored(
                                    "aaa111",
                                    960,
                                    640,
                                    List.of(
                                            new StoredFile("480.jpg", "image/jpeg", 1, 480, 320),
                                            new StoredFile("480.webp", "image/webp", 1, 480, 320),
                                            new StoredFile("960.jpg", "image/jpeg", 1, 960, 640)))),
                    FILE,
                    media(
                            FILE,
                            MediaType.PDF,
                            new Stored(
                                    "bbb222", 0, 0, List.of(new StoredFile("report.pdf", "application/pdf", 1, 0, 0)))))
            .get(id));
    private final Pages pages = new Pages(Samples.site(), Samples.URL, library);

    @Test
    void it_looks_like_the_page_and_names_no_public_address_of_its_own() {
        Released post = Samples.conference();
        Document page = Jsoup.parse(pages.post("fr", post, Samples.body(post, "fr"), Samples.STAMP));
        Document preview = Jsoup.parse(pages.preview("fr", post, Samples.body(post, "fr"), WHERE));

        assertThat(preview.select("article").outerHtml())
                .isEqualTo(page.select("article").outerHtml());
        assertThat(preview.title()).isEqualTo(page.title());
        assertThat(preview.select(".preview").text()).isEqualTo("Aperçu, non public");
        assertThat(page.select(".preview")).isEmpty();
        assertThat(preview.select("meta[name=robots]").attr("content")).isEqualTo("noindex");
        assertThat(preview.select("meta[name=referrer]").attr("content")).isEqualTo("no-referrer");
        assertThat(preview.select(
                        "link[rel=canonical], link[hreflang], meta[property], script, meta[name=communique-stamp]"))
                .isEmpty();
        post.addresses().values().forEach(address -> assertThat(preview.outerHtml())
                .doesNotContain(SitePaths.encode(address.path(Samples.site()))));
    }

    @Test
    void it_leads_to_the_previews_in_other_languages() {
        Released post = Samples.conference();
        Document preview = Jsoup.parse(pages.preview("fr", post, Samples.body(post, "fr"), WHERE));
        for (String language : post.content().editions().keySet()) {
            assertThat(preview.select("a[hreflang=" + language + "]").eachAttr("href"))
                    .as(language)
                    .isNotEmpty()
                    .allMatch(WHERE.page(language)::equals);
        }
        assertThat(preview.select(".languages a[hreflang=nl]").attr("href")).isEqualTo("/nl/");
    }

    @Test
    void its_own_files_come_through_the_preview_and_no_others() {
        Released plain = Samples.post("Title", "", "");
        var content = plain.content()
                .withMedia(
                        Optional.of(new PostImage(IMAGE, Map.of("en", "A bridge"), Map.of(), false)),
                        List.of(new Attachment(FILE, Map.of())));
        var post = new Released(plain.release(), plain.feedId(), content, plain.addresses());
        var body = new BodyText("news.example.org", library)
                .render("![A bridge](media:" + IMAGE + ") [a](media:" + FILE + ") [b](/media/ccc333/960.jpg)");
        String html = pages.preview("en", post, body, WHERE);

        Document preview = Jsoup.parse(html);
        String own = "/api/previews/01KB07ZD8Q8G2J6V5F3M9T4XWA/media/aaa111/";
        assertThat(preview.select("img").eachAttr("src")).hasSize(2).allMatch((own + "960.jpg?token=t0ken")::equals);
        assertThat(preview.select("[srcset]").eachAttr("srcset")).hasSize(4).allSatisfy(srcset -> assertThat(
                        Arrays.stream(srcset.split("\\s*,\\s*")))
                .allMatch(source -> source.matches("\\Q" + own + "\\E\\d+\\.(jpg|webp)[?]token=t0ken \\d+w")));
        assertThat(preview.select("a[href*=report]").eachAttr("href"))
                .hasSize(2)
                .allMatch((own.replace("aaa111", "bbb222") + "report.pdf?token=t0ken")::equals);
        assertThat(preview.select(".prose a").last().attr("href")).isEqualTo("/media/ccc333/960.jpg");
    }

    private static Media media(String id, MediaType type, Stored stored) {
        return new Media(
                id,
                1,
                "file",
                type,
                1,
                Map.of(),
                false,
                MediaState.READY,
                Optional.empty(),
                Optional.of(stored),
                "ann",
                Instant.EPOCH);
    }
}
