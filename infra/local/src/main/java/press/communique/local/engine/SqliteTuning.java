package press.communique.local.engine;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteJob;
import com.almworks.sqlite4java.SQLiteQueue;
import java.lang.reflect.Field;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;

/**
 * Two things that DynamoDB Local's database lacks.
 *
 * <p>It commits without waiting for the disk, which took half of a write's time and, on a busy disk, far more. SQLite's
 * write-ahead log keeps the file sound even if the machine goes down; the last writes may then be missing, which is no
 * harm for data of a development machine. A process that is ended loses nothing.
 *
 * <p>And it finds a shard's records by an index: DynamoDB Local asks for the first one before every operation on a table
 * with a stream, and would read all records of the last day to find it.
 *
 * @see <a href="https://www.sqlite.org/wal.html">Write-ahead logging</a>
 */
final class SqliteTuning {

    private SqliteTuning() {}

    /** Whether it could be switched on: DynamoDB Local has no setting for it, so this reaches into its fields. */
    static boolean switchOn(LocalDynamoDBRequestHandler database) {
        // The first request opens the file.
        database.listTables("local", "local", ListTablesRequest.builder().build());
        try {
            boolean found = false;
            for (Object client : ((Map<?, ?>) field(database, "dbRequestHandlers")).values()) {
                SQLiteQueue queue = (SQLiteQueue) field(field(client, "dbAccess"), "queue");
                found |= queue.execute(new Tune()).complete();
            }
            return found;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return false;
        }
    }

    private static Object field(Object object, String name) throws ReflectiveOperationException {
        Field field = object.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(object);
    }

    private static final class Tune extends SQLiteJob<Boolean> {
        @Override
        protected Boolean job(SQLiteConnection connection) throws Throwable {
            connection.exec("PRAGMA journal_mode=WAL");
            connection.exec("PRAGMA synchronous=NORMAL");
            // The tables of shards (ss) and of stream records (us).
            connection.exec("CREATE INDEX IF NOT EXISTS shardsOfStream ON ss(StreamID)");
            connection.exec("CREATE INDEX IF NOT EXISTS recordsOfShard ON us(ShardID, SequenceNumber)");
            return true;
        }
    }
}
