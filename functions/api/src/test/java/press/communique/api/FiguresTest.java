package press.communique.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.Reader;
import press.communique.store.audience.AudienceDays;
import press.communique.store.audience.Readers;
import press.communique.store.testing.LocalTables;

/** Subscribers in numbers, day by day. */
class FiguresTest {

    private static final Duration TIME = Duration.ofSeconds(30);

    private final LocalTables tables = new LocalTables();
    private Instant now = Instant.parse("2026-11-24T08:00:00Z");
    private final EditorApi api = new EditorApi(Environments.of(tables), () -> now);
    private final Http admin = new Http(api, "root", "[admin]");
    private final AudienceDays days = new AudienceDays(tables.client(), tables.audience());
    private final Readers readers =
            new Readers(tables.client(), tables.audience(), new AddressSeal("not-a-real-secret-but-as-long-as-one"));

    @Test
    void each_day_is_counted_once_and_tells_of_nobody() {
        bring(
                "ada@example.org,en fr,*:*:daily *:*:immediate,2026-11-24T01:00:00Z",
                "ben@example.org,fr,*:*:weekly,2026-11-23T01:00:00Z",
                "eve@example.org,en,*:*:weekly,2024-05-31T01:00:00Z");
        assertThat(figures().toString()).isEqualTo("{\"subscribers\":3,\"days\":[]}");

        now = Instant.parse("2026-11-25T00:01:00Z");
        assertThat(days.count(() -> now, TIME)).isTrue();
        readers.unsubscribe(one("fr").id(), one("fr").epoch(), now);
        assertThat(days.count(() -> now, TIME)).as("counted once").isTrue();
        now = Instant.parse("2026-11-26T00:01:00Z");
        days.count(() -> now, TIME);

        String figures = figures().toString();
        assertThat(figures)
                .isEqualTo("{\"subscribers\":2,\"days\":["
                        + "{\"day\":\"2026-11-25\",\"subscribers\":2,\"began\":0,\"ended\":1,"
                        + "\"languages\":{\"en\":2},\"frequencies\":{\"immediate\":1,\"weekly\":1}},"
                        + "{\"day\":\"2026-11-24\",\"subscribers\":3,\"began\":1,\"ended\":0,"
                        + "\"languages\":{\"en\":2,\"fr\":1},\"frequencies\":{\"immediate\":1,\"weekly\":2}}]}");
        assertThat(figures("?days=1").path("days")).hasSize(1);
    }

    @Test
    void a_count_that_ran_out_of_time_goes_on_where_it_was_and_is_told_when_it_is_done() {
        bring("ada@example.org,en,*:*:daily,2024-05-31T01:00:00Z", "ben@example.org,en,*:*:daily,2024-05-31T01:00:00Z");
        int turns = 1;
        while (!days.count(() -> now, Duration.ZERO)) {
            assertThat(figures().path("days")).isEmpty();
            turns++;
        }
        assertThat(turns).as("a partition each").isEqualTo(64);
        assertThat(figures().at("/days/0/subscribers").asInt()).isEqualTo(2);
    }

    @Test
    void a_number_of_days_is_a_number() {
        for (String wrong : List.of("0", "401", "-1", "all")) {
            assertThat(admin.send("GET", "/api/subscribers/figures?days=" + wrong, null)
                            .status())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    private Reader one(String language) {
        return IntStream.range(0, 64)
                .mapToObj(partition -> readers.page(partition, "", 10))
                .flatMap(List::stream)
                .filter(reader -> reader.preferences().languages().get(0).equals(language))
                .findFirst()
                .orElseThrow();
    }

    private void bring(String... lines) {
        var site = admin.send("GET", "/api/site", null);
        assertThat(admin.send(
                                "PUT",
                                "/api/site",
                                "{\"names\":{\"en\":\"N\",\"fr\":\"N\"},\"languages\":[\"en\",\"fr\"],\"defaultLanguage\":\"en\","
                                        + "\"timeZone\":\"Europe/Brussels\",\"types\":[{\"id\":\"news-item\",\"names\":"
                                        + "{\"en\":\"News\",\"fr\":\"News\"}}],\"sender\":\"newsroom@example.org\"}",
                                "if-match",
                                site.headers().get("ETag"))
                        .status())
                .isEqualTo(200);
        String csv = "email,languages,interests,consentedAt\r\n" + String.join("\r\n", lines) + "\r\n";
        Http.Answer answer = admin.send("POST", "/api/subscribers/import", csv, "content-type", "text/csv");
        assertThat(answer.json().path("added").asInt()).as(answer.body()).isEqualTo(lines.length);
    }

    private JsonNode figures() {
        return figures("");
    }

    private JsonNode figures(String query) {
        Http.Answer answer = admin.send("GET", "/api/subscribers/figures" + query, null);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }
}
