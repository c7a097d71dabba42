package press.communique.site.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.media.MediaLibrary;
import press.communique.core.page.CorrectionNotes;
import press.communique.core.page.Stamp;
import press.communique.core.post.Address;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.BodyText;
import press.communique.core.text.SafeHtml;

/** The most that editors may write, in the forms that take most room. */
class FeedContentTest {

    private static final Instant AT = Instant.parse("2026-11-24T08:00:00Z");

    private final SiteSettings site = SiteSettings.initial();
    private final Feeds feeds = new Feeds(site, URI.create("https://www.example.org"), MediaLibrary.EMPTY);

    @ParameterizedTest
    @CsvSource({"&, 0", "\u0416, 20", "<, 20"})
    void whatever_summaries_and_names_are_made_of_a_feed_stays_below_a_megabyte(String letter, int authors) {
        List<ListEntry> posts = IntStream.range(0, 20)
                .mapToObj(i -> post(i, letter.repeat(2_000), Collections.nCopies(authors, letter.repeat(200))))
                .toList();
        SafeHtml filling = new BodyText("www.example.org").render("word ".repeat(2_000));
        SafeHtml all = SafeHtml.EMPTY;
        for (int i = 0; i < 100; i++) {
            all = filling.followedBy(all);
            check(posts, all);
        }
    }

    private void check(List<ListEntry> posts, SafeHtml newest) {
        FeedContent content = FeedContent.of(
                ListKey.news("en"),
                posts,
                new CorrectionNotes(site),
                post -> post.equals(posts.get(0)) ? newest : SafeHtml.EMPTY,
                new Stamp(1, 1, 1));
        assertThat(feeds.rss(content).length).isLessThan(1_000_000);
        assertThat(feeds.atom(content, Optional.empty(), List.of()).length).isLessThan(1_000_000);
        assertThat(feeds.json(content).length).isLessThan(1_000_000);
    }

    private static ListEntry post(int number, String summary, List<String> authors) {
        return new ListEntry(
                "post-" + number,
                new UUID(0, number),
                1,
                1,
                new Address("en", YearMonth.of(2026, 11), "post-" + number),
                "Title",
                summary,
                "speech",
                List.of(),
                authors,
                AT,
                AT);
    }
}
