package press.communique.store.mailing;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import press.communique.core.mail.Batch;
import press.communique.core.mail.Feedback;
import press.communique.core.mail.Heard;
import press.communique.core.mail.Outcome;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What the mail provider's events say about the readers of a batch, noted in one write with the share's books. Whatever
 * comes again changes nothing; what comes before the sender's own mark is kept, and that mark takes it into account.
 */
public final class BatchFeedback {

    private static final int ATTEMPTS = 20;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Batches batches;

    public BatchFeedback(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.batches = new Batches(dynamo, table);
    }

    /**
     * What is new about one reader.
     *
     * @param messageId the mail's, as the provider calls it
     */
    public record News(Set<Feedback> heard, String messageId) {
        public News {
            heard = Set.copyOf(heard);
        }

        public News and(Feedback more) {
            var both = EnumSet.of(more);
            both.addAll(heard);
            return new News(both, messageId);
        }
    }

    /** The place of a batch: its mailing, share and sequence. */
    public record Place(String mailing, int share, long sequence) {}

    /**
     * Notes news of a batch's readers.
     *
     * @return what of it was new, by reader; nothing of readers and batches that are not known (any more)
     */
    public Map<String, Set<Feedback>> note(Place place, Map<String, News> news, Instant now) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Batch> found = batches.find(place.mailing(), place.share(), place.sequence());
            if (found.isEmpty() || found.get().claim().isEmpty()) {
                return Map.of();
            }
            Batch batch = found.get();
            Map<String, Set<Feedback>> added = added(batch, news);
            if (added.isEmpty() || write(batch, added, news, now)) {
                return added;
            }
        }
        throw new IllegalStateException("Too many changes of one batch at once");
    }

    private static Map<String, Set<Feedback>> added(Batch batch, Map<String, News> news) {
        var added = new HashMap<String, Set<Feedback>>();
        news.forEach((reader, told) -> {
            if (!batch.readers().contains(reader)) {
                return;
            }
            var more = EnumSet.noneOf(Feedback.class);
            more.addAll(told.heard());
            more.removeAll(batch.heard(reader).all());
            Outcome known = batch.outcomes().get(reader);
            if (known != null && known.kind() == Outcome.Kind.ACCEPTED) {
                // That it was sent is known already: most mails need no write for it.
                more.remove(Feedback.SENT);
            }
            if (!more.isEmpty()) {
                added.put(reader, more);
            }
        });
        return added;
    }

    private boolean write(Batch batch, Map<String, Set<Feedback>> added, Map<String, News> news, Instant now) {
        boolean isSettled = batch.state() != Batch.State.CLAIMED;
        var heard = new HashMap<>(batch.heard());
        var outcomes = new HashMap<>(batch.outcomes());
        var change = new BooksChange();
        var told = new ToldBooks(batch);
        added.forEach((reader, more) -> {
            Heard before = batch.heard(reader);
            Heard after = before.and(more);
            heard.put(reader, after);
            change.heard(before, after);
            Outcome known = batch.outcomes().get(reader);
            if (isSettled && known != null) {
                Outcome settled = after.settle(known, news.get(reader).messageId());
                outcomes.put(reader, settled);
                change.moved(known, settled);
                told.heard(reader, known, settled);
            }
        });
        var item = new Update(MailingKeys.batch(batch.mailing(), batch.share(), batch.sequence()))
                .set("heard", MailingItems.heard(heard))
                .when("phase", Item.text(MailingItems.word(batch.state())));
        BatchUpdates.whenHeard(item, batch);
        if (isSettled) {
            item.when("outcomes", MailingItems.value(batch.outcomes()));
        }
        if (!outcomes.equals(batch.outcomes())) {
            boolean isOpen = BatchUpdates.count(outcomes, Outcome.Kind.UNCERTAIN) > 0;
            item.set("outcomes", MailingItems.value(outcomes))
                    .set("phase", Item.text(MailingItems.word(isOpen ? Batch.State.UNCERTAIN : Batch.State.SENT)));
            if (!isOpen) {
                item.remove("openKind").remove("openSince");
            }
        }
        var writes = new java.util.ArrayList<>(java.util.List.of(item.on(table)));
        if (change.isAny()) {
            writes.add(
                    change.on(MailingKeys.share(batch.mailing(), batch.share())).on(table));
        }
        writes.addAll(told.writes(table));
        return Transaction.write(dynamo, writes).isEmpty();
    }
}
