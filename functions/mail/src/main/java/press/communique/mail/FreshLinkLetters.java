package press.communique.mail;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import press.communique.core.audience.FreshLink;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.audience.Recipient;
import press.communique.core.site.SiteSettings;
import press.communique.mail.outbox.Sender;
import press.communique.mail.text.FreshLinkMails;
import press.communique.store.audience.FreshLinks;
import press.communique.store.audience.Readers;
import press.communique.store.site.Sites;

/** Sends a link that a reader asked for to the reader's address, unless the reader has left meanwhile. */
final class FreshLinkLetters {

    private final FreshLinks links;
    private final Readers readers;
    private final Sites sites;
    private final URI siteUrl;
    private final ReaderTokens tokens;
    private final OneLetter once;
    private final InstantSource clock;

    FreshLinkLetters(
            FreshLinks links,
            Readers readers,
            Sites sites,
            URI siteUrl,
            ReaderTokens tokens,
            OneLetter once,
            InstantSource clock) {
        this.links = links;
        this.readers = readers;
        this.sites = sites;
        this.siteUrl = siteUrl;
        this.tokens = tokens;
        this.once = once;
        this.clock = clock;
    }

    void send(String linkId, Instant end) {
        Optional<FreshLink> link = links.find(linkId, clock.instant());
        Optional<Recipient> recipient = link.flatMap(asked -> readers.recipient(asked.readerId())
                .filter(found -> found.reader().epoch() == asked.epoch()));
        if (recipient.isEmpty()) {
            return;
        }
        SiteSettings site = sites.current();
        String language = recipient
                .get()
                .reader()
                .preferences()
                .language(site.languages())
                .orElse(site.defaultLanguage());
        once.send(end, links.letter(linkId), Sender.of(site, language), () -> new FreshLinkMails(site, siteUrl, tokens)
                .mail(recipient.get().address(), language, link.get()));
    }
}
