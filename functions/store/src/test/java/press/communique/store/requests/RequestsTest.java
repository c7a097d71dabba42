package press.communique.store.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import press.communique.store.testing.LocalTables;

class RequestsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final byte[] BODY = {1, 2, 3};

    private final LocalTables tables = new LocalTables();
    private final Requests requests = new Requests(tables.client(), tables.posts());

    @Test
    void the_first_one_begins_the_second_waits_the_third_gets_the_answer() {
        assertThat(begin("id-1", NOW)).isEqualTo(new Requests.Begin("id-1"));
        assertThat(begin("id-2", NOW)).isEqualTo(new Requests.Running());
        var answer = new Requests.Answered(201, Map.of("ETag", "\"1\""), "{\"é\":1}");
        requests.answered("ann", "key", answer, NOW);
        assertThat(begin("id-3", NOW)).isEqualTo(answer);
    }

    @Test
    void another_body_under_the_same_key_is_refused() {
        begin("id-1", NOW);
        assertThat(requests.begin("ann", "key", new byte[] {9}, "id-2", NOW)).isEqualTo(new Requests.OtherBody());
    }

    @Test
    void the_key_of_another_caller_is_another_key() {
        begin("id-1", NOW);
        assertThat(requests.begin("bob", "key", BODY, "id-2", NOW)).isEqualTo(new Requests.Begin("id-2"));
    }

    @Test
    void a_request_whose_function_died_is_carried_out_again_under_the_same_id() {
        begin("id-1", NOW);
        Instant later = NOW.plus(Requests.LONGEST_RUN).plusSeconds(1);
        assertThat(begin("id-2", later)).isEqualTo(new Requests.Again("id-1", NOW));
        assertThat(begin("id-3", later)).isEqualTo(new Requests.Running());
        Instant muchLater = later.plus(Requests.LONGEST_RUN).plusSeconds(1);
        assertThat(begin("id-4", muchLater)).as("that one died too").isEqualTo(new Requests.Again("id-1", NOW));
    }

    @Test
    void a_refused_request_leaves_no_trace() {
        begin("id-1", NOW);
        requests.refused("ann", "key");
        assertThat(begin("id-2", NOW)).isEqualTo(new Requests.Begin("id-2"));
    }

    @Test
    void for_a_day_the_key_is_known_and_then_new_again_though_nobody_has_deleted_it_yet() {
        begin("id-1", NOW);
        var answer = new Requests.Answered(201, Map.of(), "{}");
        requests.answered("ann", "key", answer, NOW);
        assertThat(begin("id-2", NOW.plus(Duration.ofHours(24)))).isEqualTo(answer);
        assertThat(begin("id-2", NOW.plus(Duration.ofHours(25)))).isEqualTo(new Requests.Begin("id-2"));
    }

    @Test
    void an_answer_too_large_for_an_item_is_given_again_whole() {
        var random = new Random(7);
        var text = new StringBuilder();
        while (text.length() < 2_000_000) {
            text.append(Long.toString(random.nextLong(), Character.MAX_RADIX));
        }
        begin("id-1", NOW);
        var answer = new Requests.Answered(201, Map.of(), text.toString());
        requests.answered("ann", "key", answer, NOW);
        assertThat(begin("id-2", NOW)).isEqualTo(answer);
    }

    private Requests.Known begin(String id, Instant now) {
        return requests.begin("ann", "key", BODY, id, now);
    }
}
