package press.communique.site.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

/** Files for machines: sitemaps, robots.txt, security.txt. */
class MachineFilesTest extends PublishedSite {

    @Test
    void the_news_sitemap_follows_the_day() {
        publisher.publish(List.of(
                dated("Today", "2026-11-24").id(),
                dated("Yesterday", "2026-11-23").id(),
                dated("Before", "2026-11-22").id()));
        assertThat(newsSitemap()).containsExactly("Today", "Yesterday");
        site.now(NOW.plusSeconds(86_400));
        site.writeForToday();
        assertThat(newsSitemap()).containsExactly("Today");
        files.forgetWrites();
        site.writeForToday();
        assertThat(files.writes()).isEmpty();
    }

    @Test
    void files_at_well_known_addresses_say_where_things_are() {
        publisher.publish(List.of(published("A").id()));
        assertThat(text("robots.txt")).contains("Sitemap: https://www.example.org/sitemap.xml");
        assertThat(text(".well-known/security.txt"))
                .contains("Contact: mailto:newsroom@example.org", "Expires: 2027-10-01T00:00:00Z");
        assertThat(text("sitemap.xml"))
                .contains("/sitemap/pages.xml", "/sitemap/news.xml", "https://www.example.org/sitemap/2026-11.xml");
        assertThat(text("sitemap/2026-11.xml")).contains("<loc>https://www.example.org/news/2026/11/a/</loc>");
    }

    private List<String> newsSitemap() {
        return Jsoup.parse(text("sitemap/news.xml"), "", Parser.xmlParser())
                .getElementsByTag("news:title")
                .eachText();
    }
}
