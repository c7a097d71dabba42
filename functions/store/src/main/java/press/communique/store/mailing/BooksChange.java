package press.communique.store.mailing;

import java.util.EnumMap;
import java.util.Map;
import press.communique.core.mail.Heard;
import press.communique.core.mail.Outcome;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** By how much a share's columns change when outcomes move from one to another: what leaves one enters another. */
final class BooksChange {

    private final Map<Outcome.Kind, Integer> columns = new EnumMap<>(Outcome.Kind.class);
    private int bounced;
    private int complained;

    void moved(Outcome from, Outcome to) {
        columns.merge(from.kind(), -1, Integer::sum);
        columns.merge(to.kind(), 1, Integer::sum);
    }

    void heard(Heard before, Heard after) {
        bounced += (after.bounced() ? 1 : 0) - (before.bounced() ? 1 : 0);
        complained += (after.complained() ? 1 : 0) - (before.complained() ? 1 : 0);
    }

    boolean isAny() {
        return bounced != 0 || complained != 0 || columns.values().stream().anyMatch(change -> change != 0);
    }

    Update on(Map<String, AttributeValue> share) {
        return new Update(share)
                .whenPresent("pk")
                .addTo("accepted", columns.getOrDefault(Outcome.Kind.ACCEPTED, 0))
                .addTo("rejected", columns.getOrDefault(Outcome.Kind.REJECTED, 0))
                .addTo("uncertain", columns.getOrDefault(Outcome.Kind.UNCERTAIN, 0))
                .addTo("bounced", bounced)
                .addTo("complained", complained);
    }
}
