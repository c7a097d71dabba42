package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import press.communique.store.testing.LocalTables;

/** One client may not take the newsroom's API for itself. */
class CallLimitsTest {

    private static final String DRAFT = "{\"type\":\"news-item\",\"editions\":{\"en\":{\"title\":\"A\"}}}";

    private final LocalTables tables = new LocalTables();
    private Instant now = Instant.parse("2026-11-24T08:00:48Z");
    private final EditorApi one =
            new EditorApi(Environments.of(tables, "READS_PER_MINUTE", "7", "WRITES_PER_MINUTE", "3"), () -> now);
    private final EditorApi other =
            new EditorApi(Environments.of(tables, "READS_PER_MINUTE", "7", "WRITES_PER_MINUTE", "3"), () -> now);

    @Test
    void what_did_not_come_by_the_cdn_is_turned_away_before_it_counts() {
        var closed =
                new EditorApi(Environments.of(tables, "ORIGIN_SECRET", "a-secret", "READS_PER_MINUTE", "1"), () -> now);
        Http caller = new Http(closed, "ann", "[author]");
        assertThat(caller.send("GET", "/api/posts", null).status()).isEqualTo(403);
        for (String given : new String[] {"", "another", "a-secret "}) {
            Http.Answer refused = caller.send("GET", "/api/posts", null, "X-Communique-Origin", given);
            assertThat(refused.status()).as(given).isEqualTo(403);
            assertThat(refused.body()).contains("not-here");
        }
        assertThat(caller.send("GET", "/api/posts", null, "X-Communique-Origin", "a-secret")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_client_over_its_limit_waits_until_the_minute_is_over_and_nobody_else_does() {
        Http eager = new Http(one, "ann", "[author]");
        for (int i = 0; i < 7; i++) {
            assertThat(eager.send("GET", "/api/posts", null).status()).isEqualTo(200);
        }
        Http.Answer refused = eager.send("GET", "/api/posts", null);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers())
                .containsEntry("Retry-After", "12")
                .containsEntry("Content-Type", "application/problem+json");
        assertThat(refused.json().path("code").asText()).isEqualTo("too-many-requests");
        assertThat(eager.send("GET", "/api/site", null).status())
                .as("another route")
                .isEqualTo(429);
        assertThat(eager.send("POST", "/api/posts", DRAFT).status())
                .as("writes are counted apart")
                .isEqualTo(201);
        assertThat(new Http(one, "bob", "[author]")
                        .send("GET", "/api/posts", null)
                        .status())
                .isEqualTo(200);
        assertThat(new Http(one, null, null).send("GET", "/api/health", null).status())
                .isEqualTo(200);

        now = now.plusSeconds(11);
        assertThat(eager.send("GET", "/api/posts", null).headers()).containsEntry("Retry-After", "1");
        now = now.plusSeconds(1);
        assertThat(eager.send("GET", "/api/posts", null).status()).isEqualTo(200);
    }

    @Test
    void all_instances_count_together() {
        Http here = new Http(one, "ann", "[author]");
        Http there = new Http(other, "ann", "[author]");
        long taken = IntStream.range(0, 12)
                .mapToObj(i -> i % 2 == 0 ? here : there)
                .filter(client -> client.send("GET", "/api/posts", null).status() == 200)
                .count();
        assertThat(taken).isEqualTo(7);
    }

    @Test
    void what_is_refused_is_not_done_and_keeps_its_key() {
        Http eager = new Http(one, "ann", "[author]");
        for (int i = 0; i < 3; i++) {
            eager.send("POST", "/api/posts", DRAFT);
        }
        assertThat(eager.send("POST", "/api/posts", DRAFT, "idempotency-key", "k")
                        .status())
                .isEqualTo(429);
        assertThat(eager.send("GET", "/api/posts", null).json().path("items")).hasSize(3);
        now = now.plusSeconds(60);
        assertThat(eager.send("POST", "/api/posts", DRAFT, "idempotency-key", "k")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_limit_that_is_large_is_taken_a_hundredth_at_a_time_and_kept_all_the_same() {
        var first =
                new EditorApi(Environments.of(tables, "READS_PER_MINUTE", "250", "WRITES_PER_MINUTE", "0"), () -> now);
        var second =
                new EditorApi(Environments.of(tables, "READS_PER_MINUTE", "250", "WRITES_PER_MINUTE", "0"), () -> now);
        Http here = new Http(first, "ann", "[author]");
        Http there = new Http(second, "ann", "[author]");
        long taken = IntStream.range(0, 300)
                .mapToObj(i -> i % 3 == 0 ? here : there)
                .filter(client -> client.send("GET", "/api/site", null).status() == 200)
                .count();
        assertThat(taken).isBetween(249L, 250L);
        for (int i = 0; i < 20; i++) {
            assertThat(here.send("POST", "/api/posts", "{}").status())
                    .as("no limit")
                    .isEqualTo(422);
        }
    }
}
