package press.communique.core.audience;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * How far a reader's digests are in the log: up to a position everything is settled for this reader, but for what waits.
 *
 * @param version counts its changes
 * @param after the watermark: what stands after it in the log was not looked at yet
 * @param waiting positions up to the watermark of which the reader is still to be told by a digest, in their order: what
 *     belongs to the weekly one when the daily one goes
 * @param doubtful the same, where a mailing at once may have told the reader or may still do so
 */
public record DigestMark(long version, long after, List<Long> waiting, List<Long> doubtful) {

    public DigestMark {
        waiting = List.copyOf(new TreeSet<>(waiting));
        doubtful = List.copyOf(new TreeSet<>(doubtful));
    }

    /** Of a reader who is told of everything after this position. */
    public static DigestMark at(long position) {
        return new DigestMark(0, position, List.of(), List.of());
    }

    public DigestMark next(long head, Collection<Long> nowWaiting, Collection<Long> nowDoubtful) {
        return new DigestMark(version + 1, head, List.copyOf(nowWaiting), List.copyOf(nowDoubtful));
    }

    /** Whether a digest has settled this position for the reader, so that nobody else may tell of it any more. */
    public boolean isSettled(long position) {
        return position <= after && !waiting.contains(position) && !doubtful.contains(position);
    }
}
