package press.communique.api.reader;

import java.time.InstantSource;
import java.util.Optional;
import press.communique.api.http.Reply;
import press.communique.api.http.Request;
import press.communique.core.audience.Reader;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.audience.ReaderTokens.ReaderLink;
import press.communique.core.page.Notice;
import press.communique.store.audience.Readers;

/**
 * Ends a subscription, by POST only and before the answer. The link in the mail is all it takes: mailbox providers post
 * {@code List-Unsubscribe=One-Click} to it (RFC 8058), in either encoding, and the page's button posts nothing; so the
 * body does not matter. No redirect, no cookie, and twice is fine.
 */
public final class UnsubscribeRoute {

    private final ReaderTokens tokens;
    private final Readers readers;
    private final ReaderPages pages;
    private final InstantSource clock;

    public UnsubscribeRoute(ReaderTokens tokens, Readers readers, ReaderPages pages, InstantSource clock) {
        this.tokens = tokens;
        this.readers = readers;
        this.pages = pages;
        this.clock = clock;
    }

    /** A page with a button. */
    public Reply ask(Request request) {
        String token = request.query("token").orElse("");
        Optional<ReaderLink> link = tokens.readUnsubscribe(token);
        Optional<Reader> reader = reader(link);
        return reader.isPresent() && reader.get().epoch() == link.get().epoch()
                ? pages.button(request, language(reader), Notice.UNSUBSCRIBE, token)
                : dead(request, link, reader);
    }

    public Reply unsubscribe(Request request) {
        Optional<ReaderLink> link =
                tokens.readUnsubscribe(request.query("token").orElse(""));
        boolean left = link.isPresent()
                && readers.unsubscribe(link.get().readerId(), link.get().epoch(), clock.instant());
        Optional<Reader> reader = reader(link);
        return left ? pages.done(request, language(reader), Notice.UNSUBSCRIBED) : dead(request, link, reader);
    }

    /** Whoever was erased may have subscribed anew, under another id: no "done" for a link that cannot end that. */
    private Reply dead(Request request, Optional<ReaderLink> link, Optional<Reader> reader) {
        boolean isErased = link.isPresent() && reader.isEmpty();
        return pages.deadLink(request, language(reader), isErased ? Notice.ERASED : Notice.LINK_INVALID);
    }

    private Optional<Reader> reader(Optional<ReaderLink> link) {
        return link.flatMap(known -> readers.find(known.readerId()));
    }

    private static String language(Optional<Reader> reader) {
        return reader.map(known -> known.preferences().languages().get(0)).orElse("");
    }
}
