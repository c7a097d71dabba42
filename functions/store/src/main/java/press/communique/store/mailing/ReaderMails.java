package press.communique.store.mailing;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import press.communique.core.audience.Partition;
import press.communique.core.mail.Batch;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Outcome;
import press.communique.core.mail.Share;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What one reader was mailed, as far as it is kept: {@link Batches#KEPT}. No list is kept by reader, so every mailing of
 * that time is looked through, in the one share that has the reader's part of the audience: a few pages each.
 */
public final class ReaderMails {

    private final DynamoDbClient dynamo;
    private final String table;
    private final Mailings mailings;

    public ReaderMails(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.mailings = new Mailings(dynamo, table);
    }

    /**
     * @param outcome what became of it: {@code accepted}, {@code excluded}, …
     * @param language of the edition; empty if none was sent
     */
    public record ReaderMail(Mailing mailing, Optional<Instant> at, String outcome, String language) {}

    /** The oldest first. */
    public List<ReaderMail> of(String readerId, Instant now) {
        var mails = new ArrayList<ReaderMail>();
        Instant since = now.minus(Batches.KEPT);
        for (YearMonth month = month(since); !month.isAfter(month(now)); month = month.plusMonths(1)) {
            for (String mailingId : opened(month, since)) {
                mailings.find(mailingId).ifPresent(mailing -> add(mailing, readerId, mails));
            }
        }
        return mails;
    }

    private List<String> opened(YearMonth month, Instant since) {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND sk >= :since")
                        .expressionAttributeValues(Map.of(
                                ":pk", Item.text(MailingKeys.opened(month)), ":since", Item.text(since.toString()))))
                .items()
                .stream()
                .map(attributes -> Item.of(attributes).textOf("mailing"))
                .toList();
    }

    private void add(Mailing mailing, String readerId, List<ReaderMail> mails) {
        Optional<Share> share = mailings.shares(mailing).stream()
                .filter(part -> part.lastPartition() >= Partition.of(readerId))
                .findFirst();
        share.ifPresent(part -> dynamo.queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :batch)")
                        .filterExpression("contains(readers, :reader)")
                        .expressionAttributeValues(Map.of(
                                ":pk", Item.text(MailingKeys.sharePk(mailing.id(), part.number())),
                                ":batch", Item.text(MailingKeys.BATCH),
                                ":reader", Item.text(readerId))))
                .items()
                .forEach(attributes -> mails.add(mail(mailing, MailingItems.batch(Item.of(attributes)), readerId))));
    }

    private static ReaderMail mail(Mailing mailing, Batch batch, String readerId) {
        Outcome outcome = batch.outcomes().get(readerId);
        return new ReaderMail(
                mailing,
                batch.claim().map(Batch.Claim::at),
                outcome == null ? "pending" : outcome.kind().name().toLowerCase(Locale.ROOT),
                batch.claim()
                        .map(claim -> claim.languages().getOrDefault(readerId, ""))
                        .orElse(""));
    }

    private static YearMonth month(Instant instant) {
        return YearMonth.from(instant.atZone(ZoneOffset.UTC));
    }
}
