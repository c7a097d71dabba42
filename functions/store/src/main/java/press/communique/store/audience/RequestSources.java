package press.communique.store.audience;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import press.communique.core.audience.AddressSeal;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Bounds how many requests one network address makes in an hour, for all instances of a function together. The address
 * is in no key: only its hash with the hour, under a key of ours, which nobody can follow into the next hour.
 *
 * <p>An instance remembers who has had enough, so that a flood writes nothing. For several threads.
 */
public final class RequestSources {

    private static final long HOUR = Duration.ofHours(1).toSeconds();

    private final DynamoDbClient dynamo;
    private final String table;
    private final AddressSeal seal;
    private final long anHour;
    private volatile Full full = new Full(-1, Set.of());

    /** @param anHour how many one network address may make; 0 for any number */
    public RequestSources(DynamoDbClient dynamo, String table, AddressSeal seal, long anHour) {
        this.anHour = anHour;
        this.dynamo = dynamo;
        this.table = table;
        this.seal = seal;
    }

    private record Full(long hour, Set<String> sources) {}

    /** Takes one of this hour's requests. @return false if there is none left */
    public boolean take(String networkAddress, Instant now) {
        if (anHour == 0) {
            return true;
        }
        long hour = now.getEpochSecond() / HOUR;
        String source = seal.source(network(networkAddress), hour);
        Full known = full(hour);
        if (known.sources.contains(source)) {
            return false;
        }
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(Item.key("SOURCE#" + source, "SOURCE"))
                    .conditionExpression("attribute_not_exists(requests) OR requests < :most")
                    .updateExpression("SET v = :schema, expiresAt = :expires ADD requests :one")
                    .expressionAttributeValues(Map.of(
                            ":most", Item.number(anHour),
                            ":schema", Item.number(Item.SCHEMA),
                            ":expires", Item.number((hour + 2) * HOUR),
                            ":one", Item.number(1))));
            return true;
        } catch (ConditionalCheckFailedException enough) {
            known.sources.add(source);
            return false;
        }
    }

    private Full full(long hour) {
        Full known = full;
        if (known.hour != hour) {
            known = new Full(hour, ConcurrentHashMap.newKeySet());
            full = known;
        }
        return known;
    }

    /** Whoever has one address of IPv6 has the 64 bits behind it as well (RFC 6177). */
    private static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        String head = address.split("::", 2)[0];
        String[] groups = head.split(":");
        return String.join(":", Arrays.copyOf(groups, Math.min(4, groups.length))) + "/64";
    }
}
