import press.communique.local.engine.LoopbackServer;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/** The local stack's DynamoDB on a given port of loopback, its data in memory. */
class DynamoDb {
    public static void main(String[] arguments) throws Exception {
        var database = new LocalDynamoDBRequestHandler(0, true, null, false, false);
        LoopbackServer.start("dynamodb", Integer.parseInt(arguments[0]), 64, new LocalDynamoDBServerHandler(database, null));
        Thread.sleep(Long.MAX_VALUE);
    }
}
