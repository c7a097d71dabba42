package press.communique.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Partition;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.SubscriptionRequest;
import press.communique.core.mail.Batch;
import press.communique.core.mail.Cursor;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Share;
import press.communique.store.audience.Confirmations;
import press.communique.store.audience.Readers;
import press.communique.store.audience.SubscriptionRequests;
import press.communique.store.mailing.Batches;
import press.communique.store.mailing.Mailings;
import press.communique.store.testing.LocalTables;

/** Mailings as the functions that send mail leave them: begun, or with a batch of which nobody knows what became. */
final class TestMailings {

    private final LocalTables tables;
    private final AddressSeal seal = new AddressSeal("not-a-real-secret-but-as-long-as-one");
    private final Mailings mailings;
    private int opened;

    TestMailings(LocalTables tables) {
        this.tables = tables;
        this.mailings = new Mailings(tables.client(), tables.audience());
    }

    /** @return the id of a mailing with one share, in which nobody was mailed yet */
    String sending(Instant now) {
        String id = "01ARZ3NDEKTSV4RRFFQ69G5FAV-first-" + opened++;
        mailings.open(
                new Mailing(id, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "first", 1, now, 1),
                List.of(Share.of(id, 0, 0, Partition.COUNT - 1)));
        return id;
    }

    /** @return the id of a mailing whose batch {@code 0-1}, of one reader, is uncertain */
    String uncertain(Instant now) {
        String id = sending(now);
        Reader reader = reader(now);
        var batches =
                new Batches(tables.client(), tables.audience(), new Readers(tables.client(), tables.audience(), seal));
        batches.freeze(mailings.share(id, 0).orElseThrow(), List.of(reader.id()), new Cursor(0, reader.id()), false);
        Batch frozen = batches.find(id, 0, 1).orElseThrow();
        var claim = new Batch.Claim("a function that died", now, now, 1, Map.of(reader.id(), "en"));
        if (batches.claim(frozen, claim, List.of(reader), Map.of()) != Batches.Claimed.YES) {
            throw new IllegalStateException("The batch was not claimed.");
        }
        batches.giveUp(batches.find(id, 0, 1).orElseThrow(), now);
        return id;
    }

    private Reader reader(Instant now) {
        String request = Reader.newId();
        var wanted = Preferences.of(List.of("en"), List.of(Interest.everything()));
        EmailAddress address =
                EmailAddress.parse("reader-" + opened + "@example.org").orElseThrow();
        new SubscriptionRequests(tables.client(), tables.audience(), seal)
                .open(request, new SubscriptionRequest(address, wanted, "en"), now);
        new Confirmations(tables.client(), tables.audience(), seal).confirm(request, now);
        var readers = new Readers(tables.client(), tables.audience(), seal);
        return IntStream.range(0, Partition.COUNT)
                .mapToObj(partition -> readers.page(partition, "", 10))
                .flatMap(List::stream)
                .findFirst()
                .orElseThrow();
    }
}
