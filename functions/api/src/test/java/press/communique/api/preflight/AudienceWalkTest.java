package press.communique.api.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static press.communique.core.audience.Frequency.DAILY;
import static press.communique.core.audience.Frequency.IMMEDIATE;
import static press.communique.core.audience.Frequency.WEEKLY;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.Frequency;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Partition;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.SubscriptionRequest;
import press.communique.core.post.Content;
import press.communique.core.post.Edition;
import press.communique.store.audience.Confirmations;
import press.communique.store.audience.ReaderCounts;
import press.communique.store.audience.Readers;
import press.communique.store.audience.SubscriptionRequests;
import press.communique.store.testing.LocalTables;

class AudienceWalkTest {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");

    private final LocalTables tables = new LocalTables();
    private final AddressSeal seal = new AddressSeal("a secret that is longer than 32 characters");
    private final SubscriptionRequests requests = new SubscriptionRequests(tables.client(), tables.audience(), seal);
    private final Confirmations confirmations = new Confirmations(tables.client(), tables.audience(), seal);
    private final Readers readers = new Readers(tables.client(), tables.audience(), seal);
    private final ReaderCounts counts = new ReaderCounts(tables.client(), tables.audience());
    private int number;

    @Test
    void each_reader_counts_once_by_how_soon_and_in_which_language() {
        subscribe(List.of("en"), everything(IMMEDIATE));
        subscribe(List.of("fr", "en"), everything(IMMEDIATE));
        subscribe(List.of("nl", "fr"), everything(DAILY));
        subscribe(List.of("nl"), everything(IMMEDIATE)); // no such edition
        subscribe(List.of("en"), new Interest(List.of("speech"), List.of(), IMMEDIATE)); // another type
        subscribe(List.of("en"), new Interest(List.of(), List.of("trade"), WEEKLY));
        // The fastest of two that match.
        subscribe(List.of("en"), everything(WEEKLY), new Interest(List.of("news-item"), List.of("trade"), DAILY));
        Reader gone = reader(subscribe(List.of("en"), everything(IMMEDIATE)));
        readers.unsubscribe(gone.id(), gone.epoch(), NOW);

        Audience audience = new AudienceWalk(readers, counts).count(post("en", "fr"), Instant.now());
        assertThat(audience.exact()).isTrue();
        assertThat(audience.readers().byLanguage(IMMEDIATE)).isEqualTo(Map.of("en", 1L, "fr", 1L));
        assertThat(audience.readers().byLanguage(DAILY)).isEqualTo(Map.of("en", 1L, "fr", 1L));
        assertThat(audience.readers().byLanguage(WEEKLY)).isEqualTo(Map.of("en", 1L));
        assertThat(audience.readers().total(IMMEDIATE)).isEqualTo(2);
    }

    @Test
    void a_large_audience_is_read_page_by_page() {
        for (int i = 0; i < 70; i++) {
            subscribe(List.of("en"), everything(IMMEDIATE));
        }
        Audience audience =
                new AudienceWalk(readers, counts, 1, Duration.ofMinutes(1)).count(post("en"), Instant.now());
        assertThat(audience.exact()).isTrue();
        assertThat(audience.readers().total(IMMEDIATE)).isEqualTo(70);
    }

    @Test
    void what_cannot_be_counted_in_time_is_estimated() {
        for (int i = 0; i < 130; i++) {
            subscribe(List.of("en"), everything(IMMEDIATE));
        }
        Audience audience = new AudienceWalk(readers, counts, 1, Duration.ZERO).count(post("en"), Instant.now());
        assertThat(audience.exact()).isFalse();
        assertThat(audience.readers().total(IMMEDIATE)).isEqualTo(130);
    }

    @Test
    void of_nobody_there_is_nobody() {
        assertThat(new AudienceWalk(readers, counts)
                        .count(post("en"), Instant.now())
                        .readers()
                        .total(IMMEDIATE))
                .isZero();
    }

    private static Interest everything(Frequency pace) {
        return new Interest(List.of(), List.of(), pace);
    }

    private static Content post(String... languages) {
        var editions = new TreeMap<String, Edition>();
        for (String language : languages) {
            editions.put(language, new Edition("T", "", "", Optional.empty()));
        }
        return new Content(
                "news-item",
                List.of("trade"),
                List.of(),
                editions,
                List.of(),
                false,
                false,
                List.of(),
                Optional.empty());
    }

    private EmailAddress subscribe(List<String> languages, Interest... interests) {
        EmailAddress address =
                EmailAddress.parse("reader" + number++ + "@example.org").orElseThrow();
        String request = Reader.newId();
        var wanted = Preferences.of(languages, List.of(interests));
        requests.open(request, new SubscriptionRequest(address, wanted, languages.get(0)), NOW);
        assertThat(confirmations.confirm(request, NOW)).isTrue();
        return address;
    }

    private Reader reader(EmailAddress address) {
        return IntStream.range(0, Partition.COUNT)
                .mapToObj(partition -> readers.page(partition, "", 1_000))
                .flatMap(List::stream)
                .filter(reader -> readers.recipients(List.of(reader.id()))
                        .get(reader.id())
                        .address()
                        .equals(address))
                .findFirst()
                .orElseThrow();
    }
}
