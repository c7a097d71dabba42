package press.communique.journey;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import press.communique.local.LocalStack;

/** Mailings that somebody may hold, let go or settle. Those that are to stay under way wait behind the emergency stop. */
final class MailingsUnderWay {

    private final LocalStack stack;
    private final Newsroom newsroom;
    private int count;
    private String batch = "0-1";

    MailingsUnderWay(LocalStack stack, Newsroom newsroom) {
        this.stack = stack;
        this.newsroom = newsroom;
    }

    /** The id of a mailing that is {@code sending}, {@code paused}, {@code sent}, or has an {@code uncertain} batch. */
    String in(String state) {
        boolean runs = state.equals("sent") || state.equals("uncertain");
        newsroom.post("/api/mailings/" + (runs ? "start" : "stop"), "{}").is(200);
        if (state.equals("uncertain")) {
            // Else one of those that were let go would be the one whose answer is lost.
            Eventually.see("nothing else is sent", this::states, states -> !states.contains("sending"));
            // Else events would settle it.
            stack.mailEvents().missing(Set.of("Send", "Delivery"));
            stack.mailFaults().loseReplies(1);
        }
        JsonNode post = newsroom.published("{\"type\":\"speech\",\"state\":\"published\",\"editions\":"
                + "{\"en\":{\"title\":\"Mailed " + count++ + "\"}}}");
        String id = post.get("id").asText() + "-first";
        String reached = runs ? "sent" : "sending";
        Eventually.see(
                "the mailing " + id,
                () -> newsroom.receipt(post).at("/channels/email"),
                email -> email.path("state").asText().equals(reached)
                        && email.path("audience").asInt() > 0);
        if (state.equals("uncertain")) {
            batch = Eventually.see("a batch to settle", () -> toSettle(id), found -> found.has("batch"))
                    .get("batch")
                    .asText();
        }
        if (state.equals("paused")) {
            newsroom.post("/api/mailings/" + id + "/pause", "{}").is(200);
        }
        return id;
    }

    /** What the last uncertain mailing has to be settled. */
    String batch() {
        return batch;
    }

    private List<String> states() {
        return newsroom.ask("/api/mailings").is(200).json().findValuesAsText("state");
    }

    private JsonNode toSettle(String id) {
        for (JsonNode mailing : newsroom.ask("/api/mailings").is(200).json().get("items")) {
            if (mailing.get("id").asText().equals(id)) {
                return mailing.at("/toSettle/0");
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
}
