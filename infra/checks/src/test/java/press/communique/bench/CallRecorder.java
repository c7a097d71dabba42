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

/**
 * Writes down every call of an AWS client: from, to (microseconds since 1970), service, operation. Only where the system
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
        record(attributes);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        record(attributes);
    }

    private static void record(ExecutionAttributes attributes) {
        if (FILE == null || attributes.getAttribute(BEGUN) == null) {
            return;
        }
        String line = attributes.getAttribute(BEGUN) + " " + micros() + " "
                + attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME) + " "
                + attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME) + "\n";
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
