package press.communique.store.media;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import press.communique.store.item.Item;
import press.communique.store.item.Transaction;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Which posts name an upload. A use is written in the transaction that saves the text, and raises the upload's {@code
 * uses}, so that nobody deletes an upload while a post begins to show it. A use stays when the text changes again;
 * whoever asks looks at the post.
 */
public final class MediaUses {

    private MediaUses() {}

    /** What a transaction must hold for a post to name these uploads: two writes for each. */
    public static List<TransactWriteItem> writes(String table, String postId, Collection<String> mediaIds) {
        var writes = new ArrayList<TransactWriteItem>();
        for (String id : mediaIds) {
            writes.add(Transaction.update(
                    table,
                    Item.key(MediaKeys.pk(id), MediaKeys.MEDIA),
                    "ADD uses :one",
                    "attribute_exists(pk)",
                    Map.of(":one", Item.number(1))));
            writes.add(Transaction.put(
                    table, Item.at(MediaKeys.pk(id), MediaKeys.USE + postId).with("postId", postId)));
        }
        return writes;
    }
}
