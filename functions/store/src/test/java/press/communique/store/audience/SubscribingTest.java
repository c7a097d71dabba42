package press.communique.store.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
import press.communique.store.testing.LocalTables;

/** Request, confirmation, farewell: who is a reader after what. */
class SubscribingTest {

    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");
    private static final EmailAddress JANE =
            EmailAddress.parse("jane@example.org").orElseThrow();
    private static final Interest SPEECHES = new Interest(List.of("speech"), List.of(), Frequency.DAILY);

    private final LocalTables tables = new LocalTables();
    private final AddressSeal seal = new AddressSeal("a secret that is longer than 32 characters");
    private final SubscriptionRequests requests = new SubscriptionRequests(tables.client(), tables.audience(), seal);
    private final Confirmations confirmations = new Confirmations(tables.client(), tables.audience(), seal);
    private final Readers readers = new Readers(tables.client(), tables.audience(), seal);
    private final ReaderCounts counts = new ReaderCounts(tables.client(), tables.audience());

    @Test
    void aRequestAloneMakesNoReader() {
        open(request(JANE, Interest.everything()), NOW);
        assertThat(everybody()).isEmpty();
        assertThat(count()).isZero();
    }

    @Test
    void confirmedIsAReaderWithTheAddress() {
        confirm(request(JANE, Interest.everything()));
        Reader reader = everybody().get(0);
        assertThat(reader.active()).isTrue();
        assertThat(reader.preferences()).isEqualTo(Preferences.of(List.of("en"), List.of(Interest.everything())));
        assertThat(readers.recipients(List.of(reader.id())).get(reader.id()).address())
                .isEqualTo(JANE);
        assertThat(counts.byPartition()[Partition.of(reader.id())]).isEqualTo(1);
    }

    @Test
    void confirmingTwiceIsTheSameAsOnce() {
        String request = confirm(request(JANE, Interest.everything()));
        assertThat(confirmations.confirm(request, NOW)).isTrue();
        assertThat(everybody()).hasSize(1);
        assertThat(everybody().get(0).revision()).isEqualTo(1);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void afterSevenDaysARequestIsOverEvenWhereDynamoDbHasNotDeletedIt() {
        String request = open(request(JANE, Interest.everything()), NOW);
        assertThat(confirmations.confirm(request, NOW.plus(Duration.ofDays(7)))).isFalse();
        assertThat(confirmations.confirm(Reader.newId(), NOW)).isFalse();
        assertThat(everybody()).isEmpty();
    }

    @Test
    void aKnownAddressGetsNoSecondReaderButBothInterests() {
        confirm(request(JANE, Interest.everything()));
        String id = everybody().get(0).id();
        confirm(request(EmailAddress.parse("JANE@example.org").orElseThrow(), SPEECHES));
        assertThat(everybody()).extracting(Reader::id).containsExactly(id);
        assertThat(everybody().get(0).preferences().interests()).containsExactly(Interest.everything(), SPEECHES);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void manyConfirmationsOfOneAddressAtOnceMakeOneReaderWithEverything() {
        List<String> opened = IntStream.range(0, 8)
                .mapToObj(
                        i -> open(request(JANE, new Interest(List.of(), List.of("topic-" + i), Frequency.WEEKLY)), NOW))
                .toList();
        CompletableFuture.allOf(opened.stream()
                        .map(id -> CompletableFuture.runAsync(() -> confirmations.confirm(id, NOW)))
                        .toArray(CompletableFuture[]::new))
                .join();
        assertThat(everybody()).hasSize(1);
        assertThat(everybody().get(0).preferences().interests()).hasSize(8);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void unsubscribingForgetsTheAddressAndDoingItTwiceIsFine() {
        confirm(request(JANE, Interest.everything()));
        Reader reader = everybody().get(0);
        assertThat(readers.unsubscribe(reader.id(), reader.epoch(), NOW)).isTrue();
        assertThat(readers.unsubscribe(reader.id(), reader.epoch(), NOW)).isTrue();
        assertThat(readers.recipients(List.of(reader.id()))).isEmpty();
        assertThat(everybody().get(0).active()).isFalse();
        assertThat(count()).isZero();
        assertThat(tables.client()
                        .getItem(get -> get.tableName(tables.audience()).key(AudienceKeys.reader(reader.id())))
                        .item())
                .doesNotContainKey("address");
    }

    @Test
    void aLinkOfAnEndedEpochChangesNothing() {
        confirm(request(JANE, Interest.everything()));
        Reader reader = everybody().get(0);
        assertThat(readers.unsubscribe(reader.id(), reader.epoch() + 1, NOW)).isFalse();
        assertThat(everybody().get(0)).isEqualTo(reader);
        assertThat(readers.unsubscribe(Reader.newId(), 1, NOW))
                .as("a reader who was erased")
                .isFalse();
    }

    @Test
    void whoComesBackBeginsAnewUnderTheSameIdSoThatOldLinksWork() {
        confirm(request(JANE, Interest.everything()));
        Reader before = everybody().get(0);
        readers.unsubscribe(before.id(), before.epoch(), NOW);
        confirm(request(JANE, SPEECHES));
        Reader after = everybody().get(0);
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.epoch()).isEqualTo(before.epoch());
        assertThat(after.preferences().interests()).containsExactly(SPEECHES);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void pagesGoThroughAPartitionOnceEach() {
        for (int i = 0; i < 40; i++) {
            confirm(request(EmailAddress.parse("r" + i + "@example.org").orElseThrow(), Interest.everything()));
        }
        assertThat(everybody()).hasSize(40).extracting(Reader::id).doesNotHaveDuplicates();
        assertThat(count()).isEqualTo(40);
    }

    @Test
    void aFewLettersADayAndThenNoneUntilTomorrow() {
        var quota = new LetterQuota(tables.client(), tables.audience(), seal);
        for (int i = 0; i < LetterQuota.A_DAY; i++) {
            assertThat(quota.take(JANE, "request-" + i, NOW)).isTrue();
        }
        assertThat(quota.take(JANE, "another", NOW)).isFalse();
        assertThat(quota.take(JANE, "request-0", NOW))
                .as("the same letter, which goes again")
                .isTrue();
        assertThat(quota.take(JANE, "another", NOW.plus(Duration.ofDays(1)))).isTrue();
        assertThat(quota.take(EmailAddress.parse("other@example.org").orElseThrow(), "another", NOW))
                .isTrue();
    }

    @Test
    void aLetterIsClaimedByOneAndMayGoAgainOnlyWhenItWasNotSent() {
        String request = open(request(JANE, Interest.everything()), NOW);
        assertThat(requests.letter(request).claim("one")).isTrue();
        assertThat(requests.letter(request).claim("two")).isFalse();
        requests.letter(request).release("one");
        assertThat(requests.letter(request).claim("two")).isTrue();
        requests.letter(request).close("two", "accepted");
        assertThat(requests.letter(request).claim("three")).isFalse();
    }

    @Test
    void manyRequestsFromOneNetworkInAnHourAreEnough() {
        var sources = new RequestSources(tables.client(), tables.audience(), seal, 5);
        for (int i = 0; i < 5; i++) {
            assertThat(sources.take("2001:db8:0:7::" + i, NOW)).isTrue();
        }
        var another = new RequestSources(tables.client(), tables.audience(), seal, 5);
        for (RequestSources instance : List.of(sources, sources, another)) {
            assertThat(instance.take("2001:db8:0:7:1::1", NOW)).isFalse();
        }
        assertThat(sources.take("2001:db8:0:8::1", NOW)).isTrue();
        assertThat(sources.take("192.0.2.7", NOW)).isTrue();
        assertThat(sources.take("2001:db8:0:7::1", NOW.plus(Duration.ofHours(1))))
                .isTrue();
        assertThat(tables.client()
                        .scan(scan -> scan.tableName(tables.audience()))
                        .items()
                        .toString())
                .doesNotContain("2001", "192.0.2");
    }

    @Test
    void aRequestThatIsSentAgainUnderTheSameIdBeginsNothingAnew() {
        String request = confirm(request(JANE, Interest.everything()));
        requests.open(request, request(JANE, SPEECHES), NOW);
        assertThat(requests.pending(request, NOW)).isEmpty();
    }

    @Test
    void nothingInTheTableShowsAnAddress() {
        confirm(request(JANE, Interest.everything()));
        open(request(JANE, SPEECHES), NOW);
        assertThat(tables.client()
                        .scan(scan -> scan.tableName(tables.audience()))
                        .items()
                        .toString())
                .doesNotContainIgnoringCase("jane")
                .doesNotContain("example.org");
    }

    private String confirm(SubscriptionRequest request) {
        String id = open(request, NOW);
        assertThat(confirmations.confirm(id, NOW)).isTrue();
        return id;
    }

    private String open(SubscriptionRequest request, Instant now) {
        String id = Reader.newId();
        requests.open(id, request, now);
        return id;
    }

    private List<Reader> everybody() {
        return IntStream.range(0, Partition.COUNT)
                .mapToObj(partition -> {
                    List<Reader> page = readers.page(partition, "", 2);
                    var all = new ArrayList<>(page);
                    while (page.size() == 2) {
                        page = readers.page(partition, page.get(1).id(), 2);
                        all.addAll(page);
                    }
                    return all;
                })
                .flatMap(List::stream)
                .toList();
    }

    private long count() {
        return Arrays.stream(counts.byPartition()).sum();
    }

    private static SubscriptionRequest request(EmailAddress address, Interest interest) {
        return new SubscriptionRequest(address, Preferences.of(List.of("en"), List.of(interest)), "en");
    }
}
