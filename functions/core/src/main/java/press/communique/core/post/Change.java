package press.communique.core.post;

import java.util.List;
import java.util.Optional;

/**
 * An accepted change of a post, ready to be stored in one transaction.
 *
 * @param before what it was made from; empty for a new post
 * @param after the post with its next revision
 * @param step what was done: {@code create}, {@code save}, {@code restore}, {@code submit}, {@code reject}, {@code
 *     publish}, {@code schedule}, {@code unschedule}, {@code release}, {@code withdraw}, {@code reinstate}
 * @param intents to mail, which come with the release
 * @param note what was said with the step, such as why a text was rejected
 * @param pinned the text that a release makes public; a withdrawal and its end show what was public before
 * @param scheduled what became of the schedule that this change ends, if somebody is waiting to hear of it
 */
public record Change(
        Optional<Post> before,
        Post after,
        String step,
        List<Intent> intents,
        Optional<String> note,
        Optional<Content> pinned,
        Optional<ScheduledRelease> scheduled) {

    /** A change that makes no text public. */
    public Change(Optional<Post> before, Post after, String step, Optional<String> note) {
        this(before, after, step, List.of(), note, Optional.empty(), Optional.empty());
    }

    public Change {
        intents = List.copyOf(intents);
    }

    public boolean changesText() {
        return after.textRevision() == after.revision();
    }

    /** The release that this change makes, if it makes one. */
    public Optional<Release> release() {
        return after.released().filter(release -> release.revision() == after.revision());
    }

    /** The schedule that this change makes, if it makes one. */
    public Optional<Schedule> schedule() {
        return after.schedule().filter(schedule -> schedule.revision() == after.revision());
    }
}
