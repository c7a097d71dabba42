package press.communique.mail.share;

import java.net.URI;
import java.util.Optional;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.post.Live;
import press.communique.core.post.Release;
import press.communique.core.post.Released;
import press.communique.mail.outbox.Sender;
import press.communique.mail.text.PostMails;
import press.communique.store.posts.Releases;
import press.communique.store.site.Sites;

/** A post as readers have it at this moment, looked up again only when a newer release is there. */
final class PostNow {

    private final Releases releases;
    private final Sites sites;
    private final URI siteUrl;
    private final ReaderTokens tokens;
    private final String postId;
    private Shown shown;

    PostNow(Releases releases, Sites sites, URI siteUrl, ReaderTokens tokens, String postId) {
        this.releases = releases;
        this.sites = sites;
        this.siteUrl = siteUrl;
        this.tokens = tokens;
        this.postId = postId;
    }

    /** The post and what makes mails of it. */
    record Shown(Released post, PostMails mails, Sender sender) {}

    /** Looks at the table, consistently. */
    Matter.State look() {
        Release release = releases.current(postId).orElseThrow();
        if (release.kind() == Release.Kind.WITHDRAW) {
            return Matter.State.WITHDRAWN;
        }
        if (shown != null && shown.post().release().revision() == release.revision()) {
            return Matter.State.SHOWN;
        }
        Optional<Live> live = releases.live(postId);
        if (live.isEmpty() || live.get().revision() < release.revision()) {
            return Matter.State.TURNING;
        }
        Released post = releases.outline(postId).orElseThrow();
        if (post.release().revision() > live.get().revision() || post.isWithdrawn()) {
            return post.isWithdrawn() ? Matter.State.WITHDRAWN : Matter.State.TURNING;
        }
        var site = sites.current();
        shown = new Shown(post, new PostMails(site, siteUrl, tokens), Sender.of(site, site.defaultLanguage()));
        return Matter.State.SHOWN;
    }

    /** As of the last {@link #look} that said {@link Matter.State#SHOWN}. */
    Shown shown() {
        return shown;
    }
}
