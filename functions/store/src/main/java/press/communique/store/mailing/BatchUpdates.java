package press.communique.store.mailing;

import java.time.Instant;
import java.util.Map;
import press.communique.core.mail.Batch;
import press.communique.core.mail.Outcome;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What each change of a batch begins with, or has in common with others. */
final class BatchUpdates {

    private BatchUpdates() {}

    static Update of(Batch batch) {
        return new Update(MailingKeys.batch(batch.mailing(), batch.share(), batch.sequence()));
    }

    /** The books of its share. */
    static Update ofShare(Batch batch) {
        return new Update(MailingKeys.share(batch.mailing(), batch.share()));
    }

    static AttributeValue phase(Batch.State state) {
        return Item.text(MailingItems.word(state));
    }

    /** If nothing was heard since the batch was read. */
    static void whenHeard(Update update, Batch batch) {
        if (batch.heard().isEmpty()) {
            update.whenAbsent("heard");
        } else {
            update.when("heard", MailingItems.heard(batch.heard()));
        }
    }

    static int count(Map<String, Outcome> outcomes, Outcome.Kind kind) {
        return (int) outcomes.values().stream()
                .filter(outcome -> outcome.kind() == kind)
                .count();
    }

    static AttributeValue expiry(Instant now) {
        return Item.number(now.plus(Batches.KEPT).getEpochSecond());
    }
}
