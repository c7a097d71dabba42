package press.communique.store.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Partition;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.SubscriptionRequest;
import press.communique.core.audience.Suppression;
import press.communique.core.audience.Suppression.Reason;
import press.communique.store.testing.LocalTables;

/** Addresses that are never written to. */
class SuppressionsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");
    private static final EmailAddress JANE =
            EmailAddress.parse("jane@example.org").orElseThrow();
    private static final EmailAddress JANE_IN_CAPITALS =
            EmailAddress.parse("JANE@example.org").orElseThrow();

    private final LocalTables tables = new LocalTables();
    private final AddressSeal seal = new AddressSeal("a secret that is longer than 32 characters");
    private final SubscriptionRequests requests = new SubscriptionRequests(tables.client(), tables.audience(), seal);
    private final Confirmations confirmations = new Confirmations(tables.client(), tables.audience(), seal);
    private final Readers readers = new Readers(tables.client(), tables.audience(), seal);
    private final ReaderCounts counts = new ReaderCounts(tables.client(), tables.audience());
    private final Suppressions suppressions = new Suppressions(tables.client(), tables.audience(), seal);

    @Test
    void whoeverIsPutOnTheListIsAReaderNoLonger() {
        subscribe();
        Reader jane = everybody().get(0);
        assertThat(suppress(Reason.COMPLAINT)).isTrue();
        assertThat(everybody()).extracting(Reader::active).containsExactly(false);
        assertThat(readers.recipients(List.of(jane.id()))).isEmpty();
        assertThat(readers.whyNot(jane.id())).isEqualTo("suppressed");
        assertThat(count()).isZero();
        assertThat(suppress(Reason.COMPLAINT)).as("twice").isFalse();
        assertThat(count()).isZero();
    }

    @Test
    void whoeverIsOnTheListCannotSubscribeInWhateverCapitals() {
        suppressions.suppress(suppressions.key(JANE_IN_CAPITALS), Reason.NEVER, NOW);
        assertThat(confirm(open())).isFalse();
        assertThat(everybody()).isEmpty();
        suppressions.lift(suppressions.key(JANE));
        assertThat(confirm(open())).isTrue();
    }

    @Test
    void whoHadLeftBeforeStaysAway() {
        subscribe();
        Reader jane = everybody().get(0);
        readers.unsubscribe(jane.id(), jane.epoch(), NOW);
        assertThat(suppress(Reason.BOUNCE)).isFalse();
        assertThat(readers.whyNot(jane.id())).isEqualTo("unsubscribed");
        assertThat(confirm(open())).isFalse();
        assertThat(count()).isZero();
    }

    @Test
    void aReasonOnlyGivesWayToAWeightierOne() {
        suppress(Reason.BOUNCE);
        suppressions.suppress(suppressions.key(JANE), Reason.IMPORT, NOW.plus(Duration.ofDays(1)));
        assertThat(suppressions.find(JANE)).contains(new Suppression(Reason.BOUNCE, NOW));
        suppressions.suppress(suppressions.key(JANE), Reason.NEVER, NOW.plus(Duration.ofDays(2)));
        suppressions.suppress(suppressions.key(JANE), Reason.BOUNCE, NOW.plus(Duration.ofDays(3)));
        assertThat(suppressions.find(JANE)).contains(new Suppression(Reason.NEVER, NOW.plus(Duration.ofDays(2))));
    }

    @Test
    void aConfirmationAtTheSameMomentLeavesNoActiveReaderOnTheList() {
        for (int round = 0; round < 20; round++) {
            EmailAddress address =
                    EmailAddress.parse("r" + round + "@example.org").orElseThrow();
            String request = Reader.newId();
            requests.open(request, request(address), NOW);
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(() -> confirm(request)),
                            CompletableFuture.runAsync(
                                    () -> suppressions.suppress(suppressions.key(address), Reason.NEVER, NOW)))
                    .join();
            assertThat(suppressions.find(address)).isPresent();
        }
        assertThat(everybody()).noneMatch(Reader::active);
        assertThat(count()).isZero();
    }

    @Test
    void theListTellsNobodysAddress() {
        suppress(Reason.NEVER);
        assertThat(tables.client()
                        .scan(scan -> scan.tableName(tables.audience()))
                        .items()
                        .toString())
                .contains("SUPPRESSED")
                .doesNotContainIgnoringCase("jane")
                .doesNotContain("example.org");
    }

    private boolean suppress(Reason reason) {
        return suppressions.suppress(suppressions.key(JANE), reason, NOW);
    }

    private void subscribe() {
        assertThat(confirm(open())).isTrue();
    }

    private String open() {
        String id = Reader.newId();
        requests.open(id, request(JANE), NOW);
        return id;
    }

    private boolean confirm(String request) {
        return confirmations.confirm(request, NOW);
    }

    private static SubscriptionRequest request(EmailAddress address) {
        return new SubscriptionRequest(address, Preferences.of(List.of("en"), List.of(Interest.everything())), "en");
    }

    private List<Reader> everybody() {
        return IntStream.range(0, Partition.COUNT)
                .mapToObj(partition -> readers.page(partition, "", 100))
                .flatMap(List::stream)
                .toList();
    }

    private long count() {
        return Arrays.stream(counts.byPartition()).sum();
    }
}
