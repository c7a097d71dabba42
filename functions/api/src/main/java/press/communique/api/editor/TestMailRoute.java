package press.communique.api.editor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import press.communique.api.http.Json;
import press.communique.api.http.ProblemReply;
import press.communique.api.http.Repeats;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Schemas;
import press.communique.core.audience.EmailAddress;
import press.communique.core.post.Post;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.secret.PreviewTokens;
import press.communique.store.posts.Previews;
import press.communique.store.posts.TestMails;
import press.communique.store.queue.LetterMessages;
import press.communique.store.requests.CallCounts;

/**
 * A post's text as readers would get it by mail, to whoever asks and to nobody else. It leads to a preview that is open for
 * a day, since there may be no page yet.
 */
public final class TestMailRoute {

    /** Of an editor, within {@link #WINDOW}; each edition is one. */
    private static final int MOST = 20;

    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration PREVIEW = Duration.ofDays(1);

    private final PostRoutes posts;
    private final Previews previews;
    private final PreviewTokens tokens;
    private final TestMails mails;
    private final LetterMessages letters;
    private final CallCounts counts;
    private final Repeats repeats;
    private final InstantSource clock;

    public TestMailRoute(
            PostRoutes posts,
            Previews previews,
            PreviewTokens tokens,
            TestMails mails,
            LetterMessages letters,
            CallCounts counts,
            Repeats repeats,
            InstantSource clock) {
        this.posts = posts;
        this.previews = previews;
        this.tokens = tokens;
        this.mails = mails;
        this.letters = letters;
        this.counts = counts;
        this.repeats = repeats;
        this.clock = clock;
    }

    public Reply send(Request request) {
        return repeats.once(request, tokens::newId, id -> {
            JsonNode json = Input.step(request, "TestMailRequest");
            Post post = posts.findOwn(request);
            EmailAddress to = request.caller()
                    .email()
                    .flatMap(EmailAddress::parse)
                    .orElseThrow(() -> new ProblemReply(
                                    422,
                                    "no-address",
                                    "A test mail goes to your own address, and your token has none (claim email).")
                            .with(List.of(new Problem(
                                    "",
                                    "no-address",
                                    "Sign in as a person, and send a token with your address in it: Cognito's ID token"
                                            + " has it, its access token has not."))));
            var problems = new Problems();
            Set<String> languages = languages(json, post.content().editions().keySet(), problems);
            Input.refuse(Schemas.check("TestMailRequest", json), problems.found());
            Instant now = clock.instant();
            count(request.caller().subject(), languages.size(), now);
            previews.add(post.id(), PreviewTokens.hash(tokens.token(id)), now.plus(PREVIEW));
            for (String language : languages) {
                mails.open(new TestMails.TestMail(id, post.id(), post.revision(), language, to, now));
                letters.test(id, language);
            }
            ObjectNode answer = Json.object().put("to", to.value()).put("revision", post.revision());
            ArrayNode sent = answer.putArray("languages");
            languages.forEach(sent::add);
            return Reply.json(202, Json.write(answer));
        });
    }

    private static Set<String> languages(JsonNode json, Collection<String> editions, Problems problems) {
        if (!json.has("languages")) {
            return new LinkedHashSet<>(editions);
        }
        var wanted = new LinkedHashSet<String>();
        for (int i = 0; i < json.get("languages").size(); i++) {
            String language = json.get("languages").get(i).asText();
            if (!editions.contains(language)) {
                problems.add(
                        "/languages/" + i,
                        "unknown",
                        "The post has no edition in \"" + language + "\"; it has " + String.join(", ", editions) + ".");
            }
            wanted.add(language);
        }
        return wanted;
    }

    private void count(String client, int mails, Instant now) {
        long window = now.getEpochSecond() / WINDOW.toSeconds();
        if (counts.add(client, "test-mail", window * WINDOW.toMinutes(), mails) > MOST) {
            long wait = (window + 1) * WINDOW.toSeconds() - now.getEpochSecond();
            throw new ProblemReply(
                            429,
                            "too-many-requests",
                            "At most " + MOST + " test mails in ten minutes, each edition is one; ask again in " + wait
                                    + " s.")
                    .withHeader("Retry-After", String.valueOf(wait));
        }
    }
}
