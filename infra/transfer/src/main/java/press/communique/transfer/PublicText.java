package press.communique.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The text of a post that readers see, which may be older than the one that its editors see: what is not public in one
 * newsroom must not become so in another.
 */
final class PublicText {

    private final Api api;

    PublicText(Api api) {
        this.api = api;
    }

    /**
     * @param content as it was sent; the post itself if it was never changed
     * @param isNewest whether nothing was saved since
     */
    record Shown(JsonNode content, boolean isNewest) {}

    /** Empty if readers see none: it was never released, or was taken back. */
    Optional<Shown> of(JsonNode post) {
        if (post.path("revision").asLong() == 1) {
            return Optional.of(new Shown(post, true)).filter(shown -> isPublished(post));
        }
        String path = "/posts/" + post.path("id").asText() + "/revisions";
        boolean isBack = false;
        long newest = 0;
        String cursor = "";
        do {
            JsonNode page = api.read(path + "?limit=100" + cursor);
            for (JsonNode revision : page.path("items")) {
                newest = Math.max(newest, revision.path("textRevision").asLong());
                String step = revision.path("step").asText();
                if (step.equals("withdraw") && !isBack) {
                    return Optional.empty();
                }
                if (step.equals("publish") || step.equals("create") && isPublished(revision)) {
                    return Optional.of(shown(path, revision, newest, post));
                }
                isBack = step.equals("reinstate") || isBack && !step.equals("withdraw");
            }
            cursor = page.path("next").isTextual()
                    ? "&cursor=" + URLEncoder.encode(page.path("next").asText(), StandardCharsets.UTF_8)
                    : "";
        } while (!cursor.isEmpty());
        return Optional.empty();
    }

    private Shown shown(String path, JsonNode revision, long newest, JsonNode post) {
        JsonNode content =
                api.read(path + "/" + revision.path("revision").asLong()).path("content");
        content.path("editions").fields().forEachRemaining(each -> {
            var edition = (ObjectNode) each.getValue();
            JsonNode slug = post.at("/editions/" + each.getKey() + "/slug");
            if (!edition.has("slug") && slug.isTextual()) {
                edition.set("slug", slug);
            }
            // Last, as in a post.
            Optional.ofNullable(edition.remove("body")).ifPresent(body -> edition.set("body", body));
        });
        return new Shown(content, revision.path("textRevision").asLong() == newest);
    }

    private static boolean isPublished(JsonNode json) {
        return json.path("state").asText().equals("published");
    }
}
