package press.communique.mail.share;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Share;
import press.communique.core.post.Intent;
import press.communique.store.mailing.Deliveries;
import press.communique.store.mailing.Mailings;
import press.communique.store.posts.Releases;

/**
 * The mailings about a post that came before another. A correction, or a language that came later, waits until they are
 * done, and any digest under way: only then it is known who had the post, and in which state.
 */
final class Earlier {

    private final Releases releases;
    private final Mailings mailings;
    private final Deliveries deliveries;

    Earlier(Releases releases, Mailings mailings, Deliveries deliveries) {
        this.releases = releases;
        this.mailings = mailings;
        this.deliveries = deliveries;
    }

    /** @return nothing as long as an earlier mailing is under way */
    Optional<Choice> choice(Mailing mailing, int share) {
        if (mailing.intent().equals(Intent.FIRST)) {
            return Optional.of(new Choice(mailing.intent(), mailing.revision(), Map.of(), mailing.position()));
        }
        List<Mailing> earlier = releases.intents(mailing.postId()).stream()
                .filter(intent -> intent.revision() < mailing.revision())
                .sorted(Comparator.comparingLong(Intent::revision))
                .flatMap(intent -> mailings.find(Mailing.id(intent)).stream())
                .toList();
        boolean isUnderWay = earlier.stream()
                .flatMap(before -> mailings.shares(before).stream())
                .anyMatch(Earlier::isUnderWay);
        return isUnderWay || isDigestUnderWay()
                ? Optional.empty()
                : Optional.of(new Choice(
                        mailing.intent(),
                        mailing.revision(),
                        deliveries.of(earlier, deliveries.partitions(mailing, share)),
                        mailing.position()));
    }

    /** One that is held looks at its posts again before it goes on, and then finds them as they are now. */
    private boolean isDigestUnderWay() {
        return mailings.openDigests().stream()
                .anyMatch(digest -> mailings.hold(digest).isEmpty());
    }

    private static boolean isUnderWay(Share share) {
        return !share.done();
    }
}
