package press.communique.local.engine;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local with its streams, its data in one file. It runs behind a server of ours, so that it needs no fixed
 * port, listens on loopback only and can tell when something was written: its own server does none of these.
 * Telemetry, which only its command line sets up, stays off.
 */
public final class DynamoDbEngine implements Engine {

    private static final Set<String> WRITES =
            Set.of("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem");

    private final LocalDynamoDBRequestHandler database;
    private final LoopbackServer server;
    private final boolean isTuned;
    private final List<Consumer<byte[]>> onWrite = new CopyOnWriteArrayList<>();

    public DynamoDbEngine(Path directory) throws Exception {
        Silence.dynamoDb();
        Files.createDirectories(directory);
        database = new LocalDynamoDBRequestHandler(0, false, directory.toString(), true, false);
        isTuned = SqliteTuning.switchOn(database);
        LocalDynamoDBServerHandler dynamoDb = new LocalDynamoDBServerHandler(database, null);
        server = LoopbackServer.start("dynamodb", 0, 64, new Watched(dynamoDb));
    }

    /** Tells {@code reader} of every write that was answered, with the JSON of its request. */
    public void onWrite(Consumer<byte[]> reader) {
        onWrite.add(reader);
    }

    /** Whether it commits without waiting for the disk, and finds the records of its streams by an index. */
    public boolean isTuned() {
        return isTuned;
    }

    @Override
    public URI endpoint() {
        return server.uri();
    }

    @Override
    public void close() {
        try {
            server.close();
        } finally {
            database.shutdown();
        }
    }

    private final class Watched extends Handler.Wrapper {
        Watched(Handler dynamoDb) {
            super(dynamoDb);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String target = request.getHeaders().get("X-Amz-Target");
            String action = target == null ? "" : target.substring(target.indexOf('.') + 1);
            if (!WRITES.contains(action)) {
                return super.handle(request, response, callback);
            }
            ByteBuffer body = Content.Source.asByteBuffer(request);
            byte[] json = new byte[body.remaining()];
            body.get(json);
            Request again = new Again(request, json);
            return super.handle(
                    again, response, Callback.from(callback, () -> onWrite.forEach(reader -> reader.accept(json))));
        }
    }

    /** A request whose body was read and can be read once more. */
    private static final class Again extends Request.Wrapper {
        private final Content.Source body;

        Again(Request request, byte[] body) {
            super(request);
            this.body = Content.Source.from(ByteBuffer.wrap(body));
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable demand) {
            body.demand(demand);
        }
    }
}
