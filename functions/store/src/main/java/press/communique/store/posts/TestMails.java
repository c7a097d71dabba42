package press.communique.store.posts;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.EmailAddress;
import press.communique.store.item.Item;
import press.communique.store.letter.ItemLetter;
import press.communique.store.letter.Letter;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Mails of unreleased text that editors send to themselves: what is to be mailed and to whom, for a day. The text is not
 * among it; it is read when the mail is made.
 *
 * <p>A mail is claimed before it is sent and never sent by two, as a letter is.
 */
public final class TestMails {

    private static final Duration KEPT = Duration.ofDays(1);

    private final DynamoDbClient dynamo;
    private final String table;
    private final AddressSeal seal;

    public TestMails(DynamoDbClient dynamo, String table, AddressSeal seal) {
        this.dynamo = dynamo;
        this.table = table;
        this.seal = seal;
    }

    /**
     * One edition of a post to one address.
     *
     * @param id of the request; it opens the preview that the mail leads to
     * @param revision whose text it is
     */
    public record TestMail(String id, String postId, long revision, String language, EmailAddress to, Instant at) {}

    /** Stores it, unless it is there. */
    public void open(TestMail mail) {
        Item item = Item.of(new HashMap<>(key(mail.id(), mail.language())))
                .with("v", Item.SCHEMA)
                .with("postId", mail.postId())
                .with("revision", mail.revision())
                .with("requestedAt", mail.at())
                .with("expiresAt", mail.at().plus(KEPT).getEpochSecond());
        item.attributes().put("address", AttributeValue.fromB(SdkBytes.fromByteArray(seal.close(mail.to()))));
        try {
            dynamo.putItem(put ->
                    put.tableName(table).item(item.attributes()).conditionExpression("attribute_not_exists(pk)"));
        } catch (ConditionalCheckFailedException askedBefore) {
            // It is on its way, or was sent.
        }
    }

    /** Nothing if it was never asked for, or is more than a day old. */
    public Optional<TestMail> find(String id, String language, Instant now) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(key(id, language)))
                .item();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Item item = Item.of(found);
        return item.number("expiresAt") <= now.getEpochSecond()
                ? Optional.empty()
                : Optional.of(new TestMail(
                        id,
                        item.textOf("postId"),
                        item.number("revision"),
                        language,
                        seal.open(found.get("address").b().asByteArray()),
                        item.instant("requestedAt")));
    }

    /** Whether it was sent. */
    public Letter letter(String id, String language) {
        return new ItemLetter(dynamo, table, key(id, language));
    }

    private static Map<String, AttributeValue> key(String id, String language) {
        return Item.key("TESTMAIL#" + id, language);
    }
}
