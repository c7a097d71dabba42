package press.communique.store.mailing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** One conditional change of an item, gathered clause by clause; names here are attributes' names, none a reserved word. */
final class Update {

    private final Map<String, AttributeValue> key;
    private final List<String> sets = new ArrayList<>();
    private final List<String> adds = new ArrayList<>();
    private final List<String> removes = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, AttributeValue> values = new HashMap<>();

    Update(Map<String, AttributeValue> key) {
        this.key = key;
    }

    Update set(String name, AttributeValue value) {
        sets.add(name + " = " + as(value));
        return this;
    }

    Update setElement(String name, int index, AttributeValue value) {
        sets.add(name + "[" + index + "] = " + as(value));
        return this;
    }

    Update append(String name, AttributeValue value) {
        sets.add(name + " = list_append(if_not_exists(" + name + ", " + as(AttributeValue.fromL(List.of())) + "), "
                + as(AttributeValue.fromL(List.of(value))) + ")");
        return this;
    }

    Update addTo(String counter, long change) {
        if (change != 0) {
            adds.add(counter + " " + as(Item.number(change)));
        }
        return this;
    }

    Update remove(String name) {
        removes.add(name);
        return this;
    }

    Update removeElement(String name, int index) {
        removes.add(name + "[" + index + "]");
        return this;
    }

    Update when(String name, AttributeValue value) {
        conditions.add(name + " = " + as(value));
        return this;
    }

    Update whenAbsent(String name) {
        conditions.add("attribute_not_exists(" + name + ")");
        return this;
    }

    Update whenPresent(String name) {
        conditions.add("attribute_exists(" + name + ")");
        return this;
    }

    TransactWriteItem on(String table) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(table)
                        .key(key)
                        .updateExpression(clause("SET", sets) + clause("ADD", adds) + clause("REMOVE", removes))
                        .conditionExpression(conditions.isEmpty() ? null : String.join(" AND ", conditions))
                        .expressionAttributeValues(values))
                .build();
    }

    private String as(AttributeValue value) {
        String name = ":v" + values.size();
        values.put(name, value);
        return name;
    }

    private static String clause(String word, List<String> parts) {
        return parts.isEmpty() ? "" : word + " " + String.join(", ", parts) + " ";
    }
}
