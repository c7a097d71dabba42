package press.communique.api.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import press.communique.api.http.Json;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.core.audience.Frequency;
import press.communique.core.mail.Books;
import press.communique.core.mail.Forecast;
import press.communique.core.mail.HeldBack;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Progress;
import press.communique.core.mail.Returned;
import press.communique.core.post.Post;
import press.communique.core.post.ScheduledRelease;
import press.communique.store.mailing.Mailings;
import press.communique.store.mailing.Told;
import press.communique.store.posts.Receipts;
import press.communique.store.posts.Releases;
import press.communique.store.posts.ScheduledReleases;

/** What every channel did with each release of a post, newest first. */
public final class ReceiptRoute {

    /** Of each kind; whoever has more under way than that has other worries than the rest of the list. */
    private static final int MOST_OPEN = 1_000;

    private static final long HIGHEST = 9_999_999_999L;
    private static final String PLACE = "[0-9A-Z]{26}/[0-9]{10}";

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
        Post post = posts.find(request);
        int limit = Limit.of(request);
        long before = request.query("cursor")
                .map(cursor -> NumberCursor.decode(cursor, post.revision()))
                .orElse(Long.MAX_VALUE);
        List<Releases.Asked> asked = releases.asked(post.id());
        List<Row> rows = rows(post, asked).stream()
                .filter(row -> row.revision() < before)
                .toList();
        List<Row> page = rows.stream().limit(limit).toList();
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        items(post, page, asked).forEach(items::add);
        json.put(
                "next",
                rows.size() > limit ? NumberCursor.encode(page.get(limit - 1).revision()) : null);
        return Reply.json(200, Json.write(json));
    }

    /** What is still under way, over all posts: of the oldest posts first, each with its post. */
    public Reply open(Request request) {
        if (!request.query("open").orElse("").equals("true")) {
            throw new ProblemReply(400, "bad-query", "Ask for open=true: receipts of one post stand under the post.");
        }
        int limit = Limit.of(request);
        String after = request.query("cursor")
                .map(given -> Cursor.decode(given, PLACE))
                .orElse("");
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        json.putNull("next");
        for (String id : underWay()) {
            if (id.compareTo(after.split("/")[0]) < 0) {
                continue;
            }
            List<ObjectNode> open = posts.findVisible(request, id).map(this::items).orElse(List.of()).stream()
                    .filter(ReceiptRoute::isOpen)
                    .filter(item -> place(id, item).compareTo(after) > 0)
                    .toList();
            for (ObjectNode item : open) {
                if (items.size() == limit) {
                    JsonNode last = items.get(limit - 1);
                    json.put("next", Cursor.encode(place(last.get("post").asText(), last)));
                    return Reply.json(200, Json.write(json));
                }
                items.add(item.put("post", id));
            }
        }
        return Reply.json(200, Json.write(json));
    }

    private SortedSet<String> underWay() {
        Instant soon = clock.instant().plus(WORKED_AT);
        var underWay = new TreeSet<String>();
        underWay.addAll(releases.open(Releases.Open.RELEASE, soon, MOST_OPEN));
        underWay.addAll(releases.open(Releases.Open.INTENT, soon, MOST_OPEN));
        // A digest is about no post in particular, and leaves no release open.
        mailings.underWay(soon).stream()
                .filter(mailing -> !Mailing.isDigestId(mailing))
                .forEach(mailing -> underWay.add(mailing.substring(0, mailing.indexOf('-'))));
        return underWay;
    }

    /** Where a receipt stands in the list of open ones: a post's newest first. */
    private static String place(String post, JsonNode receipt) {
        return String.format(
                Locale.ROOT, "%s/%010d", post, HIGHEST - receipt.get("revision").asLong());
    }

    private static boolean isOpen(ObjectNode receipt) {
        JsonNode email = receipt.at("/channels/email");
        return receipt.at("/channels/site/state").asText().equals("pending")
                || email.path("pending").asLong() > 0
                || List.of("pending", "paused", "sending")
                        .contains(email.path("state").asText());
    }

    /** A release, and how the site fared with it: nothing yet, or nothing any more if a later one came before it was done. */
    private record Row(long revision, Instant releasedAt, Optional<Receipts.Receipt> settled, boolean superseded) {}

    /** Newest first. */
    private List<Row> rows(Post post, List<Releases.Asked> asked) {
        var rows = new TreeMap<Long, Row>(Comparator.reverseOrder());
        asked.forEach(mail -> rows.put(
                mail.intent().revision(), new Row(mail.intent().revision(), mail.at(), Optional.empty(), true)));
        post.released()
                .ifPresent(release -> rows.put(
                        release.revision(),
                        new Row(release.revision(), release.releasedAt(), Optional.empty(), false)));
        receipts.of(post.id())
                .forEach(receipt -> rows.put(
                        receipt.revision(),
                        new Row(receipt.revision(), receipt.releasedAt(), Optional.of(receipt), false)));
        return List.copyOf(rows.values());
    }

    private List<ObjectNode> items(Post post) {
        List<Releases.Asked> asked = releases.asked(post.id());
        return items(post, rows(post, asked), asked);
    }

    private List<ObjectNode> items(Post post, List<Row> rows, List<Releases.Asked> asked) {
        var items = new ArrayList<ObjectNode>();
        for (Row row : rows) {
            ObjectNode item = Json.object()
                    .put("revision", row.revision())
                    .put("releasedAt", row.releasedAt().toString());
            items.add(item);
            ObjectNode channels = item.putObject("channels");
            site(channels.putObject("site"), row)
                    .setAll(row.settled()
                            .map(receipt -> Json.object().put("files", receipt.files()))
                            .orElseGet(Json::object));
            site(channels.putObject("feeds"), row);
            email(item, channels, row.revision(), asked);
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

    private static ObjectNode site(ObjectNode channel, Row row) {
        if (row.settled().isEmpty()) {
            return channel.put("state", row.superseded() ? "superseded" : "pending");
        }
        Receipts.Receipt receipt = row.settled().get();
        receipt.liveAt().ifPresentOrElse(at -> channel.put("state", "live").put("at", at.toString()), () -> channel.put(
                        "state", "failed")
                .put("reason", receipt.failure().orElse("unknown")));
        return channel;
    }

    /** The mailings that belong to the release are those whose intents came from it. */
    private void email(ObjectNode item, ObjectNode channels, long revision, List<Releases.Asked> asked) {
        List<Releases.Asked> own = asked.stream()
                .filter(each -> each.intent().revision() == revision)
                .toList();
        if (own.isEmpty()) {
            return;
        }
        ObjectNode email = channels.putObject("email");
        var begun = new ArrayList<Progress>();
        var states = new ArrayList<String>();
        for (Releases.Asked each : own) {
            Optional<Progress> progress = mailings.progress(Mailing.id(each.intent()));
            progress.ifPresent(begun::add);
            states.add(progress.map(MailingRoutes::state).orElseGet(() -> withoutMailing(each)));
            if (progress.isEmpty()) {
                each.heldFor().ifPresent(stored -> reason(email, stored));
            }
        }
        email.put("state", leastFar(states));
        BooksJson.put(
                email,
                begun.stream().map(Progress::books).reduce(Books.EMPTY, Books::plus),
                begun.stream().map(Progress::returned).reduce(Returned.NONE, Returned::plus),
                begun.stream().flatMap(each -> each.forecast().stream()).reduce(Forecast::and));
        if (begun.stream().anyMatch(Progress::inSandbox)) {
            email.put("sandbox", true);
        }
        digests(item, begun);
    }

    private static void reason(ObjectNode email, String stored) {
        Optional<HeldBack> known = HeldBack.of(stored);
        email.put("reason", known.map(HeldBack::sentence).orElse(stored));
        known.ifPresent(why -> email.put("reasonCode", why.code()));
    }

    /** None was opened, or none will be: the post was withdrawn first, or a person has to decide whether it still is news. */
    private static String withoutMailing(Releases.Asked asked) {
        return asked.outcome().isEmpty() ? "pending" : asked.heldFor().isPresent() ? "stopped" : "cancelled";
    }

    /** Counted apart: readers may hear of a release in a digest long after its own mailing is done. */
    private void digests(ObjectNode item, List<Progress> mailed) {
        List<Long> positions = mailed.stream()
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

    private static String leastFar(List<String> states) {
        return states.stream()
                .min(Comparator.comparing(
                        List.of("pending", "paused", "sending", "stopped", "cancelled", "sent")::indexOf))
                .orElseThrow();
    }
}
