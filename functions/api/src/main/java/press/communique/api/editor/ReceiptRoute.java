package press.communique.api.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import press.communique.api.http.Json;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.core.mail.Books;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Progress;
import press.communique.core.post.Intent;
import press.communique.core.post.Post;
import press.communique.core.post.Release;
import press.communique.store.mailing.Mailings;
import press.communique.store.posts.Receipts;
import press.communique.store.posts.Releases;

/** What every channel did with each release of a post, newest first. */
public final class ReceiptRoute {

    private final PostRoutes posts;
    private final Receipts receipts;
    private final Releases releases;
    private final Mailings mailings;

    public ReceiptRoute(PostRoutes posts, Receipts receipts, Releases releases, Mailings mailings) {
        this.posts = posts;
        this.receipts = receipts;
        this.releases = releases;
        this.mailings = mailings;
    }

    public Reply list(Request request) {
        Post post = posts.find(request);
        List<Intent> intents = releases.intents(post.id());
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        List<Receipts.Receipt> settled = receipts.of(post.id());
        post.released().filter(release -> isUnderWay(release, settled)).ifPresent(release -> {
            ObjectNode item = items.addObject();
            ObjectNode channels = start(item, release.revision(), release.releasedAt());
            channels.putObject("site").put("state", "pending");
            channels.putObject("feeds").put("state", "pending");
            email(channels, release.revision(), intents);
        });
        for (Receipts.Receipt receipt : settled) {
            ObjectNode channels = start(items.addObject(), receipt.revision(), receipt.releasedAt());
            site(channels.putObject("site"), receipt).put("files", receipt.files());
            site(channels.putObject("feeds"), receipt);
            email(channels, receipt.revision(), intents);
        }
        json.putNull("next");
        return Reply.json(200, Json.write(json));
    }

    private static boolean isUnderWay(Release release, List<Receipts.Receipt> settled) {
        return settled.stream().noneMatch(receipt -> receipt.revision() == release.revision());
    }

    private static ObjectNode start(ObjectNode item, long revision, Instant releasedAt) {
        return item.put("revision", revision)
                .put("releasedAt", releasedAt.toString())
                .putObject("channels");
    }

    private static ObjectNode site(ObjectNode channel, Receipts.Receipt receipt) {
        receipt.liveAt()
                .ifPresentOrElse(
                        at -> channel.put("state", "live").put("at", at.toString()),
                        () -> channel.put("state", "failed"));
        return channel;
    }

    /** The mailing belongs to the release whose intent it came from. */
    private void email(ObjectNode channels, long revision, List<Intent> intents) {
        Optional<Intent> intent =
                intents.stream().filter(each -> each.revision() == revision).findFirst();
        if (intent.isEmpty()) {
            return;
        }
        ObjectNode email = channels.putObject("email");
        Optional<Progress> progress = mailings.progress(Mailing.id(intent.get()));
        Books books = progress.map(Progress::books).orElse(Books.EMPTY);
        email.put("state", progress.map(ReceiptRoute::state).orElse("pending"))
                .put("audience", books.audience())
                .put("accepted", books.accepted())
                .put("rejected", books.rejected())
                .put("excluded", books.excluded())
                .put("uncertain", books.uncertain())
                .put("pending", books.pending());
    }

    private static String state(Progress progress) {
        return progress.stopped().isPresent() ? "stopped" : progress.done() ? "sent" : "sending";
    }
}
