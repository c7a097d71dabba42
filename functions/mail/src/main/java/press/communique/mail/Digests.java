package press.communique.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.mail.DigestSlot;
import press.communique.core.mail.LogEntry;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Share;
import press.communique.mail.share.Shares;
import press.communique.store.audience.ReaderCounts;
import press.communique.store.digest.DigestHours;
import press.communique.store.digest.DigestLog;
import press.communique.store.mailing.Mailings;
import press.communique.store.queue.ShareMessage;
import press.communique.store.queue.ShareMessages;
import press.communique.store.site.Sites;

/**
 * Opens the digests whose hour has come: for each quarter of an hour that is over or has begun, in their order, one
 * mailing if somebody's hour falls into it. A run that was lost is made up for by the next; one that comes twice finds
 * everything there.
 *
 * <p>In this order: the mailing with its shares, their messages, then the note that this quarter of an hour is done.
 */
final class Digests {

    private static final Logger LOG = LoggerFactory.getLogger(Digests.class);

    /** After a longer standstill the rest is told with the next digest; readers' marks lose nothing by it. */
    private static final Duration MADE_UP_FOR = Duration.ofDays(8);

    private static final int SETTLED_AT_ONCE = 100;

    private final DigestLog log;
    private final DigestHours hours;
    private final ReaderCounts counts;
    private final Mailings mailings;
    private final Sites sites;
    private final ShareMessages queue;
    private final InstantSource clock;

    Digests(
            DigestLog log,
            DigestHours hours,
            ReaderCounts counts,
            Mailings mailings,
            Sites sites,
            ShareMessages queue,
            InstantSource clock) {
        this.log = log;
        this.hours = hours;
        this.counts = counts;
        this.mailings = mailings;
        this.sites = sites;
        this.queue = queue;
        this.clock = clock;
    }

    void open() {
        Instant now = clock.instant();
        var current = DigestSlot.of(now);
        Optional<DigestSlot> opened = hours.opened();
        if (opened.filter(slot -> !slot.start().isBefore(current.start())).isPresent()) {
            return;
        }
        settle();
        var oldest = DigestSlot.of(now.minus(MADE_UP_FOR));
        DigestSlot slot = opened.map(DigestSlot::next)
                .filter(next -> next.start().isAfter(oldest.start()))
                .orElse(opened.isPresent() ? oldest : current);
        List<DigestHours.Hour> chosen = hours.all();
        ZoneId zone = sites.current().timeZone();
        for (; !slot.start().isAfter(current.start()); slot = slot.next()) {
            DigestSlot due = slot;
            if (chosen.stream().anyMatch(hour -> hour.isIn(due, zone))) {
                open(slot, now);
            }
        }
        hours.open(opened, current);
    }

    private void open(DigestSlot slot, Instant now) {
        String id = Mailing.digestId(slot);
        Mailing mailing = mailings.find(id).orElseGet(() -> {
            List<Share> shares = Shares.of(id, counts.byPartition());
            return mailings.open(
                    Mailing.digest(slot, now, shares.size(), log.head().last()), shares);
        });
        queue.put(mailings.shares(mailing).stream()
                .filter(share -> !share.done())
                .map(share -> ShareMessage.of(mailing, share.number()))
                .toList());
        LOG.info("Digest {} is open in {} shares", id, mailing.shares());
    }

    /** Moves along how far every mailing at once is done, so that digests need not ask about what is long over. */
    private void settle() {
        DigestLog.Head head = log.head();
        long settled = head.settled();
        SortedMap<Long, LogEntry> next = log.entries(settled, Math.min(head.last(), settled + SETTLED_AT_ONCE));
        for (LogEntry entry : next.values()) {
            if (!isDone(entry)) {
                break;
            }
            settled = entry.position();
        }
        if (settled > head.settled()) {
            log.settle(head.settled(), settled);
        }
    }

    private boolean isDone(LogEntry entry) {
        return mailings.find(entry.mailing())
                .filter(mailing -> mailings.shares(mailing).stream().allMatch(Share::done))
                .isPresent();
    }
}
