package press.communique.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What an editor did, one thing after the other, each until it was answered. Only what was acknowledged is remembered, and
 * nothing is begun while something is unanswered, so that what must be there is known exactly.
 */
final class Story {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_PAUSE_MILLIS = 2_000;

    /** A post as it must be. */
    static final class Post {
        final String id;
        final String url;
        final String number;
        final boolean mailed;
        final Set<String> readers;
        volatile String title;
        volatile boolean withdrawn;

        Post(String id, String url, String number, boolean mailed, Set<String> readers, String title) {
            this.id = id;
            this.url = url;
            this.number = number;
            this.mailed = mailed;
            this.readers = readers;
            this.title = title;
        }

        /** The same in every version of its title, and in no other post's. */
        String sign() {
            return "No. " + number + ":";
        }
    }

    private final String editor;
    private final Running stack;
    private final Random random;
    private final Map<String, Boolean> confirmed;
    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private int corrections;

    /** @param confirmed readers who must be in the audience of what is released from now on */
    Story(String editor, Running stack, Random random, Map<String, Boolean> confirmed) {
        this.editor = editor;
        this.stack = stack;
        this.random = random;
        this.confirmed = confirmed;
    }

    List<Post> posts() {
        return posts;
    }

    void goOn() throws InterruptedException {
        // Else they would write more than a slow machine can mail.
        Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        int what = random.nextInt(10);
        List<Post> standing = posts.stream().filter(post -> !post.withdrawn).toList();
        if (what < 6 || standing.size() < 2) {
            post();
        } else if (what < 9) {
            edit(standing.get(random.nextInt(standing.size())));
        } else {
            withdraw(standing.get(random.nextInt(standing.size())));
        }
    }

    private void post() throws InterruptedException {
        String number = editor + "-" + (posts.size() + 1);
        boolean mailed = random.nextInt(10) < 7;
        // Those who were confirmed before it is sent; whoever comes meanwhile may be in or not.
        Set<String> readers = Set.copyOf(confirmed.keySet());
        String title = "No. " + number + ": as it was";
        ObjectNode body = JSON.createObjectNode()
                .put("type", "press-release")
                .put("state", "published")
                .put("notify", mailed);
        edition(body, title);
        HttpResponse<String> answer = stack.edit(
                "POST",
                "/api/posts",
                body.toString(),
                "Idempotency-Key",
                UUID.randomUUID().toString());
        expect(201, answer);
        JsonNode post = Front.json(answer);
        posts.add(new Post(post.path("id").asText(), post.at("/urls/en").asText(), number, mailed, readers, title));
    }

    /** Saves another title and releases it, without mail. */
    private void edit(Post post) throws InterruptedException {
        String title = post.sign() + " corrected " + ++corrections;
        ObjectNode body = JSON.createObjectNode().put("type", "press-release");
        edition(body, title);
        HttpResponse<String> saved = stack.edit("PUT", path(post), body.toString(), "If-Match", etag(post));
        if (saved.statusCode() != 200 && saved.statusCode() != 412) {
            expect(200, saved);
        }
        // 412: the first try was carried out, and its answer lost.
        String now = Front.json(stack.edit("GET", path(post), null))
                .at("/editions/en/title")
                .asText();
        if (!now.equals(title)) {
            throw new IllegalStateException(post.sign() + " was to become \"" + title + "\" and is \"" + now + "\"");
        }
        release(post, "publish", "{\"notify\": false}");
        post.title = title;
    }

    private void withdraw(Post post) throws InterruptedException {
        release(post, "withdraw", "{\"reason\": {\"en\": \"It was wrong.\"}}");
        post.withdrawn = true;
    }

    private void release(Post post, String step, String body) throws InterruptedException {
        HttpResponse<String> answer = stack.edit(
                "POST",
                path(post) + "/" + step,
                body,
                "If-Match",
                etag(post),
                "Idempotency-Key",
                UUID.randomUUID().toString());
        expect(200, answer);
    }

    private String etag(Post post) throws InterruptedException {
        HttpResponse<String> answer = stack.edit("GET", path(post), null);
        expect(200, answer);
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static String path(Post post) {
        return "/api/posts/" + post.id;
    }

    private static void edition(ObjectNode post, String title) {
        post.putObject("editions")
                .putObject("en")
                .put("title", title)
                .put("summary", "What it is about, in a sentence.")
                .put("body", "The first **paragraph**.\n\n" + "The minister said a few words more. ".repeat(20));
    }

    private static void expect(int status, HttpResponse<String> answer) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(answer.request().method() + " "
                    + answer.uri().getPath() + ": " + answer.statusCode() + " " + answer.body());
        }
    }
}
