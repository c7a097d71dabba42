package press.communique.mail.share;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.mail.Mailing;
import press.communique.mail.outbox.Mailer;
import press.communique.mail.outbox.Turns;
import press.communique.mail.text.DigestMails;
import press.communique.store.audience.Readers;
import press.communique.store.digest.DigestLog;
import press.communique.store.mailing.Batches;
import press.communique.store.mailing.Deliveries;
import press.communique.store.mailing.Home;
import press.communique.store.mailing.Ledger;
import press.communique.store.mailing.Mailings;
import press.communique.store.mailing.SendingSlots;
import press.communique.store.posts.Releases;
import press.communique.store.queue.ShareMessage;
import press.communique.store.queue.ShareMessages;
import press.communique.store.site.Sites;

/** Carries out one message of the mail queue: works at the share as long as there is time, and puts back what is left. */
public final class ShareWorker {

    private static final Logger LOG = LoggerFactory.getLogger(ShareWorker.class);

    /** What a batch may take at most: the mail provider's answer and the writes around it. */
    private static final Duration A_BATCH = Duration.ofSeconds(20);

    /**
     * Until it is looked again while pages turn, urgent mail goes, or all turns are taken for as long as a worker has. Not
     * soon: a message that is delivered twice would be put back twice, each of which may be delivered twice.
     */
    static final Duration A_WHILE = Mailings.SOON.multipliedBy(2);

    private static final Duration WHILE_OTHERS_GO = Duration.ofSeconds(15);

    /** Clocks of two machines differ by less. */
    private static final Duration CLOCKS = Duration.ofSeconds(30);

    private final Mailings mailings;
    private final Batches batches;
    private final Readers readers;
    private final Releases releases;
    private final Sites sites;
    private final URI siteUrl;
    private final ReaderTokens tokens;
    private final DigestLog log;
    private final Deliveries deliveries;
    private final Mailer mailer;
    private final Turns turns;
    private final ShareMessages queue;
    private final InstantSource clock;
    private final Earlier earlier;
    private final Home home;
    private final Ledger ledger;
    private final BeforeRestore before;

    public ShareWorker(
            Mailings mailings,
            Deliveries deliveries,
            Batches batches,
            Readers readers,
            Releases releases,
            Sites sites,
            URI siteUrl,
            ReaderTokens tokens,
            DigestLog log,
            Mailer mailer,
            Turns turns,
            ShareMessages queue,
            Home home,
            BeforeRestore before,
            Ledger ledger,
            InstantSource clock) {
        this.mailings = mailings;
        this.batches = batches;
        this.readers = readers;
        this.releases = releases;
        this.sites = sites;
        this.siteUrl = siteUrl;
        this.tokens = tokens;
        this.log = log;
        this.deliveries = deliveries;
        this.mailer = mailer;
        this.turns = turns;
        this.queue = queue;
        this.home = home;
        this.before = before;
        this.ledger = ledger;
        this.clock = clock;
        this.earlier = new Earlier(releases, mailings, deliveries);
    }

    /** @param remaining how long this function may still run */
    public void work(ShareMessage message, Duration remaining) {
        Optional<Mailing> mailing = mailings.find(message.mailing());
        if (mailing.isEmpty()
                || message.share() < 0
                || message.share() >= mailing.get().shares()) {
            LOG.warn("There is no share {} of mailing {}", message.share(), message.mailing());
            return;
        }
        ShareMessage again = ShareMessage.of(mailing.get(), message.share());
        Instant now = clock.instant();
        Home.State state = home.look(now);
        if (!state.isHere()) {
            LOG.warn(
                    "Mailing {} share {} waits: the tables were restored, and it is not known yet what was sent since",
                    message.mailing(),
                    message.share());
            return;
        }
        Instant end = now.plus(remaining);
        Duration reserve = A_BATCH.compareTo(remaining.dividedBy(2)) < 0 ? A_BATCH : remaining.dividedBy(2);
        String worker = UUID.randomUUID().toString();
        Optional<Matter> matter = matter(mailing.get(), message.share());
        if (matter.isEmpty()) {
            putBack(again, WHILE_OTHERS_GO);
            return;
        }
        var sending = new BatchSending(
                mailings,
                batches,
                readers,
                mailer,
                turns,
                clock,
                matter.get(),
                mailing.get().urgent() ? SendingSlots.Precedence.URGENT : SendingSlots.Precedence.MAILING,
                before.of(mailing.get(), state),
                ledger,
                worker,
                end.minus(reserve),
                end.plus(CLOCKS));
        new ShareWork(mailings, batches, readers, turns.largest(), clock)
                .work(mailing.get(), message.share(), matter.get(), sending, end.minus(reserve))
                .ifPresent(delay -> putBack(again, delay));
    }

    /** What comes back at once is looked at while others still work at the share; the rest must not become more and more. */
    private void putBack(ShareMessage message, Duration delay) {
        Instant now = clock.instant();
        Duration waited = ShareMessages.waited(delay);
        if (waited.compareTo(Mailings.SOON) <= 0
                || mailings.comesBack(message.mailing(), message.share(), now, now.plus(waited))) {
            queue.put(message, waited);
        }
    }

    /** @return nothing as long as an earlier mailing about the same post is under way */
    private Optional<Matter> matter(Mailing mailing, int share) {
        if (mailing.isDigest()) {
            var site = sites.current();
            return Optional.of(new DigestMatter(
                    mailing,
                    log,
                    new NewsNow(releases, mailings, deliveries, clock),
                    batches,
                    readers,
                    site,
                    new DigestMails(site, siteUrl, tokens)));
        }
        var post = new PostNow(releases, sites, siteUrl, tokens, mailing.postId());
        return earlier.choice(mailing, share).map(choice -> new PostMatter(post, choice));
    }
}
