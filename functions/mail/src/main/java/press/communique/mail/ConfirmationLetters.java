package press.communique.mail;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.site.SiteSettings;
import press.communique.mail.outbox.Sender;
import press.communique.mail.text.ConfirmationMails;
import press.communique.store.audience.LetterQuota;
import press.communique.store.audience.Refusals;
import press.communique.store.audience.SubscriptionRequests;
import press.communique.store.audience.Suppressions;
import press.communique.store.letter.Letter;
import press.communique.store.site.Sites;

/**
 * Sends the letter that asks the owner of an address whether a subscription is wanted; unless it is over, the owner wants
 * none, or had enough of them today.
 */
final class ConfirmationLetters {

    private final SubscriptionRequests requests;
    private final Suppressions suppressions;
    private final Refusals refusals;
    private final LetterQuota quota;
    private final Sites sites;
    private final URI siteUrl;
    private final ReaderTokens tokens;
    private final OneLetter once;
    private final InstantSource clock;

    ConfirmationLetters(
            SubscriptionRequests requests,
            Suppressions suppressions,
            Refusals refusals,
            LetterQuota quota,
            Sites sites,
            URI siteUrl,
            ReaderTokens tokens,
            OneLetter once,
            InstantSource clock) {
        this.requests = requests;
        this.suppressions = suppressions;
        this.refusals = refusals;
        this.quota = quota;
        this.sites = sites;
        this.siteUrl = siteUrl;
        this.tokens = tokens;
        this.once = once;
        this.clock = clock;
    }

    void send(String requestId, Instant end) {
        Instant now = clock.instant();
        var pending = requests.pending(requestId, now);
        if (pending.isEmpty()) {
            return;
        }
        Letter letter = requests.letter(requestId);
        Optional<String> whyNot = whyNot(requestId, pending.get().request().address(), now);
        if (whyNot.isPresent()) {
            once.drop(letter, whyNot.get());
            return;
        }
        SiteSettings site = sites.current();
        once.send(end, letter, Sender.of(site, pending.get().request().language()), () -> new ConfirmationMails(
                        site, siteUrl, tokens)
                .mail(
                        pending.get().request(),
                        tokens.confirm(requestId, pending.get().expires()))
                .tagged("request", requestId));
    }

    private Optional<String> whyNot(String requestId, EmailAddress address, Instant now) {
        if (suppressions.find(address).isPresent()) {
            return Optional.of("suppressed");
        }
        if (refusals.areQuiet(suppressions.key(address))) {
            return Optional.of("unwanted");
        }
        return quota.take(address, requestId, now) ? Optional.empty() : Optional.of("enough");
    }
}
