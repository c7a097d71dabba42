package press.communique.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.sesv2.model.SendBulkEmailRequest;

/**
 * Writes down every call of an AWS client: from, to (microseconds since 1970), service, operation, items. Only where the system
 * property {@code communique.bench.calls} names a file; otherwise it does nothing.
 */
public final class CallRecorder implements ExecutionInterceptor {

    private static final ExecutionAttribute<Long> BEGUN = new ExecutionAttribute<>("communique.bench.begun");
    private static final Writer FILE = open();

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (FILE != null) {
            attributes.putAttribute(BEGUN, micros());
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        record(attributes, items(context.request(), context.response()));
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        record(attributes, items(context.request(), null));
    }

    /** How many items of a table, or mails, it is about. */
    private static int items(Object request, Object response) {
        if (request instanceof TransactWriteItemsRequest write) {
            return write.transactItems().size();
        }
        if (request instanceof BatchGetItemRequest read) {
            return read.requestItems().values().stream()
                    .mapToInt(table -> table.keys().size())
                    .sum();
        }
        if (request instanceof SendBulkEmailRequest send) {
            return send.bulkEmailEntries().size();
        }
        return response instanceof QueryResponse found ? found.count() : 1;
    }

    private static void record(ExecutionAttributes attributes, int items) {
        if (FILE == null || attributes.getAttribute(BEGUN) == null) {
            return;
        }
        String line = attributes.getAttribute(BEGUN) + " " + micros() + " "
                + attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME) + " "
                + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME) + " " + items + "\n";
        synchronized (FILE) {
            try {
                FILE.write(line);
                FILE.flush();
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        }
    }

    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private static Writer open() {
        String file = System.getProperty("communique.bench.calls");
        try {
            return file == null ? null : Files.newBufferedWriter(Path.of(file));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
