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

    private final ConfirmationLink link;
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
        this.link = new ConfirmationLink(tokens, requests, pages, clock);
        this.requests = requests;
        this.confirmations = confirmations;
        this.pages = pages;
        this.clock = clock;
    }

    /** A page with a button. */
    public Reply ask(Request request) {
        return link.ask(request, Notice.CONFIRM);
    }

    public Reply confirm(Request request) {
        Instant now = clock.instant();
        Optional<String> id = link.request(request, now);
        if (id.isEmpty() || !confirmations.confirm(id.get(), now)) {
            return link.dead(request);
        }
        String language = requests.language(id.get(), now).orElse("");
        return pages.done(request, language, Notice.CONFIRMED);
    }
}
