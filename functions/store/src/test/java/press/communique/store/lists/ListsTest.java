package press.communique.store.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.post.Content;
import press.communique.core.post.Post;
import press.communique.core.post.Released;
import press.communique.store.posts.Releases;
import press.communique.store.testing.LocalTables;
import press.communique.store.testing.SamplePosts;

class ListsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final ListKey NEWS = ListKey.news("en");
    private static final ListKey UKRAINE = ListKey.topic("en", "ukraine");

    private final LocalTables tables = new LocalTables();
    private final SamplePosts sample = new SamplePosts(tables);
    private final Releases releases = new Releases(tables.client(), tables.posts(), null, "none");
    private final Lists lists = new Lists(tables.client(), tables.posts());

    @Test
    void a_release_enters_its_lists_once_however_often_it_is_told() {
        Post post = published("A", NOW, "ukraine");
        assertThat(lists.enter(released(post))).hasValueSatisfying(touched -> assertThat(touched)
                .containsExactly(NEWS, ListKey.type("en", "news-item"), UKRAINE));
        long version = lists.newest(NEWS, 10).version();
        assertThat(lists.enter(released(post)))
                .hasValueSatisfying(touched -> assertThat(touched).contains(UKRAINE));
        assertThat(lists.newest(NEWS, 10).version()).isEqualTo(version);
        assertThat(titles(NEWS)).containsExactly("A");
    }

    @Test
    void a_slow_publisher_cannot_bring_back_what_a_newer_release_removed() {
        Post post = published("A", NOW, "ukraine");
        Released slow = released(post);
        Post withdrawn = sample.withdraw(post, NOW.plusSeconds(1));
        assertThat(lists.enter(slow)).isEmpty();
        lists.enter(released(withdrawn));
        assertThat(lists.enter(slow)).isEmpty();
        assertThat(titles(NEWS)).isEmpty();
    }

    @Test
    void a_post_leaves_the_lists_that_it_no_longer_belongs_to_and_they_get_new_versions() {
        Post post = published("A", NOW, "ukraine");
        lists.enter(released(post));
        long before = lists.newest(UKRAINE, 10).version();
        Post moved = sample.publish(sample.save(post, SamplePosts.content("A", "great-lakes"), NOW), false, NOW);
        assertThat(lists.enter(released(moved))).hasValueSatisfying(touched -> assertThat(touched)
                .contains(UKRAINE, ListKey.topic("en", "great-lakes")));
        assertThat(titles(UKRAINE)).isEmpty();
        assertThat(titles(ListKey.topic("en", "great-lakes"))).containsExactly("A");
        assertThat(lists.newest(UKRAINE, 10).version()).isGreaterThan(before);
    }

    @Test
    void entries_stand_by_the_date_that_readers_see_newest_first() {
        for (String date : List.of("2014-04-09", "2014-04-22", "2013-12-31", "2014-04-10")) {
            Content dated = dated(date);
            Post post = sample.publish(sample.draft(dated, NOW), false, NOW);
            lists.enter(released(post));
        }
        assertThat(titles(NEWS)).containsExactly("2014-04-22", "2014-04-10", "2014-04-09", "2013-12-31");
        assertThat(lists.newest(NEWS, 2).entries()).hasSize(2);
        assertThat(lists.newest(NEWS, 2).months()).containsExactly(YearMonth.of(2014, 4), YearMonth.of(2013, 12));
    }

    @Test
    void a_full_part_is_followed_by_the_next_and_stays_as_it_is() {
        IntStream.rangeClosed(1, Part.LARGEST + 1)
                .forEach(i -> lists.enter(released(published("Post " + i, NOW.plusSeconds(i)))));
        Post late = published("Late", NOW);
        lists.enter(released(late));
        assertThat(lists.newest(NEWS, 200).entries()).hasSize(Part.LARGEST + 2);
        assertThat(tables.client()
                        .query(query -> query.tableName(tables.posts())
                                .keyConditionExpression("pk = :pk AND begins_with(sk, :part)")
                                .expressionAttributeValues(java.util.Map.of(
                                        ":pk",
                                        press.communique.store.item.Item.text(ListItems.pk(NEWS)),
                                        ":part",
                                        press.communique.store.item.Item.text("ENTRY#2026-11#0002#"))))
                        .count())
                .isEqualTo(2);
    }

    private static Content dated(String date) {
        Content content = SamplePosts.content(date);
        return new Content(
                content.type(),
                content.topics(),
                content.authors(),
                content.editions(),
                content.links(),
                false,
                false,
                List.of(),
                Optional.of(Instant.parse(date + "T12:00:00Z")));
    }

    private Post published(String title, Instant now, String... topics) {
        return sample.publish(sample.draft(SamplePosts.content(title, topics), now), false, now);
    }

    private Released released(Post post) {
        return releases.released(post.id()).orElseThrow();
    }

    private List<String> titles(ListKey list) {
        return lists.newest(list, 100).entries().stream().map(ListEntry::title).toList();
    }
}
