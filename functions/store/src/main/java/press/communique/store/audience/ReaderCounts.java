package press.communique.store.audience;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import press.communique.core.audience.Partition;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** How many readers get mail, by partition; counted with every confirmation and every farewell, never by looking. */
public final class ReaderCounts {

    private final DynamoDbClient dynamo;
    private final String table;

    public ReaderCounts(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** One number for each of the {@value Partition#COUNT} partitions. */
    public long[] byPartition() {
        long[] counts = new long[Partition.COUNT];
        Map<String, KeysAndAttributes> wanted = Map.of(
                table,
                KeysAndAttributes.builder()
                        .consistentRead(true)
                        .keys(IntStream.range(0, Partition.COUNT)
                                .mapToObj(AudienceKeys::count)
                                .toList())
                        .build());
        while (!wanted.isEmpty()) {
            Map<String, KeysAndAttributes> ask = wanted;
            BatchGetItemResponse page = dynamo.batchGetItem(get -> get.requestItems(ask));
            for (Map<String, AttributeValue> attributes : page.responses().getOrDefault(table, List.of())) {
                Item item = Item.of(attributes);
                String pk = item.textOf("pk");
                counts[Integer.parseInt(pk.substring(pk.indexOf('#') + 1))] = item.number("readers");
            }
            wanted = page.unprocessedKeys();
        }
        return counts;
    }
}
