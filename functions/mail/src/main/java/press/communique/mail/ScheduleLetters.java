package press.communique.mail;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import press.communique.core.post.Released;
import press.communique.core.post.ScheduledRelease;
import press.communique.core.site.SiteSettings;
import press.communique.mail.outbox.Mail;
import press.communique.mail.outbox.Sender;
import press.communique.mail.text.ScheduleMails;
import press.communique.store.posts.Receipts;
import press.communique.store.posts.Releases;
import press.communique.store.posts.ScheduledReleases;
import press.communique.store.site.Sites;

/** Tells whoever scheduled a post, once, that it is live, or that it is not, and why. */
final class ScheduleLetters {

    private final ScheduledReleases scheduled;
    private final Releases releases;
    private final Receipts receipts;
    private final Sites sites;
    private final URI siteUrl;
    private final OneLetter once;

    ScheduleLetters(
            ScheduledReleases scheduled,
            Releases releases,
            Receipts receipts,
            Sites sites,
            URI siteUrl,
            OneLetter once) {
        this.scheduled = scheduled;
        this.releases = releases;
        this.receipts = receipts;
        this.sites = sites;
        this.siteUrl = siteUrl;
        this.once = once;
    }

    /** Leave if it is over; claim; send once; note the answer. What cannot be known is not sent again. */
    void send(String postId, long revision, Instant end) {
        Optional<ScheduledRelease> found = scheduled.find(postId, revision);
        if (found.isEmpty()) {
            return;
        }
        ScheduledRelease release = found.get();
        if (release.tell().isEmpty()) {
            once.drop(scheduled.letter(postId, revision), "nobody to tell");
            return;
        }
        SiteSettings site = sites.current();
        once.send(
                end,
                scheduled.letter(postId, revision),
                Sender.of(site, site.defaultLanguage()),
                () -> mail(release, site));
    }

    private Mail mail(ScheduledRelease release, SiteSettings site) {
        var mails = new ScheduleMails(site, siteUrl);
        Optional<String> failure = release.failure().or(() -> failure(release));
        boolean isLive = releases.live(release.postId())
                .filter(live -> live.revision() >= release.revision())
                .isPresent();
        Optional<Released> post = releases.outline(release.postId());
        return isLive && failure.isEmpty()
                ? mails.live(release, post.orElseThrow())
                : mails.notLive(release, failure.orElse("pending"));
    }

    private Optional<String> failure(ScheduledRelease release) {
        return receipts.of(release.postId()).stream()
                .filter(receipt -> receipt.revision() == release.revision())
                .flatMap(receipt -> receipt.failure().stream())
                .findFirst();
    }
}
