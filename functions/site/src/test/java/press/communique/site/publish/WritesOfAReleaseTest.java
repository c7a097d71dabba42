package press.communique.site.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import press.communique.core.post.Post;

/** How many files a release writes: as many in a large archive as in a small one. */
class WritesOfAReleaseTest extends PublishedSite {

    @Test
    void a_batch_of_releases_writes_each_shared_file_once() {
        publisher.publish(List.of(published("First").id()));
        files.forgetWrites();
        publisher.publish(
                List.of(published("A").id(), published("B").id(), published("C").id()));
        Map<String, Long> counts =
                files.writes().stream().collect(Collectors.groupingBy(key -> key, Collectors.counting()));
        assertThat(counts).allSatisfy((key, count) -> assertThat(count).as(key).isEqualTo(1));
        assertThat(counts).containsKeys("index.html", "news/index.html", "feeds/news.rss");
    }

    @Test
    void a_release_writes_as_many_files_into_a_large_archive_as_into_a_small_one() {
        int small = writesOfOneRelease(5);
        int large = writesOfOneRelease(120);
        assertThat(large).isEqualTo(small).isEqualTo(25);
    }

    @Test
    void no_release_writes_more_than_thirty_files_even_if_it_opens_a_month_a_year_or_a_part() {
        files.beforePut(this::assertThatLinksLeadSomewhere);
        publisher.publish(List.of(dated("Before", "2014-10-01", "human-rights").id()));
        assertThat(writesOf(dated("First of a month", "2014-11-01", "human-rights")))
                .hasSize(30);
        assertThat(writesOf(dated("First of a year", "2015-01-01", "human-rights")))
                .hasSize(30);
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 99; i++) {
            many.add(dated("Full " + i, "2015-01-02", "human-rights").id());
        }
        publisher.publish(many);
        assertThat(writesOf(dated("First of a part", "2015-01-03", "human-rights")))
                .hasSize(30)
                .contains("news/2015/01/index.html", "news/2015/01/_2/index.html");
        // Dated back: the document of the month behind it leads to it from now on.
        assertThat(writesOf(dated("First of a month long ago", "2014-05-01", "human-rights")))
                .hasSize(31)
                .contains("feeds/archive/2014-10.atom");
        files.all().values().forEach(this::assertThatLinksLeadSomewhere);
    }

    @Test
    void a_release_touches_only_its_own_part_of_the_archive() {
        publisher.publish(List.of(dated("Old", "2014-02-10").id()));
        publisher.publish(List.of(dated("Older", "2013-02-10").id()));
        files.forgetWrites();
        publisher.publish(List.of(dated("In April", "2014-04-10").id()));
        assertThat(files.writes())
                .contains("news/2014/04/index.html", "news/2014/index.html", "sitemap/2014-04.xml", "sitemap.xml")
                .noneMatch(key -> key.contains("2013") || key.contains("2014/02") || key.contains("2014-02"));
        files.forgetWrites();
        publisher.publish(List.of(dated("In April too", "2014-04-11").id()));
        assertThat(files.writes())
                .contains("news/2014/04/index.html", "feeds/archive/2014-04.atom")
                .doesNotContain("news/2014/index.html", "sitemap.xml");
        assertThat(titles("news/2014/04/index.html")).containsExactly("In April too", "In April");
        assertThat(links("news/2014/index.html")).contains("/news/2014/04/", "/news/2014/02/");
        assertThat(links("news/index.html")).contains("/news/2013/02/", "/news/2014/");
    }

    private List<String> writesOf(Post post) {
        files.forgetWrites();
        assertThat(publisher.publish(List.of(post.id()))).containsExactly(post.id());
        return files.writes();
    }

    private int writesOfOneRelease(int archive) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < archive; i++) {
            ids.add(published("Archive " + archive + " " + i, "ukraine", "human-rights")
                    .id());
        }
        publisher.publish(ids);
        files.forgetWrites();
        publisher.publish(List.of(
                published("New in " + archive, "ukraine", "human-rights").id()));
        return files.writes().size();
    }
}
