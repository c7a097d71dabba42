package press.communique.mail.feedback;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.audience.Suppression;
import press.communique.core.mail.ComplaintRate;
import press.communique.core.mail.Feedback;
import press.communique.store.audience.Returns;
import press.communique.store.aws.Metrics;
import press.communique.store.mailing.BatchFeedback;
import press.communique.store.mailing.EmergencyStop;
import press.communique.store.mailing.Reputation;
import press.communique.store.site.Sites;

/**
 * Acts on what was told. First what follows for the readers, each step of which does no harm when it is done twice; then
 * the batch's note, after which the same news is old. So whoever is lost in between is followed by the same message.
 */
final class Hearing {

    private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);

    private final Returns returns;
    private final BatchFeedback batches;
    private final Reputation reputation;
    private final EmergencyStop stop;
    private final Sites sites;
    private final Metrics metrics;
    private final InstantSource clock;

    Hearing(
            Returns returns,
            BatchFeedback batches,
            Reputation reputation,
            EmergencyStop stop,
            Sites sites,
            Metrics metrics,
            InstantSource clock) {
        this.returns = returns;
        this.batches = batches;
        this.reputation = reputation;
        this.stop = stop;
        this.sites = sites;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** @param messages all about one batch */
    void ofBatch(BatchFeedback.Place place, List<FeedbackMessage> messages) {
        Instant now = clock.instant();
        var news = new HashMap<String, BatchFeedback.News>();
        for (FeedbackMessage message : messages) {
            message.reader().ifPresent(reader -> {
                readerHears(reader, mail(place, reader), message.what(), now);
                news.merge(
                        reader,
                        new BatchFeedback.News(EnumSet.of(message.what()), message.messageId()),
                        (before, more) -> before.and(message.what()));
            });
        }
        Map<String, Set<Feedback>> added = batches.note(place, news, now);
        List<String> delivered = added.entrySet().stream()
                .filter(each -> each.getValue().contains(Feedback.DELIVERED))
                .map(Map.Entry::getKey)
                .toList();
        if (!delivered.isEmpty()) {
            returns.taken(delivered);
            reputation.delivered(delivered.size(), now);
        }
        metrics.count("Delivered", delivered.size());
        metrics.count("Bounced", count(added, Feedback.BOUNCED));
        metrics.count("BouncedSoftly", count(added, Feedback.BOUNCED_SOFTLY));
        metrics.count("Complained", count(added, Feedback.COMPLAINED));
        if (messages.stream().anyMatch(message -> message.what() == Feedback.COMPLAINED)) {
            stopAboveTheLimit(now);
        }
    }

    /** A letter to a reader who asked for a link, or to somebody who is no reader yet. */
    void ofLetter(FeedbackMessage message) {
        Instant now = clock.instant();
        message.letterTo().ifPresent(reader -> {
            readerHears(reader, "letter/" + message.messageId(), message.what(), now);
            if (message.what() == Feedback.DELIVERED) {
                returns.taken(List.of(reader));
            }
        });
        message.request().ifPresent(request -> {
            switch (message.what()) {
                case BOUNCED -> returns.suppressRequest(request, Suppression.Reason.BOUNCE, now);
                case COMPLAINED -> returns.suppressRequest(request, Suppression.Reason.COMPLAINT, now);
                default -> {}
            }
        });
    }

    private void readerHears(String reader, String mail, Feedback what, Instant now) {
        switch (what) {
            case BOUNCED -> returns.suppressReader(reader, Suppression.Reason.BOUNCE, now);
            case COMPLAINED -> {
                returns.suppressReader(reader, Suppression.Reason.COMPLAINT, now);
                reputation.complained(mail, now);
            }
            case BOUNCED_SOFTLY -> returns.notTaken(reader, mail, now);
            default -> {}
        }
    }

    private void stopAboveTheLimit(Instant now) {
        ComplaintRate rate = reputation.rate(now);
        metrics.ratio("ComplaintRate", rate.rate());
        if (rate.isAbove(sites.current().complaintLimit()) && stop.pullForComplaints(now)) {
            metrics.count("StoppedForComplaints", 1);
            LOG.error(
                    "Mail is stopped: {} complaints on {} mails in {} days",
                    rate.complained(),
                    rate.delivered(),
                    ComplaintRate.WINDOW);
        }
    }

    private static long count(Map<String, Set<Feedback>> added, Feedback what) {
        return added.values().stream().filter(all -> all.contains(what)).count();
    }

    private static String mail(BatchFeedback.Place place, String reader) {
        return place.mailing() + "/" + place.share() + "-" + place.sequence() + "/" + reader;
    }
}
