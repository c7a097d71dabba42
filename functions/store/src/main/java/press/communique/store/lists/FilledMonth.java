package press.communique.store.lists;

import java.time.YearMonth;
import java.util.Map;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** A month of a list: its last part, and how many posts have ever been put into that. */
record FilledMonth(YearMonth month, int part, int posts) {

    /** The part that the next post comes to stand in. */
    Part next() {
        return new Part(month, posts < Part.LARGEST ? part : part + 1);
    }

    /** Whether that part is a new one. */
    boolean opens() {
        return posts == 0 || next().number() != part;
    }

    TransactWriteItem write(String table, ListKey list) {
        Part next = next();
        Item item = Item.at(ListItems.pk(list), ListItems.month(month))
                .with("part", next.number())
                .with("posts", next.number() == part ? posts + 1 : 1);
        return posts == 0
                ? Transaction.put(table, item, "attribute_not_exists(pk)", Map.of())
                : Transaction.put(
                        table,
                        item,
                        "part = :part AND posts = :posts",
                        Map.of(":part", Item.number(part), ":posts", Item.number(posts)));
    }
}
