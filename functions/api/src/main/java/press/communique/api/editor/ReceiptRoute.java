package press.communique.api.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.api.http.Json;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.core.audience.Frequency;
import press.communique.core.mail.Books;
import press.communique.core.mail.Forecast;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Progress;
import press.communique.core.mail.Returned;
import press.communique.core.post.Intent;
import press.communique.core.post.Post;
import press.communique.core.post.Release;
import press.communique.core.post.ScheduledRelease;
import press.communique.store.mailing.Mailings;
import press.communique.store.mailing.Told;
import press.communique.store.posts.Receipts;
import press.communique.store.posts.Releases;
import press.communique.store.posts.ScheduledReleases;

/** What every channel did with each release of a post, newest first. */
public final class ReceiptRoute {

    /** Of each kind; whoever has more under way than that has other worries than the rest of the list. */
    private static final int MOST_OPEN = 100;

    /** What is being worked at counts as open from a moment to come. */
    private static final Duration WORKED_AT = Duration.ofDays(1);

    private final PostRoutes posts;
    private final Receipts receipts;
    private final ScheduledReleases scheduled;
    private final Releases releases;
    private final Mailings mailings;
    private final Told told;
    private final InstantSource clock;

    public ReceiptRoute(
            PostRoutes posts,
            Receipts receipts,
            ScheduledReleases scheduled,
            Releases releases,
            Mailings mailings,
            Told told,
            InstantSource clock) {
        this.posts = posts;
        this.receipts = receipts;
        this.scheduled = scheduled;
        this.releases = releases;
        this.mailings = mailings;
        this.told = told;
        this.clock = clock;
    }

    public Reply list(Request request) {
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        items(posts.find(request)).forEach(items::add);
        json.putNull("next");
        return Reply.json(200, Json.write(json));
    }

    /** What is still under way, over all posts: the oldest releases first, each with its post. */
    public Reply open(Request request) {
        if (!request.query("open").orElse("").equals("true")) {
            throw new ProblemReply(400, "bad-query", "Ask for open=true: receipts of one post stand under the post.");
        }
        Instant now = clock.instant();
        var underWay = new LinkedHashSet<String>();
        underWay.addAll(releases.open(Releases.Open.RELEASE, now.plus(WORKED_AT), MOST_OPEN));
        underWay.addAll(releases.open(Releases.Open.INTENT, now.plus(WORKED_AT), MOST_OPEN));
        // A digest is about no post in particular, and leaves no release open.
        mailings.left(now.plus(WORKED_AT), MOST_OPEN).stream()
                .map(Mailings.Left::mailing)
                .filter(mailing -> !Mailing.isDigestId(mailing))
                .forEach(mailing -> underWay.add(mailing.substring(0, mailing.indexOf('-'))));
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        for (String id : underWay) {
            posts.findVisible(request, id).ifPresent(post -> items(post).stream()
                    .filter(ReceiptRoute::isOpen)
                    .forEach(item -> items.add(item.put("post", id))));
        }
        json.putNull("next");
        return Reply.json(200, Json.write(json));
    }

    private static boolean isOpen(ObjectNode receipt) {
        String email = receipt.at("/channels/email/state").asText("sent");
        return receipt.at("/channels/site/state").asText().equals("pending")
                || email.equals("pending")
                || email.equals("paused")
                || email.equals("sending");
    }

    /** Newest first. */
    private List<ObjectNode> items(Post post) {
        List<Intent> intents = releases.intents(post.id());
        var items = new ArrayList<ObjectNode>();
        List<Receipts.Receipt> settled = receipts.of(post.id());
        post.released().filter(release -> isUnderWay(release, settled)).ifPresent(release -> {
            ObjectNode item = Json.object();
            items.add(item);
            ObjectNode channels = start(item, release.revision(), release.releasedAt());
            channels.putObject("site").put("state", "pending");
            channels.putObject("feeds").put("state", "pending");
            email(item, channels, release.revision(), intents);
        });
        for (Receipts.Receipt receipt : settled) {
            ObjectNode item = Json.object();
            items.add(item);
            ObjectNode channels = start(item, receipt.revision(), receipt.releasedAt());
            site(channels.putObject("site"), receipt).put("files", receipt.files());
            site(channels.putObject("feeds"), receipt);
            email(item, channels, receipt.revision(), intents);
        }
        scheduled.of(post.id()).forEach(release -> items.stream()
                .filter(item -> item.get("revision").asLong() == release.revision())
                .forEach(item -> punctuality(item, release)));
        return items;
    }

    private static void punctuality(ObjectNode item, ScheduledRelease release) {
        item.put("scheduledFor", release.scheduledFor().toString());
        release.publicAt()
                .ifPresent(at -> item.put(
                        "latenessMs",
                        Duration.between(release.scheduledFor(), at).toMillis()));
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
        receipt.liveAt().ifPresentOrElse(at -> channel.put("state", "live").put("at", at.toString()), () -> channel.put(
                        "state", "failed")
                .put("reason", receipt.failure().orElse("unknown")));
        return channel;
    }

    /** The mailings that belong to the release are those whose intents came from it. */
    private void email(ObjectNode item, ObjectNode channels, long revision, List<Intent> intents) {
        List<Intent> mailed =
                intents.stream().filter(each -> each.revision() == revision).toList();
        if (mailed.isEmpty()) {
            return;
        }
        ObjectNode email = channels.putObject("email");
        List<Optional<Progress>> progress = mailed.stream()
                .map(intent -> mailings.progress(Mailing.id(intent)))
                .toList();
        Books books =
                progress.stream().flatMap(Optional::stream).map(Progress::books).reduce(Books.EMPTY, Books::plus);
        email.put("state", state(progress));
        List<Progress> begun = progress.stream().flatMap(Optional::stream).toList();
        BooksJson.put(
                email,
                books,
                begun.stream().map(Progress::returned).reduce(Returned.NONE, Returned::plus),
                begun.stream().flatMap(each -> each.forecast().stream()).reduce(Forecast::and));
        if (begun.stream().anyMatch(Progress::inSandbox)) {
            email.put("sandbox", true);
        }
        digests(item, progress);
    }

    /** Counted apart: readers may hear of a release in a digest long after its own mailing is done. */
    private void digests(ObjectNode item, List<Optional<Progress>> mailed) {
        List<Long> positions = mailed.stream()
                .flatMap(Optional::stream)
                .map(progress -> progress.mailing().position())
                .filter(position -> position > 0)
                .toList();
        if (!positions.isEmpty()) {
            ObjectNode digests = item.putObject("digests");
            List<Map<Frequency, Books>> books =
                    positions.stream().map(told::books).toList();
            for (Frequency pace : List.of(Frequency.DAILY, Frequency.WEEKLY)) {
                BooksJson.put(
                        digests.putObject(pace.word()),
                        books.stream()
                                .map(each -> each.getOrDefault(pace, Books.EMPTY))
                                .reduce(Books.EMPTY, Books::plus));
            }
        }
    }

    /** Of several mailings that of the one that is least far. */
    private static String state(List<Optional<Progress>> mailings) {
        return mailings.stream()
                .map(progress -> progress.map(MailingRoutes::state).orElse("pending"))
                .min(Comparator.comparing(
                        List.of("pending", "paused", "sending", "stopped", "cancelled", "sent")::indexOf))
                .orElseThrow();
    }
}
