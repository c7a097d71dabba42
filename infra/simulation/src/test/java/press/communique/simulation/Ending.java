package press.communique.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import press.communique.simulation.cloud.Buckets;
import press.communique.simulation.cloud.Deployment;
import press.communique.simulation.cloud.Mails;
import press.communique.simulation.cloud.PublicSite;
import press.communique.simulation.cloud.World;

/** What must hold when everything is quiet again: by the answers of the API, the site's files and SES's log. */
final class Ending {

    private static final DateTimeFormatter DIGEST =
            DateTimeFormatter.ofPattern("'digest-'uuuu-MM-dd'T'HHmm'Z'").withZone(ZoneOffset.UTC);

    /** While the end settles a digest may be due so long before it is opened. */
    private static final long LONGEST_BETWEEN_TICKS = 20 * World.MINUTE;

    private static final Pattern TITLE = Pattern.compile("News tk\\d+x");

    private final World world;
    private final Apis apis;
    private final Books books;
    private final Deployment stack;
    private final MailWatch mailed;
    private final Consumer<String> violated;
    private final Map<String, JsonNode> posts = new LinkedHashMap<>();

    Ending(World world, Apis apis, Books books, Deployment stack, MailWatch mailed, Consumer<String> violated) {
        this.world = world;
        this.apis = apis;
        this.books = books;
        this.stack = stack;
        this.mailed = mailed;
        this.violated = violated;
        String next = "";
        do {
            JsonNode page = apis.now("GET", "/api/posts?limit=100" + next, null).json();
            page.path("items").forEach(item -> posts.put(item.path("id").asText(), item));
            next = page.path("next").isTextual()
                    ? "&cursor=" + page.path("next").asText()
                    : "";
        } while (!next.isEmpty());
    }

    // ---------------------------------------------------------------- Site

    void site() {
        for (Books.Post known : books.posts.values()) {
            if (known.id != null && !posts.containsKey(known.id)) {
                violated.accept("Post " + known.id + " was acknowledged and is not there");
            }
        }
        long asked = books.posts.values().stream().distinct().count();
        if (posts.size() > asked) {
            violated.accept("There are " + posts.size() + " posts, and " + asked + " were asked for");
        }
        for (String id : posts.keySet()) {
            site(id, apis.now("GET", "/api/posts/" + id, null).json());
        }
    }

    private void site(String id, JsonNode post) {
        long acknowledged = books.posts.values().stream()
                .filter(known -> id.equals(known.id))
                .flatMap(known -> known.releases.stream())
                .mapToLong(release -> release.revision)
                .max()
                .orElse(-1);
        JsonNode live = post.path("live");
        String state = post.path("state").asText();
        boolean isShown = live.isObject() && !state.equals("withdrawn");
        if (acknowledged > 0
                && state.equals("published")
                && live.path("revision").asLong(-1) < acknowledged) {
            violated.accept("Post " + id + " was released as revision " + acknowledged + ", and live is " + live);
            return;
        }
        if (state.equals("withdrawn")) {
            withdrawn(id, post);
        } else if (isShown) {
            shown(id, post, live.path("revision").asLong());
        }
    }

    /** What was published at once shows the text of that revision; what waited for its time, the text that it was made for. */
    private void shown(String id, JsonNode post, long revision) {
        boolean isAtOnce = books.posts.values().stream()
                .filter(known -> id.equals(known.id))
                .flatMap(known -> known.releases.stream())
                .anyMatch(release -> release.revision == revision);
        JsonNode then = apis.now("GET", "/api/posts/" + id + "/revisions/" + revision, null)
                .json();
        JsonNode content = then.has("editions") ? then : then.path("content");
        if (!content.path("editions").isObject()) {
            throw new IllegalStateException("No text in " + then);
        }
        var languages = new ArrayList<>(List.of("en"));
        if (isAtOnce && content.path("editions").has("fr")) {
            languages.add("fr");
        }
        languages.forEach(language -> {
            String path = path(post, language);
            String page = text(PublicSite.key(path));
            Matcher heading = TITLE.matcher(page == null ? "" : page);
            if (!heading.find()) {
                violated.accept("Post " + id + " has no page at " + path);
                return;
            }
            String title = isAtOnce
                    ? content.path("editions").path(language).path("title").asText()
                    : heading.group();
            if (!page.contains(title)) {
                violated.accept("Post " + id + " does not show " + title + " at " + path);
            }
            for (String list : isAtOnce ? lists(content, language) : lists(null, language)) {
                String shown = text(list);
                if (shown == null || !shown.contains(path)) {
                    violated.accept("Post " + id + " is live and not in " + list);
                } else if (!shown.contains(title)) {
                    violated.accept(list + " shows an older title of post " + id + " than " + title);
                }
            }
        });
    }

    private static String path(JsonNode post, String language) {
        String url = post.path("urls").path(language).asText();
        return url.startsWith(Deployment.SITE) ? url.substring(Deployment.SITE.length()) : url;
    }

    private static List<String> lists(JsonNode content, String language) {
        String prefix = language.equals("en") ? "" : language + "/";
        var lists = new ArrayList<String>();
        var names = new ArrayList<String>();
        names.add("news");
        if (content != null) {
            names.add("type/" + content.path("type").asText());
            content.path("topics").forEach(topic -> names.add("topic/" + topic.asText()));
        }
        for (String name : names) {
            lists.add(prefix + name + "/index.html");
            for (String form : List.of("rss", "atom", "json")) {
                lists.add(prefix + "feeds/" + name + "." + form);
            }
        }
        return lists;
    }

    private void withdrawn(String id, JsonNode post) {
        post.path("urls").fieldNames().forEachRemaining(language -> {
            String path = path(post, language);
            stack.site().forEach((key, file) -> {
                if (!SiteWatch.isPost(key) && text(key).contains(path)) {
                    violated.accept("Post " + id + " is withdrawn and in " + key);
                }
            });
            String page = text(PublicSite.key(path));
            if (page != null && !SiteWatch.bodies(page).isEmpty()) {
                violated.accept("Post " + id + " is withdrawn and shown at " + path);
            }
        });
    }

    private String text(String key) {
        Buckets.Stored file = stack.site().get(key);
        return file == null ? null : text(file.bytes());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    // ---------------------------------------------------------------- Mail

    void mails() {
        for (JsonNode post : posts.values()) {
            String id = post.path("id").asText();
            for (JsonNode receipt : apis.now("GET", "/api/posts/" + id + "/receipts?limit=100", null)
                    .json()
                    .path("items")) {
                JsonNode email = receipt.path("channels").path("email");
                if (email.isObject() && email.has("audience")) {
                    balance(id, email);
                }
                receipt.path("digests").forEach(digest -> balance(id, digest));
            }
        }
        books.posts.values().stream().distinct().forEach(this::everybodyHeard);
    }

    private void balance(String post, JsonNode counts) {
        long sum = 0;
        for (String kind : List.of("accepted", "rejected", "excluded", "uncertain", "pending")) {
            sum += counts.path(kind).asLong();
            if (counts.path(kind).asLong() < 0) {
                violated.accept("Receipts of post " + post + " have fewer than no " + kind + ": " + counts);
            }
        }
        if (sum != counts.path("audience").asLong()) {
            violated.accept("Receipts of post " + post + " do not balance: " + counts);
        }
        if (counts.path("pending").asLong() > 0
                && !counts.path("state").asText().equals("paused")) {
            violated.accept("Receipts of post " + post + " are still pending: " + counts);
        }
    }

    /** Whoever was a reader for certain, from before the release to the end, was mailed, or the books say why not. */
    private void everybodyHeard(Books.Post post) {
        if (post.id == null || post.releases.isEmpty() || !post.withdrawals.isEmpty()) {
            return;
        }
        Books.Release first = post.releases.get(0);
        if (!first.notify || !first.asked.isGranted || first.revision < 0) {
            return;
        }
        String mailing = post.id + "-first";
        JsonNode counts = null;
        for (JsonNode receipt : apis.now("GET", "/api/posts/" + post.id + "/receipts?limit=100", null)
                .json()
                .path("items")) {
            if (receipt.path("revision").asLong() == first.revision
                    && receipt.path("channels").path("email").isObject()) {
                counts = receipt.path("channels").path("email");
            }
        }
        if (counts == null) {
            // A later release may have come before it: then the intent is answered for by that one's receipt.
            return;
        }
        int accepted = mailed.total(mailing);
        if (accepted < counts.path("accepted").asLong()
                || accepted
                        > counts.path("accepted").asLong()
                                + counts.path("uncertain").asLong()
                                + counts.path("rejected").asLong()) {
            violated.accept("Of mailing " + mailing + " SES accepted " + accepted + ", and the receipts say " + counts);
        }
        long otherwise = counts.path("rejected").asLong()
                + counts.path("uncertain").asLong()
                + counts.path("excluded").asLong();
        for (Books.Reader reader : books.readers.values()) {
            boolean isCertain = reader.requests.size() == 1
                    && reader.requests.get(0).what.equals("immediate")
                    && reader.changes.isEmpty()
                    && reader.departures.isEmpty()
                    && reader.bouncesFrom == Books.NEVER
                    && reader.confirmations.stream()
                            .anyMatch(confirmed -> confirmed.isGranted && confirmed.ended < first.asked.begun);
            if (isCertain && mailed.times(mailing, reader.address) == 0 && otherwise == 0) {
                violated.accept(reader.address + " was never sent mailing " + mailing + ": " + counts);
            }
        }
    }

    // ---------------------------------------------------------------- Channels

    /** A channel hears of everything that is live. */
    void channel() {
        posts.forEach((id, post) -> {
            JsonNode live = apis.now("GET", "/api/posts/" + id, null).json().path("live");
            String message = "{\"post\":\"" + id + "\",\"revision\":" + live.path("revision") + "}";
            if (live.isObject() && !stack.channel().heard().contains(message)) {
                violated.accept("The channel never heard " + message);
            }
        });
    }

    // ---------------------------------------------------------------- Nothing changes any more

    /** All files of the site, how many mails there were, and when. */
    record Picture(Map<String, byte[]> files, int mails, long at) {}

    Picture picture() {
        var files = new TreeMap<String, byte[]>();
        stack.site().forEach((key, file) -> files.put(key, file.bytes()));
        return new Picture(files, stack.mails().accepted().size(), world.now());
    }

    void same(Picture before, String after) {
        Picture now = picture();
        if (stack.mails().accepted().subList(before.mails(), now.mails()).stream()
                .anyMatch(mail -> !isDueSince(before, mail))) {
            violated.accept("Mails were sent by " + after);
        }
        for (String key : before.files().keySet()) {
            if (!now.files().containsKey(key)) {
                violated.accept(key + " is gone after " + after);
            } else if (!Arrays.equals(before.files().get(key), now.files().get(key))) {
                violated.accept(key + " is another file after " + after + ": "
                        + difference(
                                text(before.files().get(key)), text(now.files().get(key))));
            }
        }
        for (String key : now.files().keySet()) {
            if (!before.files().containsKey(key)) {
                violated.accept(key + " is there only after " + after);
            }
        }
    }

    /** A digest comes by the clock, whatever is done; that it comes once {@link MailWatch} sees. */
    private static boolean isDueSince(Picture before, Mails.Accepted mail) {
        String mailing = mail.tags().getOrDefault("mailing", "");
        return mailing.startsWith("digest-")
                && Instant.from(DIGEST.parse(mailing)).isAfter(World.instant(before.at() - LONGEST_BETWEEN_TICKS));
    }

    /** What was and what is, from a little before the first place where they differ. */
    private static String difference(String was, String is) {
        int at = 0;
        while (at < Math.min(was.length(), is.length()) && was.charAt(at) == is.charAt(at)) {
            at++;
        }
        int from = Math.max(0, at - 40);
        return "{" + was.substring(from, Math.min(was.length(), at + 60)) + "} became {"
                + is.substring(from, Math.min(is.length(), at + 60)) + "}";
    }
}
