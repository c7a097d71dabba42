package press.communique.api.reader;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.page.Notice;
import press.communique.store.audience.SubscriptionRequests;

/** A link of a confirmation mail. It opens a page with a button: mail scanners follow every link, and change nothing. */
final class ConfirmationLink {

    private final ReaderTokens tokens;
    private final SubscriptionRequests requests;
    private final ReaderPages pages;
    private final InstantSource clock;

    ConfirmationLink(ReaderTokens tokens, SubscriptionRequests requests, ReaderPages pages, InstantSource clock) {
        this.tokens = tokens;
        this.requests = requests;
        this.pages = pages;
        this.clock = clock;
    }

    /** A page with a button. */
    Reply ask(Request request, Notice notice) {
        Instant now = clock.instant();
        Optional<String> language = request(request, now).flatMap(id -> requests.language(id, now));
        return language.isPresent() ? pages.button(request, language.get(), notice, token(request)) : dead(request);
    }

    /** Of which subscription request it is; nothing if it is over, or none of ours. */
    Optional<String> request(Request request, Instant now) {
        return tokens.readConfirm(token(request), now);
    }

    Reply dead(Request request) {
        boolean ours = request(request, Instant.EPOCH).isPresent();
        return pages.deadLink(request, "", ours ? Notice.LINK_EXPIRED : Notice.LINK_INVALID);
    }

    private static String token(Request request) {
        return request.query("token").orElse("");
    }
}
