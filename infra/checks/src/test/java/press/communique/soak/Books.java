package press.communique.soak;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What must hold at the end, from what the stack answers and what SES's own log says, and nothing from the tables. */
final class Books {

    /** A batch whose sender died is called uncertain after some minutes. */
    private static final Duration LONGEST_STILL = Duration.ofMinutes(12);

    private static final Duration LONGEST = Duration.ofHours(1);

    private static final Duration BETWEEN = Duration.ofSeconds(1);
    private static final Pattern NUMBER = Pattern.compile("No\\. \\d+-\\d+:");
    private static final Pattern LINK = Pattern.compile("href=\"(?:https?://[^/\"]+)?(/[^\"#?]*)\"");

    private final Running stack;
    private final Readers readers;
    private final SesLog log;
    private final List<Story.Post> posts;
    private final List<String> wrong = new ArrayList<>();

    Books(Running stack, Readers readers, SesLog log, List<Story.Post> posts) {
        this.stack = stack;
        this.readers = readers;
        this.log = log;
        this.posts = posts;
    }

    List<String> check() throws Exception {
        quiet();
        site();
        lists();
        mails();
        return wrong;
    }

    /** Until nothing is open any more; mails that still go out are waited for as long as it takes. */
    private void quiet() throws Exception {
        long end = System.nanoTime() + LONGEST.toNanos();
        long changed = System.nanoTime();
        int mails = log.mails().size();
        String open = open();
        while (!open.isEmpty() && System.nanoTime() < Math.min(end, changed + LONGEST_STILL.toNanos())) {
            Thread.sleep(BETWEEN.toMillis());
            if (log.mails().size() > mails) {
                mails = log.mails().size();
                changed = System.nanoTime();
            }
            open = open();
        }
        if (!open.isEmpty()) {
            wrong.add("open although nothing goes on: " + open);
        }
    }

    private String open() throws Exception {
        JsonNode behind = Front.json(get("/api/health")).path("behind");
        for (String channel : List.of("site", "feeds", "email")) {
            if (behind.path(channel).asLong() > 0) {
                return channel + " " + behind;
            }
        }
        for (Story.Post post : posts) {
            JsonNode receipts = receipts(post);
            for (JsonNode receipt : receipts) {
                if (!List.of("live", "superseded")
                        .contains(receipt.at("/channels/site/state").asText())) {
                    return post.sign() + " " + receipt;
                }
                JsonNode email = receipt.at("/channels/email");
                if (email.path("pending").asInt() > 0
                        || email.path("state").asText().equals("pending")) {
                    return post.sign() + " " + email;
                }
            }
        }
        return "";
    }

    /** Each page as it was last acknowledged, and the whole site as a rebuild would make it. */
    private void site() throws Exception {
        for (Story.Post post : posts) {
            HttpResponse<String> page = get(post.url);
            if (post.withdrawn ? page.body().contains(post.title) : !page.body().contains(post.title)) {
                wrong.add(post.url + " (" + page.statusCode() + ") should " + (post.withdrawn ? "not " : "") + "show "
                        + post.title);
            }
        }
        JsonNode check = Front.json(get("/_local/check"));
        if (!check.path("differences").isEmpty() || check.path("files").asInt() == 0) {
            wrong.add("the site is not what a rebuild would make of it: " + check);
        }
        System.out.printf(
                "  %d files, as a rebuild would write them%n",
                check.path("files").asInt());
    }

    /** Every post that stands is in the lists and no other, and once in the table. */
    private void lists() throws Exception {
        Set<String> listed = new HashSet<>();
        Set<String> own = new HashSet<>();
        posts.forEach(post -> own.add(path(post)));
        Set<String> pages = new LinkedHashSet<>(Set.of("/news/"));
        for (List<String> todo = List.copyOf(pages); !todo.isEmpty(); ) {
            var next = new ArrayList<String>();
            for (String page : todo) {
                Matcher link = LINK.matcher(get(page).body());
                while (link.find()) {
                    if (own.contains(link.group(1))) {
                        listed.add(link.group(1));
                    } else if (link.group(1).startsWith("/news/") && pages.add(link.group(1))) {
                        next.add(link.group(1));
                    }
                }
            }
            todo = next;
        }
        String feed = get("/feeds/news.json").body();
        Map<String, Integer> inTable = new HashMap<>();
        String cursor = "";
        do {
            JsonNode list = Front.json(stack.front()
                    .send("GET", "/api/posts?limit=100" + cursor, null, "Authorization", "Bearer " + stack.editor()));
            for (JsonNode item : list.path("items")) {
                Matcher number = NUMBER.matcher(item.toString());
                if (number.find()) {
                    inTable.merge(number.group(), 1, Integer::sum);
                }
            }
            cursor = list.path("next").isNull()
                    ? ""
                    : "&cursor=" + list.path("next").asText();
        } while (!cursor.isEmpty());
        for (Story.Post post : posts) {
            if (post.withdrawn == listed.contains(path(post))) {
                wrong.add(post.sign() + (post.withdrawn ? " is in a list and withdrawn" : " is in no list"));
            }
            if (post.withdrawn && feed.contains(path(post))) {
                wrong.add(post.sign() + " is in a feed and withdrawn");
            }
            if (inTable.getOrDefault(post.sign(), 0) != 1) {
                wrong.add(post.sign() + " is there " + inTable.getOrDefault(post.sign(), 0) + " times");
            }
        }
    }

    /** Each reader accepted at most once, nobody skipped in silence, and the receipts balance. */
    private void mails() throws Exception {
        Map<String, Map<String, Integer>> sent = new HashMap<>();
        // Answered when all that was accepted is written.
        get("/_local/mail");
        for (SesLog.Accepted mail : log.mails()) {
            Matcher number = NUMBER.matcher(mail.subject());
            if (number.find()) {
                sent.computeIfAbsent(number.group(), post -> new HashMap<>()).merge(mail.to(), 1, Integer::sum);
            }
        }
        int audience = 0;
        int uncertain = 0;
        int mailed = 0;
        for (Story.Post post : posts) {
            Map<String, Integer> to = sent.getOrDefault(post.sign(), Map.of());
            to.forEach((reader, times) -> {
                if (times > 1) {
                    wrong.add(post.sign() + " was mailed " + times + " times to " + reader);
                }
            });
            mailed += to.size();
            if (!post.mailed) {
                if (!to.isEmpty()) {
                    wrong.add(post.sign() + " was mailed, and nobody asked for it");
                }
                continue;
            }
            for (JsonNode receipt : receipts(post)) {
                JsonNode email = receipt.at("/channels/email");
                if (!email.has("audience")) {
                    continue;
                }
                int sum = Stream.of("accepted", "rejected", "excluded", "uncertain", "pending")
                        .mapToInt(name -> email.path(name).asInt())
                        .sum();
                if (sum != email.path("audience").asInt()) {
                    wrong.add(post.sign() + " does not balance: " + email);
                }
                audience += email.path("audience").asInt();
                uncertain += email.path("uncertain").asInt();
                int accepted = email.path("accepted").asInt();
                if (to.size() < accepted
                        || to.size() > accepted + email.path("uncertain").asInt()) {
                    wrong.add(post.sign() + ": SES accepted " + to.size() + ", the receipt says " + email);
                }
                if (email.path("state").asText().equals("cancelled") && post.withdrawn) {
                    continue;
                }
                Set<String> missing = new HashSet<>(post.readers);
                missing.removeAll(to.keySet());
                missing.removeAll(readers.everLeft());
                int named = email.path("uncertain").asInt()
                        + email.path("excluded").asInt()
                        + email.path("rejected").asInt();
                if (missing.size() > named) {
                    wrong.add(post.sign() + ": " + missing.size() + " readers have no mail, and " + email + " names "
                            + named);
                }
            }
        }
        System.out.printf(
                "  %d posts, %d mails of them; audiences of %d readers together, %d uncertain%n",
                posts.size(), mailed, audience, uncertain);
    }

    private JsonNode receipts(Story.Post post) throws Exception {
        return Front.json(stack.front()
                        .send(
                                "GET",
                                "/api/posts/" + post.id + "/receipts?limit=100",
                                null,
                                "Authorization",
                                "Bearer " + stack.editor()))
                .path("items");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return stack.front().send("GET", path, null);
    }

    private static String path(Story.Post post) {
        return java.net.URI.create(post.url).getPath();
    }
}
