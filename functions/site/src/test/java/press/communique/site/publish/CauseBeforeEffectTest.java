package press.communique.site.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import press.communique.core.post.Post;
import press.communique.site.files.SiteFile;

/** No list, feed or sitemap ever leads to what is not there, at every single write. */
class CauseBeforeEffectTest extends PublishedSite {

    @Test
    void nothing_ever_leads_to_a_file_that_is_not_there() {
        files.beforePut(this::assertThatLinksLeadSomewhere);
        for (String title : List.of("A", "B", "C")) {
            Post post = published(title, "ukraine", title.equals("B") ? "great-lakes" : "human-rights");
            publisher.publish(List.of(post.id()));
        }
        assertThat(titles("news/index.html")).containsExactlyInAnyOrder("A", "B", "C");
    }

    @Test
    void no_list_leads_to_a_month_whose_page_is_still_to_come() {
        publisher.publish(List.of(dated("Before", "2014-10-01").id()));
        Post opens = dated("First of a month", "2014-12-01");
        Post beside = dated("In another", "2014-10-02");
        Publisher other = site.publisher();
        var once = new AtomicBoolean();
        files.beforePut(file -> {
            assertThatLinksLeadSomewhere(file);
            // The post has entered its lists, its month has no page; meanwhile the lists are written by another.
            if (file.key().equals("news/2014/12/index.html") && once.compareAndSet(false, true)) {
                assertThat(other.publish(List.of(beside.id()))).containsExactly(beside.id());
            }
        });
        assertThat(publisher.publish(List.of(opens.id()))).containsExactly(opens.id());
        assertThat(once).isTrue();
        assertThat(links("news/index.html")).contains("/news/2014/12/", "/news/2014/10/");
        assertThat(links("news/2014/index.html")).contains("/news/2014/12/", "/news/2014/10/");
    }

    @Test
    void the_sitemap_index_names_no_sitemap_that_is_still_to_come() {
        publisher.publish(List.of(dated("Before", "2014-10-01").id()));
        Post opens = dated("First of a month", "2014-12-01");
        Post beside = dated("First of another", "2014-11-01");
        Publisher other = site.publisher();
        var once = new AtomicBoolean();
        files.beforePut(file -> {
            if (file.key().equals("sitemap.xml")) {
                assertThatSitemapsAreThere(file);
            }
            if (file.key().equals("news/2014/12/index.html") && once.compareAndSet(false, true)) {
                assertThat(other.publish(List.of(beside.id()))).containsExactly(beside.id());
            }
        });
        assertThat(publisher.publish(List.of(opens.id()))).containsExactly(opens.id());
        assertThat(once).isTrue();
        assertThat(text("sitemap.xml")).contains("2014-10.xml", "2014-11.xml", "2014-12.xml");
    }

    private void assertThatSitemapsAreThere(SiteFile index) {
        String text = new String(index.bytes(), StandardCharsets.UTF_8);
        assertThat(Jsoup.parse(text, "", Parser.xmlParser()).select("loc").eachText())
                .filteredOn(loc -> loc.matches(".*/\\d{4}-\\d{2}(_\\d+)?\\.xml"))
                .isNotEmpty()
                .allMatch(loc ->
                        files.file(URI.create(loc).getPath().substring(1)).isPresent());
    }

    @Test
    void a_month_whose_page_was_lost_on_the_way_is_opened_by_the_retry() {
        publisher.publish(List.of(dated("Before", "2014-10-01").id()));
        Post opens = dated("First of a month", "2014-12-01");
        for (String lost : List.of("topic/ukraine/2014/12/index.html", "topic/ukraine/2014/index.html")) {
            files.beforePut(file -> {
                if (file.key().equals(lost)) {
                    throw new IllegalStateException("The bucket does not answer");
                }
            });
            assertThat(publisher.publish(List.of(opens.id()))).isEmpty();
        }
        files.beforePut(this::assertThatLinksLeadSomewhere);
        assertThat(site.publisher().publish(List.of(opens.id()))).containsExactly(opens.id());
        assertThat(links("topic/ukraine/2014/index.html")).contains("/topic/ukraine/2014/12/");
        assertThat(links("topic/ukraine/index.html")).contains("/topic/ukraine/2014/12/");
    }
}
