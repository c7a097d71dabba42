package press.communique.mail.share;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import press.communique.core.audience.DigestMark;
import press.communique.core.mail.LogEntry;
import press.communique.store.digest.DigestLog;

/** The part of the log that readers' marks ask for, read once by each worker. */
final class LoadedLog {

    private final DigestLog log;
    private final long head;
    private final TreeMap<Long, LogEntry> entries = new TreeMap<>();
    private long after;

    LoadedLog(DigestLog log, long head) {
        this.log = log;
        this.head = head;
        this.after = head;
    }

    /** Makes sure that everything is there that this reader may still be told of. */
    SortedMap<Long, LogEntry> reaching(DigestMark mark) {
        long from = mark.after();
        for (long position : mark.waiting()) {
            from = Math.min(from, position - 1);
        }
        for (long position : mark.doubtful()) {
            from = Math.min(from, position - 1);
        }
        return after(from);
    }

    SortedMap<Long, LogEntry> after(long position) {
        if (position < after) {
            entries.putAll(log.entries(position, after));
            after = position;
        }
        return Collections.unmodifiableSortedMap(entries);
    }

    long head() {
        return head;
    }
}
