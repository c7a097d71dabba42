package press.communique.core.post;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a schedule: one for each release that came by the clock, and for each that could not come.
 *
 * @param revision the release; or, if there was none, the revision in which the schedule was given up
 * @param scheduledFor the second that was promised
 * @param titles of the text, by language
 * @param tell who is told by mail; empty if nobody, or once it is done
 * @param publicAt the first answer at the public address that showed it; empty while there was none
 * @param failure why there was no release, such as {@code unrenderable}
 */
public record ScheduledRelease(
        String postId,
        long revision,
        Instant scheduledFor,
        Map<String, String> titles,
        Optional<String> tell,
        Optional<Instant> publicAt,
        Optional<String> failure) {

    public ScheduledRelease {
        titles = Map.copyOf(titles);
    }

    /** What became of a post's schedule a moment ago. */
    static ScheduledRelease of(Post post, long revision, Content text, Optional<String> failure) {
        Schedule schedule = post.schedule().orElseThrow();
        var titles = new HashMap<String, String>();
        text.editions().forEach((language, edition) -> titles.put(language, edition.title()));
        return new ScheduledRelease(
                post.id(), revision, schedule.at(), titles, schedule.tell(), Optional.empty(), failure);
    }
}
