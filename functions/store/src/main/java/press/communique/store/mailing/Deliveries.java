package press.communique.store.mailing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import press.communique.core.mail.AtOnce;
import press.communique.core.mail.Batch;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Outcome;
import press.communique.core.mail.Share;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Who was mailed a post, in which language and revision, by what the batches of its mailings say. */
public final class Deliveries {

    /** Whoever may have had it counts: nobody is mailed twice by guess. */
    private static final Set<Outcome.Kind> HAD = Set.of(Outcome.Kind.ACCEPTED, Outcome.Kind.UNCERTAIN);

    private final DynamoDbClient dynamo;
    private final String table;
    private final Mailings mailings;
    private final Told told;

    public Deliveries(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.mailings = new Mailings(dynamo, table);
        this.told = new Told(dynamo, table);
    }

    /**
     * One mail to one reader.
     *
     * @param revision of the post that was sent
     */
    public record Delivery(String language, long revision) {}

    /**
     * The last mail of these mailings to each reader of a part of the audience.
     *
     * @param mailings in the order in which they were opened; each of them done
     * @param partitions of the audience, first and last
     */
    public Map<String, Delivery> of(List<Mailing> opened, Partitions partitions) {
        var deliveries = new HashMap<String, Delivery>();
        for (Mailing mailing : opened) {
            int first = 0;
            for (Share share : mailings.shares(mailing)) {
                if (partitions.overlap(first, share.lastPartition())) {
                    add(mailing, share, deliveries);
                }
                first = share.lastPartition() + 1;
            }
            told.digests(mailing.position(), partitions).forEach(share -> batches(share)
                    .forEach(batch -> addDigest(batch, mailing.position(), deliveries)));
        }
        return deliveries;
    }

    /** Consecutive parts of the audience. */
    public record Partitions(int first, int last) {
        boolean overlap(int from, int to) {
            return from <= last && to >= first;
        }
    }

    /** Those that belong to one share of a mailing. */
    public Partitions partitions(Mailing mailing, int share) {
        List<Share> shares = mailings.shares(mailing);
        return new Partitions(
                share == 0 ? 0 : shares.get(share - 1).lastPartition() + 1,
                shares.get(share).lastPartition());
    }

    private void add(Mailing mailing, Share share, Map<String, Delivery> deliveries) {
        batches(share).forEach(batch -> add(batch, deliveries));
    }

    private Stream<Batch> batches(Share share) {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :batch)")
                        .expressionAttributeValues(Map.of(
                                ":pk", Item.text(MailingKeys.sharePk(share.mailing(), share.number())),
                                ":batch", Item.text(MailingKeys.BATCH))))
                .items()
                .stream()
                .map(attributes -> MailingItems.batch(Item.of(attributes)));
    }

    private static void add(Batch batch, Map<String, Delivery> deliveries) {
        batch.claim().ifPresent(claim -> batch.outcomes().forEach((reader, outcome) -> {
            if (HAD.contains(outcome.kind()) && claim.languages().containsKey(reader)) {
                deliveries.put(reader, new Delivery(claim.languages().get(reader), claim.revision()));
            }
        }));
    }

    private static void addDigest(Batch batch, long position, Map<String, Delivery> deliveries) {
        batch.claim().ifPresent(claim -> batch.outcomes().forEach((reader, outcome) -> {
            if (HAD.contains(outcome.kind())) {
                claim.contents().getOrDefault(reader, List.of()).stream()
                        .filter(item -> item.position() == position)
                        .forEach(item -> deliveries.put(reader, new Delivery(item.language(), item.revision())));
            }
        }));
    }

    /**
     * What a mailing that goes out at once has done for the readers of one of its shares.
     *
     * @return by reader; who is missing was passed by if the share is done, and is still to come otherwise
     */
    public Map<String, AtOnce> atOnce(Share share) {
        var known = new HashMap<String, AtOnce>();
        batches(share).forEach(batch -> {
            for (String reader : batch.readers()) {
                Optional<Outcome> outcome = Optional.ofNullable(batch.outcomes().get(reader));
                known.put(
                        reader,
                        outcome.map(Deliveries::atOnce)
                                .orElse(batch.state() == Batch.State.FROZEN ? AtOnce.OPEN : AtOnce.TELLING));
            }
        });
        return known;
    }

    private static AtOnce atOnce(Outcome outcome) {
        return switch (outcome.kind()) {
            case ACCEPTED, REJECTED, UNCERTAIN -> AtOnce.TOLD;
            case AGAIN -> AtOnce.OPEN;
            case EXCLUDED -> AtOnce.PASSED_BY;
        };
    }
}
