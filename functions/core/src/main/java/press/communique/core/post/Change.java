package press.communique.core.post;

import java.util.List;
import java.util.Optional;

/**
 * An accepted change of a post, ready to be stored in one transaction.
 *
 * @param before what it was made from; empty for a new post
 * @param after the post with its next revision
 * @param step what was done: {@code create}, {@code save}, {@code restore}, {@code submit}, {@code reject}, {@code
 *     publish}, {@code withdraw}, {@code reinstate}
 * @param intents to mail, which come with the release
 * @param note what was said with the step, such as why a text was rejected
 */
public record Change(Optional<Post> before, Post after, String step, List<Intent> intents, Optional<String> note) {

    public Change(Optional<Post> before, Post after, String step, List<Intent> intents) {
        this(before, after, step, intents, Optional.empty());
    }

    public Change {
        intents = List.copyOf(intents);
    }

    public boolean changesText() {
        return after.textRevision() == after.revision();
    }

    /** Whether the release shows the post's present text; a withdrawal and its end show what was public before. */
    public boolean releasesPresentText() {
        return release()
                .filter(release -> release.kind() == Release.Kind.PUBLISH)
                .filter(release -> release.textRevision() == after.textRevision())
                .isPresent();
    }

    /** The release that this change makes, if it makes one. */
    public Optional<Release> release() {
        return after.released().filter(release -> release.revision() == after.revision());
    }
}
