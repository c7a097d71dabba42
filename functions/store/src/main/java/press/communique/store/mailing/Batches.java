package press.communique.store.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.core.audience.DigestMark;
import press.communique.core.audience.Reader;
import press.communique.core.mail.Again;
import press.communique.core.mail.Batch;
import press.communique.core.mail.Cursor;
import press.communique.core.mail.DigestItem;
import press.communique.core.mail.Outcome;
import press.communique.core.mail.Share;
import press.communique.store.audience.Readers;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import press.communique.store.work.OpenWork;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The life of a batch: frozen, claimed, and sent or uncertain. Each step is one transaction that moves the share's
 * books along, so that they balance after every single write; whoever comes second changes nothing.
 *
 * <pre>{@code
 * batches.freeze(share, readers, cursor, false);
 * batches.claim(batch, claim, recipients, excluded);
 * batches.settle(batch, outcomes, Optional.empty(), now);
 * }</pre>
 */
public final class Batches {

    /** What became of each single reader is kept so long; the share's books stay. */
    public static final Duration KEPT = Duration.ofDays(90);

    private final DynamoDbClient dynamo;
    private final String table;
    private final Claiming claiming;
    private final Settling settling;

    public Batches(DynamoDbClient dynamo, String table, Readers readers) {
        this.dynamo = dynamo;
        this.table = table;
        this.claiming = new Claiming(dynamo, table, readers);
        this.settling = new Settling(dynamo, table, this);
    }

    /** For whoever settles what was sent, and knows no reader's address. */
    public Batches(DynamoDbClient dynamo, String table) {
        this(dynamo, table, null);
    }

    public Optional<Batch> find(String mailing, int share, long sequence) {
        Map<String, AttributeValue> found = dynamo.getItem(get ->
                        get.tableName(table).consistentRead(true).key(MailingKeys.batch(mailing, share, sequence)))
                .item();
        return found.isEmpty() ? Optional.empty() : Optional.of(MailingItems.batch(Item.of(found)));
    }

    /**
     * Writes down who is in the share's next batch, and how far its readers were read by that.
     *
     * @param chosen at most {@value Batch#LARGEST}; if there is none, only the cursor moves
     * @return false if somebody else was quicker: read the share again
     */
    public boolean freeze(Share share, List<String> chosen, Cursor cursor, boolean allRead) {
        var update = update(share)
                .set("atPartition", Item.number(cursor.partition()))
                .set("atReader", Item.text(cursor.after()))
                .set("allRead", AttributeValue.fromBool(allRead))
                .addTo("audience", chosen.size())
                .addTo("pending", chosen.size())
                .when("nextBatch", Item.number(share.next()))
                .whenAbsent("openBatch");
        return freeze(share, chosen, 1, 0, update);
    }

    /**
     * Writes down a batch of readers who wait for another attempt: the first of them, at most {@code size}.
     *
     * @param waiting which entry of {@link Share#again()}
     * @return false if somebody else was quicker: read the share again
     */
    public boolean freezeAgain(Share share, int waiting, int size) {
        Again again = share.again().get(waiting);
        List<String> chosen =
                again.readers().subList(0, Math.min(size, again.readers().size()));
        List<String> rest =
                again.readers().subList(chosen.size(), again.readers().size());
        var update = update(share).when("nextBatch", Item.number(share.next())).whenAbsent("openBatch");
        if (rest.isEmpty()) {
            update.removeElement("waiting", waiting);
        } else {
            update.setElement(
                    "waiting",
                    waiting,
                    MailingItems.item(new Again(rest, again.attempt(), again.notBefore(), again.batch()))
                            .value());
        }
        return freeze(share, chosen, again.attempt() + 1, again.batch(), update);
    }

    private boolean freeze(Share share, List<String> chosen, int attempt, long before, Update update) {
        var writes = new ArrayList<TransactWriteItem>();
        if (!chosen.isEmpty()) {
            Item batch = MailingItems.frozen(share.mailing(), share.number(), share.next(), attempt, chosen, before);
            writes.add(Transaction.put(table, batch, "attribute_not_exists(pk)", Map.of()));
            update.set("nextBatch", Item.number(share.next() + 1)).set("openBatch", Item.number(share.next()));
        }
        writes.add(update.on(table));
        return Transaction.write(dynamo, writes).isEmpty();
    }

    /** How a claim went. */
    public enum Claimed {
        /** The batch is the claimer's and nobody else's. */
        YES,
        /** Somebody else has it. */
        TAKEN,
        /** A reader changed something meanwhile: read the readers again. */
        READER_CHANGED,
        /** No mail may go out now. */
        STOPPED,
        /** An editor holds the mailing: look again. */
        HELD
    }

    /**
     * Takes a frozen batch, if everybody who is to be mailed is still there as read, and no stop was pulled. Those who
     * are not to be mailed any more are settled by the same write; if that is everybody, the batch is.
     *
     * @param included who will be mailed
     * @param excluded everybody else in the batch, with the reason
     */
    public Claimed claim(Batch batch, Batch.Claim claim, Collection<Reader> included, Map<String, Outcome> excluded) {
        return claim(batch, claim, included, excluded, Map.of(), Map.of());
    }

    /**
     * The same for a digest.
     *
     * @param marks that readers have from now on, by id: what the digest tells them is told
     * @param before what was in the digests of the attempt before, by reader
     */
    public Claimed claim(
            Batch batch,
            Batch.Claim claim,
            Collection<Reader> included,
            Map<String, Outcome> excluded,
            Map<String, DigestMark> marks,
            Map<String, List<DigestItem>> before) {
        return claiming.claim(batch, claim, included, excluded, marks, before);
    }

    /**
     * Notes what the mail provider answered. Readers who may go again wait in the share for their next batch.
     *
     * @param batch as claimed: {@link Batch#claimed}
     * @param by who claimed it
     * @param answered for each reader who was mailed
     * @param notBefore when those who may go again may do so
     */
    public void settle(Batch batch, String by, Map<String, Outcome> answered, Instant notBefore, Instant now) {
        settling.settle(batch, by, answered, notBefore, now);
    }

    /**
     * Gives up a batch whose worker is gone: whether its mails were taken nobody knows, so they are never sent again by
     * guess. What events told meanwhile counts. Changes nothing if the worker noted the answer after all.
     */
    public void giveUp(Batch batch, Instant now) {
        settling.giveUp(batch, now);
    }

    /** Batches of which it is not known whether they were taken, the oldest first. */
    public List<Batch> uncertain(int limit) {
        return new OpenWork(dynamo, table, MailingItems.OPEN_BATCH)
                .oldest(limit).stream()
                        .map(found -> dynamo.getItem(get -> get.tableName(table)
                                        .consistentRead(true)
                                        .key(Item.key(found.textOf("pk"), found.textOf("sk"))))
                                .item())
                        .filter(attributes -> !attributes.isEmpty())
                        .map(attributes -> MailingItems.batch(Item.of(attributes)))
                        .filter(batch -> batch.state() == Batch.State.UNCERTAIN)
                        .toList();
    }

    /**
     * Somebody knows better: every reader of the batch about whom nothing is known is settled this way.
     *
     * @return false if nothing of it is uncertain, or another was quicker
     */
    public boolean decide(Batch batch, Outcome outcome, Instant now) {
        return settling.decide(batch, outcome, now);
    }

    private static Update update(Share share) {
        return new Update(MailingKeys.share(share.mailing(), share.number()));
    }
}
