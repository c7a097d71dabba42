package press.communique.store.mailing;

import static press.communique.store.mailing.BatchUpdates.count;
import static press.communique.store.mailing.BatchUpdates.expiry;
import static press.communique.store.mailing.BatchUpdates.phase;
import static press.communique.store.mailing.BatchUpdates.whenHeard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import press.communique.core.mail.Again;
import press.communique.core.mail.Batch;
import press.communique.core.mail.Outcome;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Notes what became of a claimed batch: by the provider's answer, by its worker's end, or by a person's word. */
final class Settling {

    private static final int ATTEMPTS = 20;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Batches batches;

    Settling(DynamoDbClient dynamo, String table, Batches batches) {
        this.dynamo = dynamo;
        this.table = table;
        this.batches = batches;
    }

    void settle(Batch batch, String by, Map<String, Outcome> answered, Instant notBefore, Instant now) {
        Batch stored = batch;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (settle(stored, by, stored.state(), answered, notBefore, now)) {
                return;
            }
            // An event came first, or somebody took us for dead: what is known replaces what was not.
            stored = batches.find(batch.mailing(), batch.share(), batch.sequence())
                    .orElseThrow();
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
        var share = BatchUpdates.ofShare(batch)
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
        var item = BatchUpdates.of(batch)
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

    /** What events told meanwhile counts. */
    void giveUp(Batch batch, Instant now) {
        Batch.Claim claim = batch.claim().orElseThrow();
        var outcomes = new HashMap<>(batch.outcomes());
        var decided = new HashMap<String, Outcome>();
        batch.readers().stream()
                .filter(reader -> !outcomes.containsKey(reader))
                .forEach(reader -> decided.put(reader, batch.heard(reader).settle(Outcome.UNCERTAIN, "")));
        outcomes.putAll(decided);
        int uncertain = count(decided, Outcome.Kind.UNCERTAIN);
        var item = BatchUpdates.of(batch)
                .set("phase", phase(uncertain > 0 ? Batch.State.UNCERTAIN : Batch.State.SENT))
                .set("outcomes", MailingItems.value(outcomes))
                .set("expiresAt", expiry(now))
                .when("phase", phase(Batch.State.CLAIMED))
                .when("claimBy", Item.text(claim.by()));
        whenHeard(item, batch);
        open(item, uncertain, now);
        var share = BatchUpdates.ofShare(batch)
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

    boolean decide(Batch batch, Outcome outcome, Instant now) {
        var decided = new HashMap<String, Outcome>();
        batch.outcomes().forEach((reader, known) -> {
            if (known.kind() == Outcome.Kind.UNCERTAIN) {
                decided.put(reader, outcome);
            }
        });
        return !decided.isEmpty()
                && settle(batch, batch.claim().orElseThrow().by(), Batch.State.UNCERTAIN, decided, now, now);
    }
}
