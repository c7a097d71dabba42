package press.communique.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import press.communique.checks.Folder;
import press.communique.local.engine.Clients;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One stack of the small template for all tests that do not stop or break it, and clients of its engines. */
final class SmallStack implements AutoCloseable {

    static final Path TEMPLATE = Path.of("src/test/resources/local/template.yaml");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final LocalStack stack;
    final Clients clients;
    private final Path directory;

    SmallStack() throws Exception {
        directory = Files.createTempDirectory("small-stack");
        stack = LocalStack.start(options(directory));
        clients = new Clients(stack.endpoints());
    }

    static Options options(Path directory) {
        return Options.at(directory).endpoint(null).template(TEMPLATE).firstRetryPause(Duration.ofMillis(1));
    }

    void put(String table, String sk) {
        clients.dynamoDb().putItem(put -> put.tableName(table)
                .item(Map.of("pk", AttributeValue.fromS("p"), "sk", AttributeValue.fromS(sk))));
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            Thread.sleep(5);
        }
    }

    static void delete(Path directory) throws IOException {
        Folder.delete(directory);
    }

    @Override
    public void close() throws IOException {
        clients.close();
        stack.close();
        delete(directory);
    }

    /** Gives tests the one stack; it stops after the last of them. */
    static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == SmallStack.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(SmallStack.class))
                    .getOrComputeIfAbsent("stack", key -> new Held(), Held.class)
                    .small;
        }

        private static final class Held implements AutoCloseable {
            private final SmallStack small;

            Held() {
                try {
                    small = new SmallStack();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public void close() throws IOException {
                small.close();
            }
        }
    }
}
