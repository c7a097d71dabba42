package press.communique.core.post;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps by which the clock releases a post: it is set, stopped, or strikes. */
public final class Scheduling {

    /** What the clock does, as a post's history calls it. */
    static final String RELEASE = "release";

    private Scheduling() {}

    /** A new post whose first revision becomes public by the clock. */
    public static Change create(
            Change created, Schedule.Wish wish, Map<String, Address> addresses, String by, Instant now) {
        Post draft = created.after();
        return set(Optional.empty(), draft, draft.revision(), wish, addresses, by, now, "create");
    }

    /** The present text becomes public by the clock, instead of any that was scheduled before. */
    public static Change schedule(
            Post post, Schedule.Wish wish, Map<String, Address> addresses, String by, Instant now) {
        Workflow.require(post, "schedule");
        return set(Optional.of(post), post, post.revision() + 1, wish, addresses, by, now, "schedule");
    }

    private static Change set(
            Optional<Post> before,
            Post post,
            long revision,
            Schedule.Wish wish,
            Map<String, Address> addresses,
            String by,
            Instant now,
            String step) {
        var schedule = new Schedule(
                wish.at(),
                revision,
                post.textRevision(),
                addresses,
                post.content().aliases(),
                wish.mailed(),
                wish.correction(),
                by,
                wish.tell());
        Post after = new Post(
                post.id(),
                post.sourceId(),
                post.feedId(),
                revision,
                post.textRevision(),
                PostState.SCHEDULED,
                post.content(),
                post.createdBy(),
                post.createdAt(),
                by,
                now,
                post.publishedAt(),
                post.addresses(),
                post.former(),
                post.released(),
                Optional.of(schedule));
        return new Change(before, after, step, Optional.empty());
    }

    /** The clock is stopped: nothing becomes public. */
    public static Change unschedule(Post post, String by, Instant now) {
        Workflow.require(post, "unschedule");
        return stop(post, Optional.empty(), by, now);
    }

    /** The clock is stopped because what was scheduled cannot become public; whoever scheduled it is told why. */
    public static Change giveUp(Post post, String reason, Instant now) {
        return stop(post, Optional.of(reason), post.schedule().orElseThrow().by(), now);
    }

    private static Change stop(Post post, Optional<String> failure, String by, Instant now) {
        Post after = Workflow.next(
                post, post.textRevision(), Workflow.atRest(post), post.content(), Optional.empty(), by, now);
        Optional<ScheduledRelease> outcome =
                failure.map(reason -> ScheduledRelease.of(post, after.revision(), post.content(), failure));
        return new Change(Optional.of(post), after, "unschedule", List.of(), failure, Optional.empty(), outcome);
    }

    /**
     * What was scheduled becomes public; the clock does it, for whoever scheduled it.
     *
     * @param pinned the text of {@link Schedule#textRevision}
     */
    public static Change release(Post post, Content pinned, Instant now) {
        Schedule schedule = post.schedule().orElseThrow();
        var text = new Workflow.Text(
                schedule.textRevision(), pinned, schedule.addresses(), schedule.mailed(), schedule.correction());
        Change change = Workflow.release(
                Optional.of(post), post, post.revision() + 1, text, schedule.by(), now, schedule.at(), RELEASE);
        var outcome = ScheduledRelease.of(post, change.after().revision(), pinned, Optional.empty());
        return new Change(
                change.before(),
                change.after(),
                change.step(),
                change.intents(),
                change.note(),
                change.pinned(),
                Optional.of(outcome));
    }
}
