package press.communique.core.audience;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import press.communique.core.post.Content;

/**
 * How many readers would be sent a post: by how soon, and by the language in which each would get it.
 *
 * <pre>{@code
 * var count = new Headcount(content, clock.instant());
 * readers.forEach(reader -> count.add(reader));
 * long atOnce = count.total(Frequency.IMMEDIATE);
 * }</pre>
 *
 * <p>Not for use by several threads; each counts for itself and is {@linkplain #add(Headcount) added} to the others.
 */
public final class Headcount {

    private final Content post;
    private final Instant now;
    private final Map<Frequency, SortedMap<String, Long>> counts = new EnumMap<>(Frequency.class);

    public Headcount(Content post, Instant now) {
        this.post = post;
        this.now = now;
        for (Frequency pace : Frequency.values()) {
            counts.put(pace, new TreeMap<>());
        }
    }

    /** Counts a reader who gets mail and wants this post; no other. */
    public void add(Reader reader) {
        if (reader.active() && !reader.preferences().paused(now)) {
            for (Frequency pace : Frequency.values()) {
                reader.preferences().edition(post, pace).ifPresent(language -> counts.get(pace)
                        .merge(language, 1L, Long::sum));
            }
        }
    }

    public void add(Headcount others) {
        others.counts.forEach((pace, languages) ->
                languages.forEach((language, readers) -> counts.get(pace).merge(language, readers, Long::sum)));
    }

    /** The same if there were so many times more of them, rounded. */
    public Headcount times(double factor) {
        var more = new Headcount(post, now);
        counts.forEach((pace, languages) -> languages.forEach(
                (language, readers) -> more.counts.get(pace).put(language, Math.round(readers * factor))));
        return more;
    }

    public SortedMap<String, Long> byLanguage(Frequency pace) {
        return Collections.unmodifiableSortedMap(counts.get(pace));
    }

    public long total(Frequency pace) {
        return counts.get(pace).values().stream().mapToLong(Long::longValue).sum();
    }
}
