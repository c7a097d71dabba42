package press.communique.store.mailing;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import press.communique.core.mail.Batch;
import press.communique.core.mail.DigestItem;
import press.communique.core.mail.Outcome;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * How a digest's batch moves the books of the releases that are in it: an item for each release and share, so that no two
 * workers write the same one. The moves are part of the batch's own transaction.
 */
final class ToldBooks {

    private static final String AUDIENCE = "Audience";
    private static final String PENDING = "Pending";

    private final Batch batch;
    private final SortedMap<Long, SortedMap<String, Long>> moves = new TreeMap<>();

    ToldBooks(Batch batch) {
        this.batch = batch;
    }

    /** Whoever is told something at this attempt and was not at the one before comes in; the other way round goes out. */
    ToldBooks claimed(Map<String, List<DigestItem>> before, Map<String, List<DigestItem>> now) {
        for (String reader : batch.readers()) {
            List<DigestItem> was = before.getOrDefault(reader, List.of());
            List<DigestItem> is = now.getOrDefault(reader, List.of());
            Set<Long> stays = positions(was);
            stays.retainAll(positions(is));
            is.stream().filter(item -> !stays.contains(item.position())).forEach(item -> {
                move(item, AUDIENCE, 1);
                move(item, PENDING, 1);
            });
            was.stream().filter(item -> !stays.contains(item.position())).forEach(item -> {
                move(item, PENDING, -1);
                move(item, "Excluded", 1);
            });
        }
        return this;
    }

    private static Set<Long> positions(List<DigestItem> items) {
        var positions = new HashSet<Long>();
        items.forEach(item -> positions.add(item.position()));
        return positions;
    }

    /** @param late whether the readers were taken for uncertain before */
    ToldBooks settled(Map<String, Outcome> answered, boolean late) {
        answered.forEach((reader, outcome) -> moved(reader, late ? "Uncertain" : PENDING, column(outcome)));
        return this;
    }

    /** Something was heard of a reader's mail that tells what became of it. */
    ToldBooks heard(String reader, Outcome known, Outcome now) {
        moved(reader, column(known), column(now));
        return this;
    }

    private void moved(String reader, String from, String to) {
        if (!to.equals(from)) {
            batch.claim()
                    .orElseThrow()
                    .contents()
                    .getOrDefault(reader, List.of())
                    .forEach(item -> {
                        move(item, from, -1);
                        move(item, to, 1);
                    });
        }
    }

    private static String column(Outcome outcome) {
        return switch (outcome.kind()) {
            case ACCEPTED -> "Accepted";
            case REJECTED -> "Rejected";
            case EXCLUDED -> "Excluded";
            case UNCERTAIN -> "Uncertain";
            case AGAIN -> PENDING;
        };
    }

    private void move(DigestItem item, String column, long change) {
        moves.computeIfAbsent(item.position(), unused -> new TreeMap<>())
                .merge(item.pace().name().toLowerCase(Locale.ROOT) + column, change, Long::sum);
    }

    List<TransactWriteItem> writes(String table) {
        return moves.entrySet().stream()
                .filter(release -> release.getValue().values().stream().anyMatch(change -> change != 0))
                .map(release -> {
                    var update = new Update(MailingKeys.told(release.getKey(), batch.mailing(), batch.share()));
                    release.getValue().forEach(update::addTo);
                    return update.on(table);
                })
                .toList();
    }
}
