package press.communique.core.post;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The steps that a post can take. Each makes a {@link Change} from values alone: who, when, from which state.
 *
 * <p>Saving is not releasing: {@link #save} makes a revision that only editors see, {@link #publish} pins one for
 * readers. A post's date is set at its first release and never moves. What the clock does is in {@link Scheduling}.
 */
public final class Workflow {

    private Workflow() {}

    /** A new post, as a draft. */
    public static Change create(String id, UUID feedId, Content content, String by, Instant now) {
        return create(id, Optional.empty(), feedId, content, by, now);
    }

    /** The same for a post that has a name elsewhere. */
    public static Change create(
            String id, Optional<String> sourceId, UUID feedId, Content content, String by, Instant now) {
        var post = new Post(
                id,
                sourceId,
                feedId,
                1,
                1,
                PostState.DRAFT,
                content,
                by,
                now,
                by,
                now,
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return new Change(Optional.empty(), post, "create", Optional.empty());
    }

    /** A new text. What readers see stays. */
    public static Change save(Post post, Content content, String by, Instant now) {
        return save(post, content, by, now, "save");
    }

    /** The text of an earlier revision becomes the newest. What readers see stays. */
    public static Change restore(Post post, Content content, String by, Instant now) {
        return save(post, content, by, now, "restore");
    }

    private static Change save(Post post, Content content, String by, Instant now, String step) {
        require(post, step);
        Post after = next(post, post.revision() + 1, post.state(), content, by, now);
        return new Change(Optional.of(post), after, step, Optional.empty());
    }

    /** The text waits for somebody who looks at it. What readers see stays. */
    public static Change submit(Post post, String by, Instant now) {
        require(post, "submit");
        return move(post, PostState.IN_REVIEW, "submit", Optional.empty(), by, now);
    }

    /** The text goes back to whoever wrote it. What readers see stays. */
    public static Change reject(Post post, String reason, String by, Instant now) {
        require(post, "reject");
        return move(post, atRest(post), "reject", Optional.of(reason), by, now);
    }

    /** Where a post stands that nobody works on. */
    static PostState atRest(Post post) {
        return post.released()
                .map(release -> release.kind() == Release.Kind.WITHDRAW ? PostState.WITHDRAWN : PostState.PUBLISHED)
                .orElse(PostState.DRAFT);
    }

    private static Change move(Post post, PostState state, String step, Optional<String> note, String by, Instant now) {
        Post after = next(post, post.textRevision(), state, post.content(), by, now);
        return new Change(Optional.of(post), after, step, note);
    }

    /** The next revision; nothing of it is public, and what is scheduled stays so. */
    static Post next(Post post, long textRevision, PostState state, Content content, String by, Instant now) {
        return next(post, textRevision, state, content, post.schedule(), by, now);
    }

    static Post next(
            Post post,
            long textRevision,
            PostState state,
            Content content,
            Optional<Schedule> schedule,
            String by,
            Instant now) {
        return new Post(
                post.id(),
                post.sourceId(),
                post.feedId(),
                post.revision() + 1,
                textRevision,
                state,
                content,
                post.createdBy(),
                post.createdAt(),
                by,
                now,
                post.publishedAt(),
                post.addresses(),
                post.former(),
                post.released(),
                schedule);
    }

    /** A new post that becomes public with its first revision. */
    public static Change createPublished(
            Change created, Map<String, Address> addresses, boolean notify, String by, Instant now) {
        Post draft = created.after();
        var text = new Text(draft.revision(), draft.content(), addresses, notify, Map.of());
        return release(Optional.empty(), draft, draft.revision(), text, by, now, now, "create");
    }

    /** The present text becomes public. */
    public static Change publish(Post post, Map<String, Address> addresses, boolean notify, String by, Instant now) {
        return publish(post, addresses, notify, Map.of(), by, now);
    }

    /**
     * The present text becomes public.
     *
     * @param correction what was wrong in the text that was public before, by language; empty if nothing was
     */
    public static Change publish(
            Post post,
            Map<String, Address> addresses,
            boolean notify,
            Map<String, String> correction,
            String by,
            Instant now) {
        require(post, "publish");
        var text = new Text(post.textRevision(), post.content(), addresses, notify, correction);
        return release(Optional.of(post), post, post.revision() + 1, text, by, now, now, "publish");
    }

    /** The post is taken back: a notice stands in its place, and its lists and feeds let it go. */
    public static Change withdraw(Post post, Map<String, String> reasons, String by, Instant now) {
        return withdraw(post, reasons, Optional.empty(), by, now);
    }

    /**
     * The post is taken back, and its lists and feeds let it go.
     *
     * @param redirectTo where its addresses lead from now on; if empty, a notice stands in its place
     */
    public static Change withdraw(
            Post post, Map<String, String> reasons, Optional<String> redirectTo, String by, Instant now) {
        require(post, "withdraw");
        return again(post, Release.Kind.WITHDRAW, reasons, redirectTo, by, now, "withdraw");
    }

    /** The text that was public before the withdrawal is public again; a later draft stays a draft. Nobody is mailed. */
    public static Change reinstate(Post post, String by, Instant now) {
        require(post, "reinstate");
        return again(post, Release.Kind.PUBLISH, Map.of(), Optional.empty(), by, now, "reinstate");
    }

    /** The date that readers will see if the post's present text is released at this moment for the first time. */
    public static Instant publishedAt(Post post, Instant moment) {
        return publishedAt(post, post.content(), moment);
    }

    private static Instant publishedAt(Post post, Content text, Instant moment) {
        return post.publishedAt()
                .orElseGet(
                        () -> text.publishAt().filter(at -> at.isBefore(moment)).orElse(moment));
    }

    /** The steps that the post's state allows. */
    public static List<String> allowed(Post post) {
        String last = post.released().isPresent() ? "withdraw" : "delete";
        return switch (post.state()) {
            case DRAFT -> List.of("save", "restore", "submit", "publish", "schedule", "delete");
            case IN_REVIEW -> List.of("save", "restore", "reject", "publish", "schedule", last);
            case SCHEDULED -> List.of("save", "restore", "publish", "schedule", "unschedule", last);
            case PUBLISHED ->
                hasNewText(post)
                        ? List.of("save", "restore", "submit", "publish", "schedule", "withdraw")
                        : List.of("save", "restore", "publish", "schedule", "withdraw");
            case WITHDRAWN -> List.of("save", "restore", "reinstate");
        };
    }

    /** @throws StepNotAllowed if readers have ever seen it: then it can be withdrawn, and stays on record */
    public static void requireDeletable(Post post) {
        require(post, "delete");
    }

    private static boolean hasNewText(Post post) {
        return post.released()
                .filter(release -> release.textRevision() == post.textRevision())
                .isEmpty();
    }

    /** Another release of the text that the last one pinned. */
    private static Change again(
            Post post,
            Release.Kind kind,
            Map<String, String> reasons,
            Optional<String> redirectTo,
            String by,
            Instant now,
            String step) {
        Release last = post.released().orElseThrow();
        var release = new Release(
                post.id(),
                post.revision() + 1,
                last.textRevision(),
                kind,
                now,
                last.publishedAt(),
                by,
                reasons,
                redirectTo,
                last.corrections(),
                false);
        PostState state = kind == Release.Kind.WITHDRAW ? PostState.WITHDRAWN : PostState.PUBLISHED;
        return new Change(
                Optional.of(post), step(post, state, post.addresses(), post.former(), release), step, Optional.empty());
    }

    /** What a release is to make public. */
    record Text(
            long revision,
            Content content,
            Map<String, Address> addresses,
            boolean mailed,
            Map<String, String> correction) {}

    /** @param moment that readers see as the date of a first release */
    static Change release(
            Optional<Post> before,
            Post post,
            long revision,
            Text text,
            String by,
            Instant now,
            Instant moment,
            String step) {
        var corrections =
                new ArrayList<>(post.released().map(Release::corrections).orElse(List.of()));
        if (!text.correction().isEmpty()) {
            corrections.add(new Correction(moment, text.correction()));
        }
        var release = new Release(
                post.id(),
                revision,
                text.revision(),
                Release.Kind.PUBLISH,
                now,
                publishedAt(post, text.content(), moment),
                by,
                Map.of(),
                Optional.empty(),
                corrections,
                step.equals(Scheduling.RELEASE));
        var addresses = new TreeMap<>(text.addresses());
        addresses.keySet().retainAll(text.content().editions().keySet());
        var intents = new ArrayList<Intent>();
        if (text.mailed()) {
            String reason = text.correction().isEmpty() ? Intent.FIRST : Intent.correction(corrections.size());
            intents.add(new Intent(post.id(), reason, revision));
            text.content().editions().keySet().stream()
                    .sorted()
                    .forEach(language -> intents.add(new Intent(post.id(), Intent.language(language), revision)));
        }
        return new Change(
                before,
                step(post, PostState.PUBLISHED, addresses, former(post, addresses), release),
                step,
                intents,
                Optional.empty(),
                Optional.of(text.content()),
                Optional.empty());
    }

    /** Every address that readers have seen and that is not one of the present ones, in the order of their leaving. */
    private static List<Address> former(Post post, Map<String, Address> addresses) {
        var former = new ArrayList<>(post.former());
        if (post.released().isPresent()) {
            post.addresses().values().stream()
                    .filter(address -> !former.contains(address))
                    .sorted((one, other) -> one.language().compareTo(other.language()))
                    .forEach(former::add);
        }
        former.removeAll(addresses.values());
        return former;
    }

    private static Post step(
            Post post, PostState state, Map<String, Address> addresses, List<Address> former, Release release) {
        return new Post(
                post.id(),
                post.sourceId(),
                post.feedId(),
                release.revision(),
                post.textRevision(),
                state,
                post.content(),
                post.createdBy(),
                post.createdAt(),
                release.releasedBy(),
                release.releasedAt(),
                Optional.of(release.publishedAt()),
                addresses,
                former,
                Optional.of(release),
                Optional.empty());
    }

    static void require(Post post, String step) {
        if (!allowed(post).contains(step)) {
            throw new StepNotAllowed(step, post.state(), allowed(post));
        }
    }
}
