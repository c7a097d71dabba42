package press.communique.store.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import press.communique.store.aws.AwsClients;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class LocalTablesTest {

    @Test
    void whatOneClientWritesAnotherReadsAndOtherTablesDoNotSee() {
        var tables = new LocalTables();
        var others = new LocalTables();
        Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS("a"), "sk", AttributeValue.fromS("b"));
        tables.client().putItem(put -> put.tableName(tables.audience()).item(key));

        DynamoDbClient client = new AwsClients(tables.environment()).dynamoDb();
        assertThat(client.getItem(get -> get.tableName(tables.audience()).key(key))
                        .item())
                .isEqualTo(key);
        assertThat(client.getItem(get -> get.tableName(others.audience()).key(key))
                        .hasItem())
                .isFalse();
    }
}
