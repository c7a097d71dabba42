package press.communique.api.reader;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import press.communique.api.http.Json;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.api.http.Schemas;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.page.Notice;
import press.communique.core.problem.InvalidInput;
import press.communique.core.problem.Problem;
import press.communique.store.audience.Refusals;
import press.communique.store.audience.SubscriptionRequests;

/** "Not me, never again", by the link in a confirmation mail, and by POST only. */
public final class NeverRoute {

    private final ConfirmationLink link;
    private final SubscriptionRequests requests;
    private final Refusals refusals;
    private final ReaderPages pages;
    private final InstantSource clock;

    public NeverRoute(
            ReaderTokens tokens,
            SubscriptionRequests requests,
            Refusals refusals,
            ReaderPages pages,
            InstantSource clock) {
        this.link = new ConfirmationLink(tokens, requests, pages, clock);
        this.requests = requests;
        this.refusals = refusals;
        this.pages = pages;
        this.clock = clock;
    }

    /** A page with a button, and a tick for who is subscribed and wants to end that too. */
    public Reply ask(Request request) {
        return link.ask(request, Notice.NEVER);
    }

    public Reply refuse(Request request) {
        Instant now = clock.instant();
        Optional<String> id = link.request(request, now);
        Optional<String> addressKey = id.flatMap(known -> requests.addressKey(known, now));
        if (addressKey.isEmpty()) {
            return link.dead(request);
        }
        String language = requests.language(id.get(), now).orElse("");
        boolean silenced = refusals.refuse(addressKey.get(), leaves(request), now);
        return pages.done(request, language, silenced ? Notice.SILENCED : Notice.QUIETED);
    }

    /** The form's tick, or the same in JSON; no body means no. */
    private static boolean leaves(Request request) {
        if (request.contentType().equals("application/json")) {
            JsonNode json = Json.read(request.body());
            List<Problem> problems = Schemas.check("Never", json);
            if (!problems.isEmpty()) {
                throw new InvalidInput(problems);
            }
            return json.path("subscription").asBoolean();
        }
        return request.form().getOrDefault("subscription", List.of()).contains("true");
    }
}
