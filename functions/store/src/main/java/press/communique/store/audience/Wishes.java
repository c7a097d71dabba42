package press.communique.store.audience;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import press.communique.core.audience.DigestMark;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.mail.DigestChoice;
import press.communique.store.digest.DigestHours;
import press.communique.store.digest.DigestLog;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What must be written with new wishes, so that digests lose nothing and tell nothing twice: whatever is in the log at
 * that moment is settled by the old wishes, and what comes later by the new ones.
 */
final class Wishes {

    private final String table;
    private final DigestLog log;

    Wishes(DynamoDbClient dynamo, String table) {
        this.table = table;
        this.log = new DigestLog(dynamo, table);
    }

    /** @param mark that the reader has from then on */
    record Change(DigestMark mark, String table, DigestLog.Head head) {

        List<TransactWriteItem> with(TransactWriteItem write, Preferences preferences) {
            return with(List.of(write), preferences);
        }

        List<TransactWriteItem> with(List<TransactWriteItem> writes, Preferences preferences) {
            var all = new ArrayList<>(writes);
            all.add(DigestLog.unchanged(table, head));
            if (preferences.wantsDigests()
                    || !mark.waiting().isEmpty()
                    || !mark.doubtful().isEmpty()) {
                all.add(DigestHours.note(table, preferences));
            }
            return all;
        }
    }

    /** For a reader who begins, or begins anew. */
    Change begun(DigestMark before) {
        DigestLog.Head head = log.head();
        return new Change(before.next(head.last(), List.of(), List.of()), table, head);
    }

    Change change(Reader before, Instant now) {
        DigestLog.Head head = log.head();
        long known = before.digests().after();
        long from = before.preferences().wantsDigests() ? known : Math.max(known, head.settled());
        DigestMark mark = DigestChoice.changed(
                before,
                log.entries(from, head.last()),
                head.last(),
                head.settled(),
                before.preferences().paused(now));
        return new Change(mark, table, head);
    }
}
