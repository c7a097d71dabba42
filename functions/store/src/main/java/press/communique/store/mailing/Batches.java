package press.communique.store.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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

    private static final int ATTEMPTS = 20;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Readers readers;
    private final EmergencyStop stop;

    public Batches(DynamoDbClient dynamo, String table, Readers readers) {
        this.dynamo = dynamo;
        this.table = table;
        this.readers = readers;
        this.stop = new EmergencyStop(dynamo, table);
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
        boolean nobodyLeft = included.isEmpty();
        var share = updateShare(batch)
                .addTo("excluded", excluded.size())
                .addTo("pending", -excluded.size())
                .set("openSince", Item.text(claim.until().toString()))
                .when("openBatch", Item.number(batch.sequence()));
        var item = update(batch)
                .set("phase", phase(nobodyLeft ? Batch.State.SENT : Batch.State.CLAIMED))
                .set("claimBy", Item.text(claim.by()))
                .set("claimAt", Item.text(claim.at().toString()))
                .set("claimUntil", Item.text(claim.until().toString()))
                .set("revision", Item.number(claim.revision()))
                .set("languages", MailingItems.texts(claim.languages()))
                .set("contents", MailingItems.contents(claim.contents()))
                .set("outcomes", MailingItems.value(excluded))
                .when("phase", phase(Batch.State.FROZEN));
        if (nobodyLeft) {
            share.remove("openBatch");
            item.set("expiresAt", expiry(claim.at()));
        }
        var writes = new ArrayList<TransactWriteItem>();
        writes.add(item.on(table));
        writes.add(share.on(table));
        writes.add(stop.notPulled());
        if (!nobodyLeft) {
            writes.add(Transaction.check(table, MailingKeys.hold(batch.mailing()), "attribute_not_exists(pk)", null));
        }
        int checks = writes.size();
        included.forEach(reader -> writes.add(
                marks.containsKey(reader.id())
                        ? readers.mark(reader, marks.get(reader.id()))
                        : readers.unchanged(reader)));
        writes.addAll(new ToldBooks(batch).claimed(before, claim.contents()).writes(table));
        Optional<Integer> failed = Transaction.write(dynamo, writes);
        if (failed.isEmpty()) {
            return Claimed.YES;
        }
        if (failed.get() >= checks) {
            return Claimed.READER_CHANGED;
        }
        return switch (failed.get()) {
            case 0, 1 -> Claimed.TAKEN;
            case 2 -> Claimed.STOPPED;
            default -> Claimed.HELD;
        };
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
        Batch stored = batch;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (settle(stored, by, stored.state(), answered, notBefore, now)) {
                return;
            }
            // An event came first, or somebody took us for dead: what is known replaces what was not.
            stored = find(batch.mailing(), batch.share(), batch.sequence()).orElseThrow();
            if (stored.state() == Batch.State.SENT
                    || !stored.claim().orElseThrow().by().equals(by)) {
                return;
            }
        }
        throw new IllegalStateException("Too many changes of one batch at once");
    }

    private boolean settle(
            Batch batch, String by, Batch.State from, Map<String, Outcome> answers, Instant notBefore, Instant now) {
        boolean late = from == Batch.State.UNCERTAIN;
        var answered = new HashMap<String, Outcome>();
        answers.forEach((reader, answer) -> {
            Outcome known = batch.outcomes().getOrDefault(reader, Outcome.UNCERTAIN);
            if (known.kind() == Outcome.Kind.UNCERTAIN) {
                answered.put(reader, batch.heard(reader).settle(answer, ""));
            }
        });
        if (late) {
            answered.values().removeIf(answer -> answer.kind() == Outcome.Kind.UNCERTAIN);
            if (answered.isEmpty()) {
                return true;
            }
        }
        var outcomes = new HashMap<>(batch.outcomes());
        outcomes.putAll(answered);
        List<String> again = batch.readers().stream()
                .filter(reader ->
                        answered.containsKey(reader) && answered.get(reader).kind() == Outcome.Kind.AGAIN)
                .toList();
        int accepted = count(answered, Outcome.Kind.ACCEPTED);
        int rejected = count(answered, Outcome.Kind.REJECTED);
        int uncertain = count(answered, Outcome.Kind.UNCERTAIN);
        int stillUncertain = count(outcomes, Outcome.Kind.UNCERTAIN);
        var share = updateShare(batch)
                .addTo("accepted", accepted)
                .addTo("rejected", rejected)
                .addTo("uncertain", late ? -answered.size() : uncertain)
                .addTo("pending", late ? again.size() : again.size() - answered.size());
        if (late) {
            share.whenPresent("pk");
        } else {
            share.remove("openBatch").when("openBatch", Item.number(batch.sequence()));
        }
        if (!again.isEmpty()) {
            share.append(
                            "waiting",
                            MailingItems.item(new Again(again, batch.attempt(), notBefore, batch.sequence()))
                                    .value())
                    .set("openKind", Item.text(MailingItems.OPEN_SHARE))
                    .set(
                            "openSince",
                            Item.text(notBefore.plus(Mailings.PATIENCE).toString()))
                    .remove("done");
        }
        var item = update(batch)
                .set("phase", phase(stillUncertain > 0 ? Batch.State.UNCERTAIN : Batch.State.SENT))
                .set("outcomes", MailingItems.value(outcomes))
                .set("expiresAt", expiry(now))
                .when("phase", phase(from))
                .when("claimBy", Item.text(by));
        whenHeard(item, batch);
        if (late) {
            item.when("outcomes", MailingItems.value(batch.outcomes()));
        }
        open(item, stillUncertain, now);
        var writes = new ArrayList<>(List.of(item.on(table), share.on(table)));
        writes.addAll(new ToldBooks(batch).settled(answered, late).writes(table));
        return Transaction.write(dynamo, writes).isEmpty();
    }

    /**
     * Gives up a batch whose worker is gone: whether its mails were taken nobody knows, so they are never sent again by
     * guess. What events told meanwhile counts. Changes nothing if the worker noted the answer after all.
     */
    public void giveUp(Batch batch, Instant now) {
        Batch.Claim claim = batch.claim().orElseThrow();
        var outcomes = new HashMap<>(batch.outcomes());
        var decided = new HashMap<String, Outcome>();
        batch.readers().stream()
                .filter(reader -> !outcomes.containsKey(reader))
                .forEach(reader -> decided.put(reader, batch.heard(reader).settle(Outcome.UNCERTAIN, "")));
        outcomes.putAll(decided);
        int uncertain = count(decided, Outcome.Kind.UNCERTAIN);
        var item = update(batch)
                .set("phase", phase(uncertain > 0 ? Batch.State.UNCERTAIN : Batch.State.SENT))
                .set("outcomes", MailingItems.value(outcomes))
                .set("expiresAt", expiry(now))
                .when("phase", phase(Batch.State.CLAIMED))
                .when("claimBy", Item.text(claim.by()));
        whenHeard(item, batch);
        open(item, uncertain, now);
        var share = updateShare(batch)
                .addTo("accepted", count(decided, Outcome.Kind.ACCEPTED))
                .addTo("rejected", count(decided, Outcome.Kind.REJECTED))
                .addTo("uncertain", uncertain)
                .addTo("pending", -decided.size())
                .remove("openBatch")
                .when("openBatch", Item.number(batch.sequence()));
        var writes = new ArrayList<>(List.of(item.on(table), share.on(table)));
        writes.addAll(new ToldBooks(batch).settled(decided, false).writes(table));
        Transaction.write(dynamo, writes);
    }

    /** What is uncertain is on a list until an event or a person settles it. */
    private static void open(Update batch, int uncertain, Instant now) {
        if (uncertain > 0) {
            batch.set("openKind", Item.text(MailingItems.OPEN_BATCH)).set("openSince", Item.text(now.toString()));
        } else {
            batch.remove("openKind").remove("openSince");
        }
    }

    /** Batches of which it is not known whether they were taken, the oldest first. */
    public List<Batch> uncertain(int limit) {
        return dynamo
                .query(query -> query.tableName(table)
                        .indexName("open")
                        .limit(limit)
                        .keyConditionExpression("openKind = :batch")
                        .expressionAttributeValues(Map.of(":batch", Item.text(MailingItems.OPEN_BATCH))))
                .items()
                .stream()
                .map(found -> dynamo.getItem(get -> get.tableName(table)
                                .consistentRead(true)
                                .key(Item.key(
                                        found.get("pk").s(), found.get("sk").s())))
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
        var decided = new HashMap<String, Outcome>();
        batch.outcomes().forEach((reader, known) -> {
            if (known.kind() == Outcome.Kind.UNCERTAIN) {
                decided.put(reader, outcome);
            }
        });
        return !decided.isEmpty()
                && settle(batch, batch.claim().orElseThrow().by(), Batch.State.UNCERTAIN, decided, now, now);
    }

    private static Update update(Share share) {
        return new Update(MailingKeys.share(share.mailing(), share.number()));
    }

    private static Update updateShare(Batch batch) {
        return new Update(MailingKeys.share(batch.mailing(), batch.share()));
    }

    private static Update update(Batch batch) {
        return new Update(MailingKeys.batch(batch.mailing(), batch.share(), batch.sequence()));
    }

    private static AttributeValue phase(Batch.State state) {
        return Item.text(MailingItems.word(state));
    }

    /** If nothing was heard since the batch was read. */
    static void whenHeard(Update update, Batch batch) {
        if (batch.heard().isEmpty()) {
            update.whenAbsent("heard");
        } else {
            update.when("heard", MailingItems.heard(batch.heard()));
        }
    }

    static int count(Map<String, Outcome> outcomes, Outcome.Kind kind) {
        return (int) outcomes.values().stream()
                .filter(outcome -> outcome.kind() == kind)
                .count();
    }

    private static AttributeValue expiry(Instant now) {
        return Item.number(now.plus(KEPT).getEpochSecond());
    }
}
