package press.communique.core.post;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The steps that a post can take. Each makes a {@link Change} from values alone: who, when, from which state.
 *
 * <p>Saving is not releasing: {@link #save} makes a revision that only editors see, {@link #publish} pins one for
 * readers. A post's date is set at its first release and never moves.
 */
public final class Workflow {

    private Workflow() {}

    /** A new post, as a draft. */
    public static Change create(String id, UUID feedId, Content content, String by, Instant now) {
        var post = new Post(
                id,
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
                Optional.empty());
        return new Change(Optional.empty(), post, "create", List.of());
    }

    /** A new text. What readers see stays. */
    public static Change save(Post post, Content content, String by, Instant now) {
        require(post, "save", post.state() != PostState.SCHEDULED);
        long revision = post.revision() + 1;
        var after = new Post(
                post.id(),
                post.feedId(),
                revision,
                revision,
                post.state(),
                content,
                post.createdBy(),
                post.createdAt(),
                by,
                now,
                post.publishedAt(),
                post.addresses(),
                post.released());
        return new Change(Optional.of(post), after, "save", List.of());
    }

    /** A new post that becomes public with its first revision. */
    public static Change createPublished(
            Change created, Map<String, Address> addresses, boolean notify, String by, Instant now) {
        Post draft = created.after();
        return release(Optional.empty(), draft, draft.revision(), addresses, notify, by, now, "create");
    }

    /** The present text becomes public. */
    public static Change publish(Post post, Map<String, Address> addresses, boolean notify, String by, Instant now) {
        require(post, "publish", allowed(post).contains("publish"));
        return release(Optional.of(post), post, post.revision() + 1, addresses, notify, by, now, "publish");
    }

    /** The post is taken back: a notice stands in its place, and its lists and feeds let it go. */
    public static Change withdraw(Post post, Map<String, String> reasons, String by, Instant now) {
        require(post, "withdraw", allowed(post).contains("withdraw"));
        Release last = post.released().orElseThrow();
        long revision = post.revision() + 1;
        var release = new Release(
                post.id(), revision, last.textRevision(), Release.Kind.WITHDRAW, now, last.publishedAt(), by, reasons);
        return new Change(
                Optional.of(post),
                step(post, revision, PostState.WITHDRAWN, post.publishedAt(), post.addresses(), release, by, now),
                "withdraw",
                List.of());
    }

    /** The date that readers will see if the post is released now for the first time. */
    public static Instant publishedAt(Post post, Instant now) {
        return post.publishedAt().orElseGet(() -> post.content()
                .publishAt()
                .filter(at -> at.isBefore(now))
                .orElse(now));
    }

    /** The steps that the post's state allows. */
    public static List<String> allowed(Post post) {
        return switch (post.state()) {
            case DRAFT, IN_REVIEW -> List.of("save", "publish");
            case SCHEDULED -> List.of();
            case PUBLISHED -> List.of("save", "publish", "withdraw");
            case WITHDRAWN -> List.of("save");
        };
    }

    private static Change release(
            Optional<Post> before,
            Post post,
            long revision,
            Map<String, Address> addresses,
            boolean notify,
            String by,
            Instant now,
            String step) {
        Instant publishedAt = publishedAt(post, now);
        var release = new Release(
                post.id(), revision, post.textRevision(), Release.Kind.PUBLISH, now, publishedAt, by, Map.of());
        var intents = new ArrayList<Intent>();
        if (notify) {
            intents.add(new Intent(post.id(), Intent.FIRST, revision));
        }
        Post after = step(post, revision, PostState.PUBLISHED, Optional.of(publishedAt), addresses, release, by, now);
        return new Change(before, after, step, intents);
    }

    private static Post step(
            Post post,
            long revision,
            PostState state,
            Optional<Instant> publishedAt,
            Map<String, Address> addresses,
            Release release,
            String by,
            Instant now) {
        return new Post(
                post.id(),
                post.feedId(),
                revision,
                post.textRevision(),
                state,
                post.content(),
                post.createdBy(),
                post.createdAt(),
                by,
                now,
                publishedAt,
                addresses,
                Optional.of(release));
    }

    private static void require(Post post, String step, boolean allowed) {
        if (!allowed) {
            throw new StepNotAllowed(step, post.state(), allowed(post));
        }
    }
}
