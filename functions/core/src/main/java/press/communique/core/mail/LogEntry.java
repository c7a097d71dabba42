package press.communique.core.mail;

import java.time.Instant;
import java.util.List;

/**
 * One release in the log that digests are made of.
 *
 * @param position counted from 1 without gaps: whoever reads up to a position misses nothing before it
 * @param mailing that tells those who want it at once
 * @param intent {@code first}, {@code language#fr}
 * @param type of the post when it went live, as are its topics
 */
public record LogEntry(
        long position, String mailing, String postId, String intent, String type, List<String> topics, Instant at) {
    public LogEntry {
        topics = List.copyOf(topics);
    }
}
