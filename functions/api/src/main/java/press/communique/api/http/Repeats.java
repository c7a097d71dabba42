package press.communique.api.http;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import press.communique.store.requests.Requests;

/**
 * Carries out a POST once for each {@code Idempotency-Key}, and gives the same answer to its repetitions.
 *
 * <pre>{@code return repeats.once(request, ids::next, id -> create(id, request));}</pre>
 */
public final class Repeats {

    private static final int LONGEST_KEY = 255;

    private final Requests requests;
    private final InstantSource clock;

    public Repeats(Requests requests, InstantSource clock) {
        this.requests = requests;
        this.clock = clock;
    }

    /**
     * For what is created: its id is the same each time.
     *
     * @param newId makes the id of what the request creates
     * @param action carries the request out with that id; the id may be one whose creation was begun before
     */
    public Reply once(Request request, Supplier<String> newId, Function<String, Reply> action) {
        return once(request, newId, id -> "", action);
    }

    /**
     * The same for an answer with a secret in its body, which is kept without it.
     *
     * @param secret makes the secret of the id that it was made of
     */
    public Reply once(
            Request request, Supplier<String> newId, UnaryOperator<String> secret, Function<String, Reply> action) {
        return once(request, newId, secret, action, since -> Optional.empty());
    }

    /**
     * For what changes something that exists.
     *
     * @param action carries the request out
     * @param done the answer, if the request was carried out since then by a function that died before it could say so
     */
    public Reply change(Request request, Supplier<Reply> action, Function<Instant, Optional<Reply>> done) {
        return once(request, () -> "", id -> "", unused -> action.get(), done);
    }

    private Reply once(
            Request request,
            Supplier<String> newId,
            UnaryOperator<String> secret,
            Function<String, Reply> action,
            Function<Instant, Optional<Reply>> done) {
        String key = request.header("idempotency-key").orElse("");
        if (key.isBlank()) {
            return action.apply(newId.get());
        }
        if (key.length() > LONGEST_KEY) {
            throw new ProblemReply(
                    400, "bad-idempotency-key", "An Idempotency-Key has at most " + LONGEST_KEY + " characters.");
        }
        String scope = request.caller().subject() + " " + request.method() + " " + request.path();
        Requests.Known known = requests.begin(scope, key, request.body(), newId.get(), clock.instant());
        if (known instanceof Requests.Answered answered) {
            return new Reply(answered.status(), answered.headers(), Veil.lifted(answered.body(), secret));
        }
        if (known instanceof Requests.Running) {
            throw new ProblemReply(409, "still-running", "The first request with this key has not been answered yet.")
                    .withHeader("Retry-After", "1");
        }
        if (known instanceof Requests.OtherBody) {
            throw new ProblemReply(
                    422, "idempotency-key-reused", "This Idempotency-Key was sent with another body; use a new one.");
        }
        if (known instanceof Requests.Again again) {
            String id = again.createdId();
            return carryOut(scope, key, new Veil(id, secret.apply(id)), () -> done.apply(again.since())
                    .orElseGet(() -> action.apply(id)));
        }
        String createdId = ((Requests.Begin) known).createdId();
        return carryOut(scope, key, new Veil(createdId, secret.apply(createdId)), () -> action.apply(createdId));
    }

    private Reply carryOut(String scope, String key, Veil veil, Supplier<Reply> action) {
        Reply reply;
        try {
            reply = action.get();
        } catch (ProblemReply
                | press.communique.core.problem.InvalidInput
                | press.communique.core.post.StepNotAllowed refused) {
            requests.refused(scope, key);
            throw refused;
        }
        var answer = new Requests.Answered(reply.status(), reply.headers(), veil.over(reply.body()));
        requests.answered(scope, key, answer, clock.instant());
        return reply;
    }

    /** Puts in a secret's place the id that it is made of. */
    private record Veil(String id, String secret) {

        private static final String BEGIN = "\u0000secret of ";
        private static final String END = "\u0000";

        String over(String body) {
            return secret.isEmpty() ? body : body.replace(secret, BEGIN + id + END);
        }

        static String lifted(String body, UnaryOperator<String> secret) {
            int begin = body.indexOf(BEGIN);
            if (begin < 0) {
                return body;
            }
            String id = body.substring(begin + BEGIN.length(), body.indexOf(END, begin + 1));
            return body.replace(BEGIN + id + END, secret.apply(id));
        }
    }
}
