package press.communique.store.mailing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    public Deliveries(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.mailings = new Mailings(dynamo, table);
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
                if (first <= partitions.last() && share.lastPartition() >= partitions.first()) {
                    add(mailing, share, deliveries);
                }
                first = share.lastPartition() + 1;
            }
        }
        return deliveries;
    }

    /** Consecutive parts of the audience. */
    public record Partitions(int first, int last) {}

    /** Those that belong to one share of a mailing. */
    public Partitions partitions(Mailing mailing, int share) {
        List<Share> shares = mailings.shares(mailing);
        return new Partitions(
                share == 0 ? 0 : shares.get(share - 1).lastPartition() + 1,
                shares.get(share).lastPartition());
    }

    private void add(Mailing mailing, Share share, Map<String, Delivery> deliveries) {
        dynamo.queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :batch)")
                        .expressionAttributeValues(Map.of(
                                ":pk", Item.text(MailingKeys.sharePk(mailing.id(), share.number())),
                                ":batch", Item.text(MailingKeys.BATCH))))
                .items()
                .forEach(attributes -> add(MailingItems.batch(Item.of(attributes)), deliveries));
    }

    private static void add(Batch batch, Map<String, Delivery> deliveries) {
        batch.claim().ifPresent(claim -> batch.outcomes().forEach((reader, outcome) -> {
            if (HAD.contains(outcome.kind()) && claim.languages().containsKey(reader)) {
                deliveries.put(reader, new Delivery(claim.languages().get(reader), claim.revision()));
            }
        }));
    }
}
