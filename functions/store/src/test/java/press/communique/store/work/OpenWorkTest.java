package press.communique.store.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import press.communique.store.item.Item;
import press.communique.store.testing.LocalTables;

/** What is open is found by its kind and age, and whoever tries it again and again comes round to all of it. */
class OpenWorkTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    private final LocalTables tables = new LocalTables();
    private final OpenWork open = new OpenWork(tables.client(), tables.posts(), "parcel");

    @BeforeEach
    void threeParcelsAndALetter() {
        put("parcel", "C", NOW);
        put("parcel", "A", NOW.minusSeconds(20));
        put("letter", "X", NOW.minusSeconds(15));
        put("parcel", "B", NOW.minusSeconds(10));
    }

    @Test
    void the_oldest_come_first() {
        assertThat(names(open.oldest(2).stream())).containsExactly("A", "B");
        assertThat(names(open.before(NOW, 9).stream())).containsExactly("A", "B");
        assertThat(names(open.before(NOW, 1).stream())).containsExactly("A");
        assertThat(names(open.all())).containsExactly("A", "B", "C");
        assertThat(names(open.allBefore(NOW))).containsExactly("A", "B");
    }

    @Test
    void a_draw_has_all_if_there_are_no_more() {
        assertThat(names(open.draw(NOW, 2).stream())).containsExactlyInAnyOrder("A", "B");
        assertThat(names(open.draw(NOW.minusSeconds(60), 2).stream())).isEmpty();
    }

    @Test
    void of_more_than_are_tried_at_once_each_has_its_turn_and_is_the_first_once() {
        IntStream.range(0, 20).forEach(i -> put("parcel", "P" + i, NOW.plusMillis(i)));
        Set<String> tried = new HashSet<>();
        Set<String> first = new HashSet<>();
        for (int minute = 1; minute <= 200; minute++) {
            List<String> drawn = names(open.draw(NOW.plus(Duration.ofMinutes(minute)), 5).stream());
            assertThat(drawn).hasSize(5).doesNotHaveDuplicates();
            tried.addAll(drawn);
            first.add(drawn.get(0));
        }
        assertThat(tried).hasSize(23);
        assertThat(first).as("one that takes all the time that there is").hasSize(23);
    }

    private static List<String> names(Stream<Item> items) {
        return items.map(item -> item.textOf("pk")).toList();
    }

    private void put(String kind, String name, Instant since) {
        Item item = Item.at(name, "IT").with("openKind", kind).with("openSince", since);
        tables.client().putItem(put -> put.tableName(tables.posts()).item(item.attributes()));
    }
}
