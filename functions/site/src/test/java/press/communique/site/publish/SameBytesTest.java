package press.communique.site.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import press.communique.core.post.Post;
import press.communique.site.files.MemorySiteFiles;
import press.communique.site.files.SiteFile;
import press.communique.store.testing.SamplePosts;

/** The site is a function of the table: a rebuild gives what the increments gave. */
class SameBytesTest extends PublishedSite {

    @Test
    void a_rebuild_gives_the_same_bytes_as_the_increments() {
        replaceSettings("Ministry");
        Post first = published("A", "ukraine");
        publisher.publish(List.of(first.id()));
        publisher.publish(List.of(published("B").id()));
        Post moved =
                site.sample.publish(site.sample.save(first, SamplePosts.content("A2", "great-lakes"), NOW), false, NOW);
        publisher.publish(List.of(moved.id()));
        Post gone = published("C");
        publisher.publish(List.of(gone.id()));
        site.sample.withdraw(gone, NOW);
        publisher.publish(List.of(gone.id()));
        for (String date : List.of("2014-06-10", "2014-02-10", "2014-04-10")) {
            publisher.publish(List.of(dated(date, date).id()));
        }
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            many.add(dated("April " + i, "2014-04-20").id());
        }
        publisher.publish(many.subList(0, 50));
        publisher.publish(many.subList(50, 101));

        var fresh = new MemorySiteFiles();
        site.rebuildInto(fresh);
        // Lists that never had a post are there after a rebuild only.
        Map<String, SiteFile> rebuilt = fresh.all();
        rebuilt.keySet().retainAll(files.all().keySet());
        assertSameBytes(rebuilt, files.all());
    }

    @Test
    void a_rebuild_after_a_change_of_settings_shows_it_everywhere_and_keeps_the_withdrawn_away() {
        Post post = published("A", "ukraine");
        publisher.publish(List.of(post.id()));
        site.sample.withdraw(post, NOW);
        publisher.publish(List.of(post.id()));
        publisher.publish(List.of(published("B").id()));
        replaceSettings("Renamed newsroom");
        site.rebuildInto(files);
        assertThat(files.all().entrySet())
                .filteredOn(
                        file -> file.getKey().endsWith(".html") || file.getKey().endsWith(".rss"))
                .allSatisfy(file -> assertThat(text(file.getKey())).contains("Renamed newsroom"));
        assertThat(text("news/2026/11/a/index.html"))
                .contains("Published by mistake.")
                .doesNotContain("Text of A");
    }
}
