package press.communique.core.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedPathsTest {

    private final ReservedPaths paths = new ReservedPaths(new SiteSettings(
            1,
            Map.of("en", "Newsroom"),
            Map.of(),
            List.of("en", "fr"),
            "en",
            ZoneId.of("UTC"),
            List.of(new Label("news-item", Map.of("en", "News item"))),
            List.of(),
            List.of(),
            "newsroom@example.org",
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            false,
            0.003));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/fr",
                "/fr/",
                "/api",
                "/api/posts",
                "/subscriptions",
                "/subscriptions-of-old",
                "/subscribe/",
                "/fr/subscribe/",
                "/media/x.png",
                "/assets/style.css",
                "/feeds/news.rss",
                "/fr/feeds/old.xml",
                "/sitemap.xml",
                "/sitemap/old.xml",
                "/robots.txt",
                "/favicon.ico",
                "/.well-known/security.txt",
                "/404.html",
                "/fr/404.html",
                "/legal/",
                "/news",
                "/news/",
                "/news/2014",
                "/news/2014/04/",
                "/news/2014/04/_2/",
                "/fr/news/2014/04/index.html",
                "/topic/moon/",
                "/fr/type/poem"
            })
    void the_site_keeps_what_it_answers_at(String path) {
        assertThat(paths.has(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/old/address.html",
                "/2014/09/15/Rust-1.0.html",
                "/news/2014/04/some-words/",
                "/fr/news/2014/04/quelques-mots/",
                "/news/some-words",
                "/apiary",
                "/de/feeds/x",
                "/legal-notice",
                "/english/api/"
            })
    void everything_else_can_lead_to_a_post(String path) {
        assertThat(paths.has(path)).isFalse();
    }
}
