package press.communique.simulation.cloud;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * DynamoDB: conditional writes, transactions, queries in pages, consistent reads and others, which are late.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/Welcome.html">API reference</a>
 */
public final class DynamoDb implements DynamoDbClient {

    /** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
    private static final int LARGEST_TRANSACTION = 100;

    private static final int LARGEST_BATCH = 100;

    private final World world;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Random meetings;
    private final boolean isMeeting;

    public DynamoDb(World world) {
        this.world = world;
        this.meetings = world.moreDice();
        this.isMeeting = meetings.nextInt(3) == 0;
    }

    public void add(Table table) {
        tables.put(table.name(), table);
    }

    private Table table(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("There is no table " + name);
        }
        return table;
    }

    private <T> T call(String what, boolean isWrite, Supplier<T> effect) {
        return world.call(
                "dynamodb " + what,
                isWrite,
                true,
                effect,
                () -> world.dice().nextBoolean()
                        ? ProvisionedThroughputExceededException.builder()
                                .message("Throttled")
                                .statusCode(400)
                                .writableStackTrace(false)
                                .build()
                        : DynamoDbException.builder()
                                .message("Internal server error")
                                .statusCode(500)
                                .writableStackTrace(false)
                                .build(),
                () -> ApiCallTimeoutException.builder()
                        .message("No answer in time")
                        .writableStackTrace(false)
                        .build());
    }

    /**
     * In one history of three a single write may meet a transaction on its item, and is refused; the client waits a little and
     * tries again, nine times in all ({@code AwsClients}), which is seldom too few. By dice of its own, so that the other
     * histories are what they were before.
     */
    private <T> T single(String what, Supplier<T> effect) {
        if (isMeeting
                && !world.isDrivers()
                && world.faults().happens(meetings, world.faults().conflict())) {
            world.reached("a single write met a transaction");
            boolean isGivenUp = meetings.nextInt(20) == 0;
            world.pause(meetings.nextInt(isGivenUp ? 6_000 : 400) * World.MILLISECOND);
            if (isGivenUp) {
                throw TransactionConflictException.builder()
                        .message("Transaction is ongoing for the item")
                        .statusCode(400)
                        .writableStackTrace(false)
                        .build();
            }
        }
        return call(what, true, effect);
    }

    private long moment(Boolean isConsistent) {
        return Boolean.TRUE.equals(isConsistent)
                ? Long.MAX_VALUE
                : world.now() - world.faults().lag(world.dice());
    }

    @Override
    public GetItemResponse getItem(GetItemRequest get) {
        return call("GetItem", false, () -> {
            only(get.projectionExpression() == null && !get.hasAttributesToGet(), get);
            Map<String, AttributeValue> item =
                    table(get.tableName()).get(pk(get.key()), sk(get.key()), moment(get.consistentRead()));
            var answer = GetItemResponse.builder();
            return (item == null ? answer : answer.item(item)).build();
        });
    }

    /** When it was made, which is before everything else. */
    @Override
    public DescribeTableResponse describeTable(DescribeTableRequest describe) {
        return call("DescribeTable", false, () -> {
            table(describe.tableName());
            return DescribeTableResponse.builder()
                    .table(made -> made.tableName(describe.tableName()).creationDateTime(Instant.EPOCH))
                    .build();
        });
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest get) {
        return call("BatchGetItem", false, () -> {
            var found = new LinkedHashMap<String, List<Map<String, AttributeValue>>>();
            var left = new LinkedHashMap<String, KeysAndAttributes>();
            int asked = 0;
            for (var each : get.requestItems().entrySet()) {
                KeysAndAttributes wanted = each.getValue();
                asked += wanted.keys().size();
                if (new HashSet<>(wanted.keys()).size() < wanted.keys().size()) {
                    throw invalid("Provided list of item keys contains duplicates");
                }
                int taken = wanted.keys().size();
                if (taken > 1
                        && world.faults().happens(world.dice(), world.faults().conflict())) {
                    world.reached("a batch of keys was answered in part");
                    taken = 1 + world.dice().nextInt(taken - 1);
                }
                long moment = moment(wanted.consistentRead());
                var items = new ArrayList<Map<String, AttributeValue>>();
                for (Map<String, AttributeValue> key : wanted.keys().subList(0, taken)) {
                    Map<String, AttributeValue> item = table(each.getKey()).get(pk(key), sk(key), moment);
                    if (item != null) {
                        items.add(projected(item, wanted.projectionExpression(), wanted.expressionAttributeNames()));
                    }
                }
                found.put(each.getKey(), items);
                if (taken < wanted.keys().size()) {
                    left.put(
                            each.getKey(),
                            wanted.toBuilder()
                                    .keys(wanted.keys()
                                            .subList(taken, wanted.keys().size()))
                                    .build());
                }
            }
            if (asked == 0 || asked > LARGEST_BATCH) {
                throw invalid("A batch has 1 to 100 keys, not " + asked);
            }
            return BatchGetItemResponse.builder()
                    .responses(found)
                    .unprocessedKeys(left)
                    .build();
        });
    }

    @Override
    public QueryResponse query(QueryRequest query) {
        return call("Query", false, () -> {
            only(query.select() == null && !query.hasKeyConditions() && !query.hasQueryFilter(), query);
            Table table = table(query.tableName());
            String index = query.indexName();
            if (table.isGlobal(index) && Boolean.TRUE.equals(query.consistentRead())) {
                throw invalid("Consistent reads are not supported on global secondary indexes");
            }
            Map<String, String> names = query.expressionAttributeNames();
            Map<String, AttributeValue> values = query.expressionAttributeValues();
            String hash = Expression.equal(query.keyConditionExpression(), names, values, table.hashOf(index))
                    .s();
            List<Map<String, AttributeValue>> all = table.partition(index, hash, moment(query.consistentRead()));
            if (Boolean.FALSE.equals(query.scanIndexForward())) {
                java.util.Collections.reverse(all);
            }
            int limit = query.limit() == null ? Integer.MAX_VALUE : query.limit();
            boolean isAfter =
                    !query.hasExclusiveStartKey() || query.exclusiveStartKey().isEmpty();
            String order = isAfter ? null : place(query.exclusiveStartKey(), table, index);
            var items = new ArrayList<Map<String, AttributeValue>>();
            Map<String, AttributeValue> last = null;
            int looked = 0;
            for (Map<String, AttributeValue> item : all) {
                if (!Expression.holds(query.keyConditionExpression(), names, values, item)) {
                    continue;
                }
                if (!isAfter) {
                    int compared = place(item, table, index).compareTo(order);
                    isAfter = Boolean.FALSE.equals(query.scanIndexForward()) ? compared < 0 : compared > 0;
                    if (!isAfter) {
                        continue;
                    }
                }
                looked++;
                if (Expression.holds(query.filterExpression(), names, values, item)) {
                    items.add(projected(item, query.projectionExpression(), names));
                }
                if (looked == limit) {
                    last = table.key(item, index);
                    break;
                }
            }
            var answer =
                    QueryResponse.builder().items(items).count(items.size()).scannedCount(looked);
            return (last == null ? answer : answer.lastEvaluatedKey(last)).build();
        });
    }

    private static String place(Map<String, AttributeValue> item, Table table, String index) {
        return String.join(
                        "\u0000",
                        table.key(item, index).values().stream()
                                .skip(index == null ? 0 : 3)
                                .map(AttributeValue::s)
                                .toList())
                + (index == null ? "" : "\u0000" + pk(item) + "\u0000" + sk(item));
    }

    private static Map<String, AttributeValue> projected(
            Map<String, AttributeValue> item, String projection, Map<String, String> names) {
        if (projection == null) {
            return item;
        }
        var some = new LinkedHashMap<String, AttributeValue>();
        for (String each : projection.split("\\s*,\\s*")) {
            String name = names.getOrDefault(each, each);
            if (item.containsKey(name)) {
                some.put(name, item.get(name));
            }
        }
        return some;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest put) {
        return single("PutItem", () -> {
            only(put.returnValues() == null, put);
            require(Write.of(put));
            return PutItemResponse.builder().build();
        });
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest delete) {
        return single("DeleteItem", () -> {
            only(delete.returnValues() == null, delete);
            require(Write.of(delete));
            return DeleteItemResponse.builder().build();
        });
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest update) {
        return single("UpdateItem", () -> {
            var write = Write.of(update);
            Map<String, AttributeValue> before = table(write.table()).get(write.pk(), write.sk());
            require(write);
            Map<String, AttributeValue> after = table(write.table()).get(write.pk(), write.sk());
            var answer = UpdateItemResponse.builder();
            ReturnValue returned = update.returnValues();
            if (returned == ReturnValue.ALL_NEW) {
                answer.attributes(after);
            } else if (returned == ReturnValue.UPDATED_NEW) {
                var changed = new LinkedHashMap<>(after);
                if (before != null) {
                    changed.entrySet().removeIf(each -> each.getValue().equals(before.get(each.getKey())));
                }
                answer.attributes(changed);
            } else if (returned == ReturnValue.ALL_OLD) {
                answer.attributes(before == null ? Map.of() : before);
            } else {
                only(returned == null || returned == ReturnValue.NONE, update);
            }
            return answer.build();
        });
    }

    /** The client makes up a token, so that its own second try changes nothing. */
    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest transaction) {
        var isDone = new boolean[1];
        return call("TransactWriteItems", true, () -> {
            if (!isDone[0]) {
                write(transaction.transactItems().stream().map(Write::of).toList());
                isDone[0] = true;
            }
            return TransactWriteItemsResponse.builder().build();
        });
    }

    private void write(List<Write> writes) {
        if (writes.isEmpty() || writes.size() > LARGEST_TRANSACTION) {
            throw invalid("A transaction has 1 to 100 writes, not " + writes.size());
        }
        int collision = world.faults().happens(world.dice(), world.faults().conflict())
                ? world.dice().nextInt(writes.size())
                : -1;
        var reasons = new ArrayList<CancellationReason>();
        var places = new HashSet<String>();
        boolean isCancelled = false;
        for (int i = 0; i < writes.size(); i++) {
            Write write = writes.get(i);
            String code = i == collision ? "TransactionConflict" : holds(write) ? "None" : "ConditionalCheckFailed";
            isCancelled |= !code.equals("None");
            reasons.add(CancellationReason.builder().code(code).build());
            if (!places.add(write.place())) {
                throw invalid("Transaction request cannot include multiple operations on one item");
            }
        }
        if (isCancelled) {
            if (collision >= 0) {
                world.reached("a transaction collided");
            }
            throw TransactionCanceledException.builder()
                    .message("Transaction cancelled")
                    .cancellationReasons(reasons)
                    .statusCode(400)
                    .writableStackTrace(false)
                    .build();
        }
        writes.forEach(this::apply);
    }

    private boolean holds(Write write) {
        return write.holds(table(write.table()).get(write.pk(), write.sk()));
    }

    private void apply(Write write) {
        Table table = table(write.table());
        if (write.change() != null) {
            Map<String, AttributeValue> before = table.get(write.pk(), write.sk());
            table.put(write.pk(), write.sk(), write.change().apply(before), world.now());
        }
    }

    private void require(Write write) {
        if (!holds(write)) {
            throw ConditionalCheckFailedException.builder()
                    .message("The conditional request failed")
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("ConditionalCheckFailedException")
                            .build())
                    .statusCode(400)
                    .writableStackTrace(false)
                    .build();
        }
        apply(write);
    }

    static String pk(Map<String, AttributeValue> key) {
        return text(key, "pk");
    }

    static String sk(Map<String, AttributeValue> key) {
        return text(key, "sk");
    }

    private static String text(Map<String, AttributeValue> key, String name) {
        AttributeValue value = key.get(name);
        if (value == null || value.s() == null || value.s().isEmpty()) {
            throw invalid("The key " + name + " is missing or empty");
        }
        return value.s();
    }

    static RuntimeException invalid(String message) {
        return DynamoDbException.builder().message(message).statusCode(400).build();
    }

    private static void only(boolean isKnown, Object request) {
        if (!isKnown) {
            throw new UnsupportedOperationException("Not simulated: " + request);
        }
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {}
}
