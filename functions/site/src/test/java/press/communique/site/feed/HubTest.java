package press.communique.site.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import press.communique.core.list.ListKey;
import press.communique.core.media.MediaLibrary;
import press.communique.core.page.Stamp;
import press.communique.core.site.SiteSettings;

/** Feeds name the hub (https://www.w3.org/TR/websub/#discovery) if there is one. */
class HubTest {

    private static final String HUB = "https://hub.example.org/?a=1&b=2";
    private static final FeedContent EMPTY = new FeedContent(ListKey.news("en"), List.of(), new Stamp(1, 1, 1));

    @Test
    void every_form_of_feed_names_the_hub_and_itself() {
        Feeds feeds = feeds(Optional.of(HUB));
        for (byte[] xml : List.of(feeds.rss(EMPTY), feeds.atom(EMPTY, Optional.empty(), List.of()))) {
            var links = Jsoup.parse(text(xml), "", Parser.xmlParser()).select("[rel]");
            assertThat(links.select("[rel=hub]").eachAttr("href")).containsExactly(HUB);
            assertThat(links.select("[rel=self]")).hasSize(1);
        }
        assertThat(text(feeds.json(EMPTY))).contains("\"hubs\":[{\"type\":\"WebSub\",\"url\":\"" + HUB + "\"}]");
    }

    @Test
    void without_a_hub_none_is_named() {
        Feeds feeds = feeds(Optional.empty());
        for (byte[] feed :
                List.of(feeds.rss(EMPTY), feeds.atom(EMPTY, Optional.empty(), List.of()), feeds.json(EMPTY))) {
            assertThat(text(feed)).doesNotContain("hub");
        }
    }

    private static Feeds feeds(Optional<String> hub) {
        SiteSettings site = SiteSettings.initial();
        var withHub = new SiteSettings(
                1,
                Map.of("en", "Newsroom"),
                Map.of(),
                site.languages(),
                "en",
                site.timeZone(),
                site.types(),
                List.of(),
                List.of(),
                site.sender(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                hub,
                false,
                0.003);
        return new Feeds(withHub, URI.create("https://www.example.org"), MediaLibrary.EMPTY);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
