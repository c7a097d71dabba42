package press.communique.mail.testing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import press.communique.store.mailing.Ledger;

/** A ledger that gives two entries at a time. */
public final class MemoryLedger implements Ledger {

    private final SortedMap<String, Entry> entries = new ConcurrentSkipListMap<>();
    private final AtomicInteger count = new AtomicInteger();

    private final String name;
    private Runnable before = () -> {};

    public MemoryLedger() {
        this("memory");
    }

    public MemoryLedger(String name) {
        this.name = name;
    }

    /** Done at each entry, before it is kept. */
    public void before(Runnable action) {
        before = action;
    }

    public int size() {
        return entries.size();
    }

    @Override
    public void write(Entry entry, Instant now) {
        before.run();
        entries.put(hour(now) + "/" + String.format("%06d", count.incrementAndGet()), entry);
    }

    @Override
    public Page since(Instant moment) {
        return after(hour(moment));
    }

    @Override
    public Page after(String next) {
        List<Map.Entry<String, Entry>> page =
                entries.tailMap(next + "\0").entrySet().stream().limit(2).toList();
        return new Page(
                page.stream().map(Map.Entry::getValue).toList(),
                page.stream().map(Map.Entry::getKey).reduce((first, second) -> second));
    }

    @Override
    public String name() {
        return name;
    }

    private static String hour(Instant moment) {
        return moment.truncatedTo(ChronoUnit.HOURS).toString().substring(0, 13);
    }
}
