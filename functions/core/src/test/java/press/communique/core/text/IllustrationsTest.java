package press.communique.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import press.communique.core.media.Media;
import press.communique.core.media.MediaState;
import press.communique.core.media.MediaType;
import press.communique.core.media.Stored;
import press.communique.core.media.StoredFile;

class IllustrationsTest {

    private static final String ID = "01KB07ZD8Q8G2J6V5F3M9T4XWA";
    private static final Stored STORED = new Stored(
            "0123456789abcdef",
            1200,
            800,
            List.of(
                    new StoredFile("480.webp", "image/webp", 1, 480, 320),
                    new StoredFile("480.jpg", "image/jpeg", 1, 480, 320),
                    new StoredFile("1200.webp", "image/webp", 1, 1200, 800),
                    new StoredFile("1200.jpg", "image/jpeg", 1, 1200, 800)));

    private final BodyText bodies = new BodyText(
            "www.example.org",
            id -> id.equals(ID)
                    ? Optional.of(new Media(
                            ID,
                            1,
                            "a.jpg",
                            MediaType.JPEG,
                            1,
                            Map.of(),
                            false,
                            MediaState.READY,
                            Optional.empty(),
                            Optional.of(STORED),
                            "ann",
                            Instant.EPOCH))
                    : Optional.empty());

    @Test
    void an_image_comes_in_the_modern_format_with_a_fallback() {
        String html =
                bodies.render("Before.\n\n![A \"bridge\"](media:" + ID + ")").toString();

        Element picture = Jsoup.parseBodyFragment(html).selectFirst("p > picture");
        Element source = picture.selectFirst("source");
        assertThat(source.attr("type")).isEqualTo("image/webp");
        assertThat(source.attr("srcset"))
                .isEqualTo("/media/0123456789abcdef/480.webp 480w , /media/0123456789abcdef/1200.webp 1200w");
        assertThat(source.attr("sizes")).isEqualTo(Illustrations.SIZES);
        Element image = picture.selectFirst("img");
        assertThat(image.attr("src")).isEqualTo("/media/0123456789abcdef/1200.jpg");
        assertThat(image.attr("srcset"))
                .isEqualTo("/media/0123456789abcdef/480.jpg 480w , /media/0123456789abcdef/1200.jpg 1200w");
        assertThat(image.attr("alt")).isEqualTo("A \"bridge\"");
        assertThat(image.attr("width")).isEqualTo("1200");
        assertThat(image.attr("height")).isEqualTo("800");
        assertThat(image.attr("loading")).isEqualTo("lazy");
    }

    @Test
    void away_from_the_site_one_file_with_its_full_address_does() {
        SafeHtml html = BodyText.absolute(
                bodies.render("![A bridge](media:" + ID + ")"), URI.create("https://www.example.org/news/2014/04/x/"));

        assertThat(html.toString())
                .contains("src=\"https://www.example.org/media/0123456789abcdef/1200.jpg\"", "alt=\"A bridge\"")
                .doesNotContain("srcset", "<source", "<picture");
    }

    @Test
    void a_link_leads_to_the_file() {
        assertThat(bodies.render("[large](media:" + ID + ")").toString())
                .contains("href=\"/media/0123456789abcdef/1200.jpg\"");
    }

    @Test
    void what_is_not_there_gives_way_to_its_words() {
        assertThat(bodies.render("See ![a bridge](media:01KB07ZD8Q8G2J6V5F3M9T4XZZ).")
                        .toString())
                .isEqualToIgnoringWhitespace("<p>See a bridge.</p>");
        assertThat(bodies.render("[a bridge](media:01KB07ZD8Q8G2J6V5F3M9T4XZZ)").toString())
                .isEqualToIgnoringWhitespace("<p>a bridge</p>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=/media/a/1.jpg srcset='javascript:alert(1) 1w'>",
                "<img src=/media/a/1.jpg srcset='https://evil.example/a.jpg 1w'>",
                "<img src=/media/a/1.jpg srcset='/media/a/1.jpg 1w, //evil.example/a.jpg 2w'>",
                "<picture><source srcset='https://evil.example/a.webp'><img src=/media/a/1.jpg></picture>",
                "<video><source src='https://evil.example/a.mp4'></video>"
            })
    void no_other_host_and_no_script_gets_in_by_a_source(String body) {
        assertThat(bodies.render(body).toString()).doesNotContain("evil", "javascript");
    }
}
