package press.communique.store.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.list.Place;
import press.communique.core.list.Withdrawal;
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
    private final Archives archives = new Archives(tables.client(), tables.posts());

    @Test
    void a_release_enters_its_lists_once_however_often_it_is_told() {
        Post post = published("A", NOW, "ukraine");
        assertThat(lists.enter(released(post))).hasValueSatisfying(touched -> assertThat(touched.lists())
                .containsExactly(NEWS, ListKey.type("en", "news-item"), UKRAINE));
        long version = lists.newest(NEWS, 10).version();
        assertThat(lists.enter(released(post)))
                .hasValueSatisfying(touched -> assertThat(touched.lists()).contains(UKRAINE));
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
        assertThat(lists.enter(released(moved))).hasValueSatisfying(touched -> assertThat(touched.lists())
                .contains(UKRAINE, ListKey.topic("en", "great-lakes")));
        assertThat(titles(UKRAINE)).isEmpty();
        assertThat(titles(ListKey.topic("en", "great-lakes"))).containsExactly("A");
        assertThat(lists.newest(UKRAINE, 10).version()).isGreaterThan(before);
    }

    @Test
    void what_a_release_left_and_opened_is_the_next_ones_business_until_one_is_live() {
        Post post = published("A", NOW, "ukraine");
        Touched first = lists.enter(released(post)).orElseThrow();
        assertThat(first.opened()).isNotEmpty();
        Post moved = sample.publish(sample.save(post, SamplePosts.content("A", "great-lakes"), NOW), false, NOW);
        lists.enter(released(moved));
        Post again = sample.publish(sample.save(moved, SamplePosts.content("B", "great-lakes"), NOW), false, NOW);
        Released third = released(again);
        Touched touched = lists.enter(third).orElseThrow();
        assertThat(touched.opened()).containsAll(first.opened());
        assertThat(touched.lists()).contains(UKRAINE);

        releases.markLive(third.release(), NOW, 1);
        Post later = sample.publish(sample.save(again, SamplePosts.content("C", "great-lakes"), NOW), false, NOW);
        Touched usual = lists.enter(released(later)).orElseThrow();
        assertThat(usual.opened()).isEmpty();
        assertThat(usual.lists()).doesNotContain(UKRAINE);
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
    }

    @Test
    void a_list_shows_a_month_from_when_its_page_is_there() {
        for (String date : List.of("2013-12-31", "2014-04-09")) {
            var parts = lists.enter(released(sample.publish(sample.draft(dated(date), NOW), false, NOW)))
                    .orElseThrow()
                    .parts();
            long before = lists.newest(NEWS, 2).version();
            assertThat(lists.newest(NEWS, 2).months()).doesNotContain(YearMonth.parse(date.substring(0, 7)));
            assertThat(lists.unshown(parts)).isEqualTo(parts);
            lists.show(parts);
            assertThat(lists.unshown(parts)).isEmpty();
            assertThat(new Lists(tables.client(), tables.posts()).unshown(parts))
                    .isEmpty();
            assertThat(lists.newest(NEWS, 2).version()).isGreaterThan(before);
        }
        assertThat(lists.newest(NEWS, 2).months()).containsExactly(YearMonth.of(2014, 4), YearMonth.of(2013, 12));
        assertThat(archives.shown(NEWS, 2014)).containsExactly(YearMonth.of(2014, 4));
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

    @Test
    void a_full_part_names_the_next_one_and_whoever_opens_it_the_files_that_lead_there() {
        IntStream.rangeClosed(1, Part.LARGEST)
                .forEach(i -> lists.enter(released(published("Post " + i, NOW.plusSeconds(i)))));
        Part first = Part.first(YearMonth.of(2026, 11));
        assertThat(archives.part(NEWS, first).entries()).hasSize(Part.LARGEST);
        assertThat(archives.part(NEWS, first).hasNext()).isFalse();
        Post one = published("One more", NOW);
        Touched touched = lists.enter(released(one)).orElseThrow();
        assertThat(touched.opened()).contains(new Place(NEWS, first.next()));
        assertThat(touched.parts()).contains(new Place(NEWS, first), new Place(NEWS, first.next()));
        assertThat(archives.part(NEWS, first).hasNext()).isTrue();
        assertThat(archives.before(NEWS, first.next())).contains(first);
        assertThat(archives.newest(NEWS)).contains(first.next());
    }

    @Test
    void a_month_put_between_two_others_raises_the_later_one_which_leads_to_it() {
        for (String date : List.of("2014-02-10", "2014-06-10")) {
            lists.enter(released(sample.publish(sample.draft(dated(date), NOW), false, NOW)));
        }
        Part june = Part.first(YearMonth.of(2014, 6));
        long before = archives.part(NEWS, june).links();
        Post april = sample.publish(sample.draft(dated("2014-04-10"), NOW), false, NOW);
        Touched touched = lists.enter(released(april)).orElseThrow();
        assertThat(touched.parts()).contains(new Place(NEWS, june));
        assertThat(archives.part(NEWS, june).links()).isGreaterThan(before);
        assertThat(archives.before(NEWS, june)).contains(Part.first(YearMonth.of(2014, 4)));
        assertThat(archives.before(NEWS, Part.first(YearMonth.of(2014, 2)))).isEmpty();
        assertThat(archives.months(NEWS).stream().map(ListMonth::month))
                .containsExactly(YearMonth.of(2014, 2), YearMonth.of(2014, 4), YearMonth.of(2014, 6));
        assertThat(lists.enter(released(april)).orElseThrow().parts()).contains(new Place(NEWS, june));
    }

    @Test
    void months_that_are_opened_at_once_all_know_the_one_before() {
        record Document(long version, Optional<Part> before) {}
        List<Post> posts = IntStream.rangeClosed(1, 9)
                .mapToObj(month -> sample.publish(sample.draft(dated("2014-0" + month + "-10"), NOW), false, NOW))
                .toList();
        var documents = new ConcurrentHashMap<Part, Document>();
        List<CompletableFuture<Void>> publishers = posts.stream()
                .map(post -> CompletableFuture.runAsync(() -> lists.enter(released(post)).orElseThrow().parts().stream()
                        .filter(place -> place.list().equals(NEWS))
                        .map(Place::part)
                        .forEach(part -> {
                            // As a publisher writes files: the version is read first, and a newer one wins.
                            long version = archives.part(NEWS, part).version()
                                    + archives.part(NEWS, part).links();
                            var document = new Document(version, archives.before(NEWS, part));
                            documents.merge(
                                    part, document, (one, other) -> one.version() > other.version() ? one : other);
                        })))
                .toList();
        publishers.forEach(CompletableFuture::join);
        assertThat(documents).hasSize(9);
        documents.forEach((part, document) ->
                assertThat(document.before()).as(part.toString()).isEqualTo(archives.before(NEWS, part)));
    }

    @Test
    void a_withdrawal_leaves_a_mark_in_each_list_until_the_post_is_back_in_its_part() {
        Post post = published("A", NOW, "ukraine");
        lists.enter(released(post));
        Post withdrawn = sample.withdraw(post, NOW.plusSeconds(60));
        lists.enter(released(withdrawn));
        var mark = new Withdrawal(released(post).feedId(), NOW.plusSeconds(60));
        for (ListKey list : List.of(NEWS, UKRAINE, ListKey.type("en", "news-item"))) {
            assertThat(archives.withdrawals(list, 10)).containsExactly(mark);
            assertThat(lists.newest(list, 10).hasWithdrawals()).isTrue();
        }
        assertThat(titles(NEWS)).isEmpty();
    }

    @Test
    void the_list_of_all_news_knows_the_others_of_its_language() {
        lists.enter(released(published("A", NOW, "ukraine")));
        assertThat(lists.newest(NEWS, 1).lists()).containsExactly(ListKey.type("en", "news-item"), UKRAINE);
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
