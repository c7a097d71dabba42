package press.communique.site.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import press.communique.core.post.Content;
import press.communique.core.post.Post;
import press.communique.core.site.Label;
import press.communique.core.site.SiteSettings;
import press.communique.site.files.MemorySiteFiles;
import press.communique.site.files.SiteFile;
import press.communique.store.testing.SamplePosts;

/** A site that tests publish to, and how they read it. */
abstract class PublishedSite {

    static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    final TestSite site = new TestSite();
    final MemorySiteFiles files = site.files;
    final Publisher publisher = site.publisher();
    private int day;

    String text(String key) {
        return site.text(key);
    }

    List<String> titles(String key) {
        return site.titles(key);
    }

    /** Titles of everything from the oldest document of the archive on. */
    List<String> walk() {
        var found = new ArrayList<String>();
        String next = "/feeds/news.atom";
        for (int step = 0; step < 20 && !next.isEmpty(); step++) {
            var atom = Jsoup.parse(text(next.substring(1)), "", Parser.xmlParser());
            if (step > 0) {
                assertThat(atom.getElementsByTag("fh:archive")).hasSize(1);
                found.addAll(atom.select("entry > title").eachText());
            }
            String link = atom.select("feed > link[rel=prev-archive]").attr("href");
            next = link.isEmpty() ? "" : URI.create(link).getPath();
        }
        return found;
    }

    List<String> links(String key) {
        return Jsoup.parse(text(key)).select("main a").eachAttr("href");
    }

    Post dated(String title, String date) {
        return dated(title, date, null);
    }

    Post dated(String title, String date, String topic) {
        Content content =
                topic == null ? SamplePosts.content(title, "ukraine") : SamplePosts.content(title, "ukraine", topic);
        Content dated = new Content(
                content.type(),
                content.topics(),
                content.authors(),
                content.editions(),
                content.links(),
                false,
                false,
                List.of(),
                Optional.of(Instant.parse(date + "T07:00:00Z").plusSeconds(day++)));
        return site.sample.publish(site.sample.draft(dated, NOW), false, NOW);
    }

    void replaceSettings(String name) {
        SiteSettings current = site.sites.current();
        site.sites.replace(
                current.revision(),
                new SiteSettings(
                        0,
                        Map.of("en", name),
                        current.taglines(),
                        current.languages(),
                        "en",
                        current.timeZone(),
                        current.types(),
                        List.of(
                                new Label("ukraine", Map.of("en", "Ukraine")),
                                new Label("great-lakes", Map.of("en", "Great Lakes"))),
                        current.navigation(),
                        current.sender(),
                        current.contact(),
                        current.accent(),
                        current.logo(),
                        current.pages(),
                        Optional.empty(),
                        false,
                        0.003),
                "admin",
                NOW);
    }

    void assertThatLinksLeadSomewhere(SiteFile file) {
        for (String path : paths(file)) {
            String key = path.substring(1) + (path.endsWith("/") ? "index.html" : "");
            boolean isItself = key.equals(file.key());
            // The list's page, its feeds and the home page link to each other; the first of them cannot wait for the
            // rest.
            boolean isFurniture =
                    key.equals("index.html") || key.equals("news/index.html") || key.matches(".*\\.(rss|atom|json)");
            if (!isItself && !isFurniture && files.file(key).isEmpty()) {
                // A month and its year lead to each other too: whichever is first, nothing may lead there yet.
                String own = "/" + file.key().replaceFirst("index\\.html$", "");
                assertThat(files.all().values())
                        .as(file.key() + " leads to " + path)
                        .noneMatch(other -> paths(other).contains(own));
                assertThat(path).matches("/.*/\\d{4}/");
            }
        }
    }

    static List<String> paths(SiteFile file) {
        String text = new String(file.bytes(), StandardCharsets.UTF_8);
        if (file.key().endsWith(".xml")) {
            return Jsoup.parse(text, "", Parser.xmlParser()).select("url > loc").eachText().stream()
                    .map(link -> URI.create(link).getPath())
                    .filter(path -> !file.key().equals("sitemap/pages.xml"))
                    .toList();
        }
        if (file.key().endsWith(".atom")) {
            return Jsoup.parse(text, "", Parser.xmlParser())
                    .select("entry > link, feed > link[rel=prev-archive]")
                    .stream()
                    .map(link -> URI.create(link.attr("href")).getPath())
                    .toList();
        }
        if (file.key().endsWith(".rss")) {
            return Jsoup.parse(text, "", Parser.xmlParser()).select("item > link").eachText().stream()
                    .map(link -> URI.create(link).getPath())
                    .toList();
        }
        if (!file.key().endsWith(".html")
                || file.key().startsWith("subscribe")
                || file.key().equals("404.html")) {
            return List.of();
        }
        return Jsoup.parse(text).select("main a[href^=/]").stream()
                .map(link -> URI.create(link.attr("href")).getPath())
                .filter(path -> !path.startsWith("/subscribe"))
                .toList();
    }

    Post published(String title, String... topics) {
        return site.sample.publish(site.sample.draft(SamplePosts.content(title, topics), NOW), false, NOW);
    }

    static void assertSameBytes(Map<String, SiteFile> actual, Map<String, SiteFile> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, file) -> assertThat(new String(actual.get(key).bytes(), StandardCharsets.UTF_8))
                .as(key)
                .isEqualTo(new String(file.bytes(), StandardCharsets.UTF_8)));
    }
}
