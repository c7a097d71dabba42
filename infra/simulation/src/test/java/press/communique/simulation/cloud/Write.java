package press.communique.simulation.cloud;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A put, an update, a deletion or a check, alone or in a transaction.
 *
 * @param change from the item that is there, or null, to what it becomes, or null; a check has none
 */
record Write(
        String table,
        Map<String, AttributeValue> key,
        Condition condition,
        UnaryOperator<Map<String, AttributeValue>> change) {

    /** With the names and values of the update too. */
    record Condition(String text, Map<String, String> names, Map<String, AttributeValue> values) {}

    static Write of(PutItemRequest put) {
        return put(
                put.tableName(),
                put.item(),
                new Condition(
                        put.conditionExpression(), put.expressionAttributeNames(), put.expressionAttributeValues()));
    }

    static Write of(UpdateItemRequest update) {
        return update(
                update.tableName(),
                update.key(),
                update.updateExpression(),
                new Condition(
                        update.conditionExpression(),
                        update.expressionAttributeNames(),
                        update.expressionAttributeValues()));
    }

    static Write of(DeleteItemRequest delete) {
        return delete(
                delete.tableName(),
                delete.key(),
                new Condition(
                        delete.conditionExpression(),
                        delete.expressionAttributeNames(),
                        delete.expressionAttributeValues()));
    }

    static Write of(TransactWriteItem write) {
        if (write.put() != null) {
            Put put = write.put();
            return put(
                    put.tableName(),
                    put.item(),
                    new Condition(
                            put.conditionExpression(),
                            put.expressionAttributeNames(),
                            put.expressionAttributeValues()));
        }
        if (write.update() != null) {
            Update update = write.update();
            return update(
                    update.tableName(),
                    update.key(),
                    update.updateExpression(),
                    new Condition(
                            update.conditionExpression(),
                            update.expressionAttributeNames(),
                            update.expressionAttributeValues()));
        }
        if (write.delete() != null) {
            Delete delete = write.delete();
            return delete(
                    delete.tableName(),
                    delete.key(),
                    new Condition(
                            delete.conditionExpression(),
                            delete.expressionAttributeNames(),
                            delete.expressionAttributeValues()));
        }
        ConditionCheck check = write.conditionCheck();
        var condition = new Condition(
                check.conditionExpression(), check.expressionAttributeNames(), check.expressionAttributeValues());
        return new Write(check.tableName(), check.key(), condition, null);
    }

    private static Write put(String table, Map<String, AttributeValue> item, Condition condition) {
        return new Write(table, item, condition, before -> new LinkedHashMap<>(item));
    }

    private static Write update(String table, Map<String, AttributeValue> key, String update, Condition condition) {
        return new Write(
                table,
                key,
                condition,
                before -> Expression.updated(
                        update, condition.names(), condition.values(), before == null ? key : before));
    }

    private static Write delete(String table, Map<String, AttributeValue> key, Condition condition) {
        return new Write(table, key, condition, before -> null);
    }

    String pk() {
        return DynamoDb.pk(key);
    }

    String sk() {
        return DynamoDb.sk(key);
    }

    /** Which item it is of. */
    String place() {
        return table + pk() + "\u0000" + sk();
    }

    /** @param item as it is, or null */
    boolean holds(Map<String, AttributeValue> item) {
        return Expression.holds(
                condition.text(), condition.names(), condition.values(), item == null ? Map.of() : item);
    }
}
