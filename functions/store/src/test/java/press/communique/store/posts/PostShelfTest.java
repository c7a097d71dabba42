package press.communique.store.posts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import press.communique.core.post.Post;
import press.communique.store.item.Shelf;
import press.communique.store.testing.LocalTables;
import press.communique.store.testing.SamplePosts;

class PostShelfTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    private final LocalTables tables = new LocalTables();
    private final PostShelf shelf = new PostShelf(tables.client(), tables.posts());

    @Test
    void pages_follow_each_other_without_gap_or_double_newest_first() {
        var sample = new SamplePosts(tables);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ids.add(0, sample.draft(SamplePosts.content("Post " + i), NOW).id());
        }
        var found = new ArrayList<String>();
        Optional<String> cursor = Optional.empty();
        do {
            PostShelf.Page page = shelf.newest(
                    post -> !post.content().editions().get("en").title().endsWith("7"), 7, cursor);
            page.posts().stream().map(Post::id).forEach(found::add);
            cursor = page.next();
        } while (cursor.isPresent());
        assertThat(found).hasSize(54).isSubsetOf(ids).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "%%%", "bm90IGFuIGlk"})
    void a_cursor_that_is_none_is_refused(String cursor) {
        assertThatThrownBy(() -> shelf.newest(post -> true, 10, Optional.of(cursor)))
                .isInstanceOf(Shelf.BadCursor.class);
    }
}
