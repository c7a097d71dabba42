package press.communique.core.mail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import press.communique.core.audience.DigestMark;
import press.communique.core.audience.Frequency;
import press.communique.core.audience.Reader;
import press.communique.core.post.Content;
import press.communique.core.post.Intent;

/**
 * What is in one reader's digest, and what is settled by that: every position of the log up to the digest's head is told,
 * not wanted, told by a mailing at once, or waits under the reader's mark.
 *
 * <pre>{@code
 * DigestChoice.Chosen chosen = new DigestChoice(log, head, settled, news).of(reader, isTheReadersWeekday);
 * }</pre>
 */
public final class DigestChoice {

    /** What the world looks like now. */
    public interface News {

        /** Whether a newer release of the post is on its way to the site: then it is better told later. */
        boolean isTurning(LogEntry entry);

        /** The post as readers have it; empty once it is withdrawn. */
        Optional<Content> content(LogEntry entry);

        /** Asked only if it may be anything but {@link AtOnce#PASSED_BY}; asked after the reader was read. */
        AtOnce atOnce(Reader reader, LogEntry entry);
    }

    /** @param pace for which the reader is told: {@code DAILY} or {@code WEEKLY} */
    public record Item(LogEntry entry, String language, Frequency pace) {}

    /**
     * @param items to tell, the oldest first; may be none
     * @param mark of the reader once they are told
     */
    public record Chosen(List<Item> items, DigestMark mark) {}

    private final SortedMap<Long, LogEntry> log;
    private final long head;
    private final long settled;
    private final News news;

    /**
     * @param log by position; what has expired is missing
     * @param head the last position that this digest looks at
     * @param settled the last position up to which every mailing at once is done
     */
    public DigestChoice(SortedMap<Long, LogEntry> log, long head, long settled, News news) {
        this.log = log;
        this.head = head;
        this.settled = settled;
        this.news = news;
    }

    /** @param weekly whether it is the day of this reader's weekly digest */
    public Chosen of(Reader reader, boolean weekly) {
        return new Sorting(reader, weekly).sort();
    }

    private final class Sorting {

        private final Reader reader;
        private final boolean weekly;
        private final List<Item> items = new ArrayList<>();
        private final Set<String> posts = new HashSet<>();
        private final Set<Long> waiting = new TreeSet<>();
        private final Set<Long> doubtful = new TreeSet<>();

        Sorting(Reader reader, boolean weekly) {
            this.reader = reader;
            this.weekly = weekly;
        }

        Chosen sort() {
            DigestMark before = reader.digests();
            var positions = new TreeSet<Long>(before.waiting());
            positions.addAll(before.doubtful());
            if (before.after() < head) {
                positions.addAll(log.subMap(before.after() + 1, head + 1).keySet());
            }
            for (long position : positions) {
                boolean isDoubtful = before.doubtful().contains(position);
                LogEntry entry = log.get(position);
                if (position > head) {
                    // A later digest was here first; this one leaves what it does not know.
                    (isDoubtful ? doubtful : waiting).add(position);
                } else if (entry != null) {
                    sort(entry, position > before.after(), isDoubtful);
                }
            }
            return new Chosen(items, before.next(Math.max(before.after(), head), waiting, doubtful));
        }

        private void sort(LogEntry entry, boolean isNew, boolean isDoubtful) {
            Optional<Content> content = news.content(entry);
            if (content.isEmpty()) {
                return;
            }
            Optional<Frequency> wanted = reader.preferences()
                    .frequency(content.get().type(), content.get().topics());
            Optional<String> language = reader.preferences()
                    .language(content.get().editions().keySet())
                    .filter(best ->
                            Intent.languageOf(entry.intent()).map(best::equals).orElse(true));
            if (wanted.isEmpty() || language.isEmpty()) {
                return;
            }
            boolean isAtOnce = wanted.get() == Frequency.IMMEDIATE;
            if (isNew && isAtOnce) {
                // Nothing changed since it went live, so its mailing tells this reader; unless it is held up until
                // then.
                keep(doubtful, entry, entry.position() > settled);
            } else if (wanted.get() == Frequency.WEEKLY && !weekly || news.isTurning(entry)) {
                keep(isDoubtful ? doubtful : waiting, entry, true);
            } else {
                // Whoever could not read the post until it had this edition may have had it all the same.
                boolean mayHaveHad = isDoubtful || !entry.intent().equals(Intent.FIRST);
                switch (mayHaveHad ? news.atOnce(reader, entry) : AtOnce.PASSED_BY) {
                    case TOLD -> {
                        // Once is enough.
                    }
                    case TELLING -> doubtful.add(entry.position());
                    case OPEN -> {
                        if (isAtOnce) {
                            doubtful.add(entry.position());
                        } else {
                            tell(entry, language.get(), wanted.get());
                        }
                    }
                    case PASSED_BY -> tell(entry, language.get(), wanted.get());
                }
            }
        }

        private void keep(Set<Long> kept, LogEntry entry, boolean isKept) {
            if (isKept) {
                kept.add(entry.position());
            }
        }

        /** A post stands in a mail once, whatever it was told for. */
        private void tell(LogEntry entry, String language, Frequency wanted) {
            if (posts.add(entry.postId())) {
                items.add(new Item(entry, language, wanted == Frequency.WEEKLY ? wanted : Frequency.DAILY));
            }
        }
    }

    /**
     * What becomes of a reader's mark when the reader changes anything: whatever went live under the old wishes is
     * settled by them. What they had in digests waits for one; what a mailing at once may not come to any more does too.
     *
     * @param log between the reader's mark and its head
     * @param hadPause whether the reader wanted no mail until now: then nothing that goes at once is made up for
     */
    public static DigestMark changed(
            Reader before, SortedMap<Long, LogEntry> log, long head, long settled, boolean hadPause) {
        DigestMark mark = before.digests();
        var waiting = new TreeSet<Long>();
        var doubtful = new TreeSet<Long>(mark.doubtful());
        mark.waiting().forEach(position -> (position > settled ? doubtful : waiting).add(position));
        log.tailMap(mark.after() + 1).forEach((position, entry) -> before.preferences()
                .frequency(entry.type(), entry.topics())
                .ifPresent(wanted -> {
                    if (position > settled) {
                        if (wanted != Frequency.IMMEDIATE || !hadPause) {
                            doubtful.add(position);
                        }
                    } else if (wanted != Frequency.IMMEDIATE) {
                        waiting.add(position);
                    }
                }));
        return mark.next(Math.max(mark.after(), head), waiting, doubtful);
    }
}
