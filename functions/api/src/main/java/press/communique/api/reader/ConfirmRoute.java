package press.communique.api.reader;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.page.Notice;
import press.communique.store.audience.Confirmations;
import press.communique.store.audience.SubscriptionRequests;

/** Confirms a subscription: by POST only, since mail scanners follow every link. */
public final class ConfirmRoute {

    private final ReaderTokens tokens;
    private final SubscriptionRequests requests;
    private final Confirmations confirmations;
    private final ReaderPages pages;
    private final InstantSource clock;

    public ConfirmRoute(
            ReaderTokens tokens,
            SubscriptionRequests requests,
            Confirmations confirmations,
            ReaderPages pages,
            InstantSource clock) {
        this.tokens = tokens;
        this.requests = requests;
        this.confirmations = confirmations;
        this.pages = pages;
        this.clock = clock;
    }

    /** A page with a button. */
    public Reply ask(Request request) {
        String token = request.query("token").orElse("");
        Instant now = clock.instant();
        Optional<String> language = tokens.readConfirm(token, now).flatMap(id -> requests.language(id, now));
        return language.isPresent()
                ? pages.button(request, language.get(), Notice.CONFIRM, token)
                : dead(request, token);
    }

    public Reply confirm(Request request) {
        String token = request.query("token").orElse("");
        Instant now = clock.instant();
        Optional<String> id = tokens.readConfirm(token, now);
        if (id.isEmpty() || !confirmations.confirm(id.get(), now)) {
            return dead(request, token);
        }
        String language = requests.language(id.get(), now).orElse("");
        return pages.done(request, language, Notice.CONFIRMED);
    }

    private Reply dead(Request request, String token) {
        boolean ours = tokens.readConfirm(token, Instant.EPOCH).isPresent();
        return pages.deadLink(request, "", ours ? Notice.LINK_EXPIRED : Notice.LINK_INVALID);
    }
}
