package press.communique.site.publish;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/** Counts the items that go through a client, and the time of this thread that the client itself takes. One thread. */
final class CountedTable implements DynamoDbClient {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final DynamoDbClient client;
    long calls;
    long read;
    long written;
    long checked;
    long nanos;

    CountedTable(DynamoDbClient client) {
        this.client = client;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest get) {
        GetItemResponse response = timed(() -> client.getItem(get));
        read += response.hasItem() ? 1 : 0;
        return response;
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest get) {
        BatchGetItemResponse response = timed(() -> client.batchGetItem(get));
        response.responses().values().forEach(items -> read += items.size());
        return response;
    }

    @Override
    public QueryResponse query(QueryRequest query) {
        QueryResponse response = timed(() -> client.query(query));
        // What a filter drops is read and paid all the same.
        read += response.scannedCount() == null ? response.items().size() : response.scannedCount();
        return response;
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest transaction) {
        TransactWriteItemsResponse response = timed(() -> client.transactWriteItems(transaction));
        transaction.transactItems().forEach(write -> {
            checked += write.conditionCheck() != null ? 1 : 0;
            written += write.conditionCheck() == null ? 1 : 0;
        });
        return response;
    }

    private <T> T timed(Supplier<T> call) {
        calls++;
        long begun = THREADS.getCurrentThreadCpuTime();
        T result = call.get();
        nanos += THREADS.getCurrentThreadCpuTime() - begun;
        return result;
    }

    @Override
    public String serviceName() {
        return client.serviceName();
    }

    @Override
    public void close() {}
}
