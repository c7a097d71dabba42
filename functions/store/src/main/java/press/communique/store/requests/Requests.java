package press.communique.store.requests;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import press.communique.core.secret.Sha256;
import press.communique.store.item.Item;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Remembers requests that carry an {@code Idempotency-Key} for 24 hours, so that sending one again does nothing twice.
 *
 * <p>The id of what the request creates is fixed when it begins: if its function dies between the write and the answer,
 * the repeated request meets its own earlier work under that id.
 */
public final class Requests {

    static final Duration KEPT = Duration.ofHours(24);

    /** Longer than any function of ours may run: by then a request without an answer has died. */
    static final Duration LONGEST_RUN = Duration.ofSeconds(35);

    /** In bytes, compressed; an item holds 400 KB. What is more lies in further items. */
    private static final int LARGEST_IN_ITEM = 350_000;

    private static final String REQUEST = "REQUEST";
    private static final String PART = "PART#";

    private final DynamoDbClient dynamo;
    private final String table;

    public Requests(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** What is known of a request. */
    public sealed interface Known {}

    /** Not answered yet: carry it out, with this id for what it creates. */
    public record Begin(String createdId) implements Known {}

    /**
     * Begun before by a function that died without an answer: carry it out, unless that one did.
     *
     * @param since when it was begun for the first time
     */
    public record Again(String createdId, Instant since) implements Known {}

    /** Answered before. */
    public record Answered(int status, Map<String, String> headers, String body) implements Known {}

    /** The first one is still being carried out. */
    public record Running() implements Known {}

    /** The key was used for another body. */
    public record OtherBody() implements Known {}

    /**
     * @param scope whose key it is, and for which route: the same key of another caller is another key
     * @param createdId what the request is to create, if it is new
     */
    public Known begin(String scope, String key, byte[] body, String createdId, Instant now) {
        String pk = pk(scope, key);
        String hash = Sha256.hex(body);
        Item item = Item.at(pk, REQUEST)
                .with("body", hash)
                .with("createdId", createdId)
                .with("begunAt", now)
                .with("firstAt", now)
                .with("expiresAt", now.plus(KEPT).getEpochSecond());
        try {
            dynamo.putItem(put -> put.tableName(table)
                    .item(item.attributes())
                    .conditionExpression("attribute_not_exists(pk) OR expiresAt < :now")
                    .expressionAttributeValues(Map.of(":now", Item.number(now.getEpochSecond()))));
            return new Begin(createdId);
        } catch (ConditionalCheckFailedException known) {
            return known(pk, hash, now);
        }
    }

    /** Keeps the answer for the request's next time. */
    public void answered(String scope, String key, Answered answer, Instant now) {
        String pk = pk(scope, key);
        byte[] body = zip(answer.body());
        byte[] first = Arrays.copyOf(body, Math.min(body.length, LARGEST_IN_ITEM));
        int parts = 0;
        for (int from = first.length; from < body.length; from += LARGEST_IN_ITEM) {
            byte[] part = Arrays.copyOfRange(body, from, Math.min(body.length, from + LARGEST_IN_ITEM));
            Item item = Item.at(pk, PART + String.format(Locale.ROOT, "%03d", ++parts))
                    .with("expiresAt", now.plus(KEPT).getEpochSecond());
            item.attributes().put("body", binary(part));
            dynamo.putItem(put -> put.tableName(table).item(item.attributes()));
        }
        int further = parts;
        dynamo.updateItem(update -> update.tableName(table)
                .key(Item.key(pk, REQUEST))
                .updateExpression("SET answer = :answer")
                .expressionAttributeValues(Map.of(
                        ":answer",
                        AttributeValue.fromM(Map.of(
                                "status", Item.number(answer.status()),
                                "headers",
                                        Item.map()
                                                .withTexts("h", answer.headers())
                                                .value(),
                                "body", binary(first),
                                "parts", Item.number(further))))));
    }

    private static AttributeValue binary(byte[] bytes) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
    }

    /** Forgets a request that was refused and did nothing. */
    public void refused(String scope, String key) {
        dynamo.deleteItem(delete -> delete.tableName(table).key(Item.key(pk(scope, key), REQUEST)));
    }

    private Known known(String pk, String hash, Instant now) {
        Map<String, AttributeValue> found = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(Item.key(pk, REQUEST)))
                .item();
        if (found.isEmpty()) {
            return new Running();
        }
        Item item = Item.of(found);
        if (!item.textOf("body").equals(hash)) {
            return new OtherBody();
        }
        if (item.has("answer")) {
            Map<String, AttributeValue> answer = item.attributes().get("answer").m();
            return new Answered(
                    Integer.parseInt(answer.get("status").n()),
                    Item.of(answer.get("headers").m()).textMap("h"),
                    unzip(whole(pk, answer)));
        }
        Instant begunAt = item.instant("begunAt");
        if (begunAt.plus(LONGEST_RUN).isAfter(now)) {
            return new Running();
        }
        return takeOver(pk, item, begunAt, now);
    }

    private byte[] whole(String pk, Map<String, AttributeValue> answer) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(answer.get("body").b().asByteArray());
        if (answer.containsKey("parts") && !answer.get("parts").n().equals("0")) {
            dynamo.queryPaginator(query -> query.tableName(table)
                            .consistentRead(true)
                            .keyConditionExpression("pk = :pk AND begins_with(sk, :parts)")
                            .expressionAttributeValues(Map.of(":pk", Item.text(pk), ":parts", Item.text(PART))))
                    .items()
                    .forEach(part -> body.writeBytes(part.get("body").b().asByteArray()));
        }
        return body.toByteArray();
    }

    private Known takeOver(String pk, Item item, Instant begunAt, Instant now) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(Item.key(pk, REQUEST))
                    .conditionExpression("begunAt = :before AND attribute_not_exists(answer)")
                    .updateExpression("SET begunAt = :now")
                    .expressionAttributeValues(
                            Map.of(":before", Item.text(begunAt.toString()), ":now", Item.text(now.toString()))));
            return new Again(
                    item.textOf("createdId"), item.optionalInstant("firstAt").orElse(begunAt));
        } catch (ConditionalCheckFailedException another) {
            return new Running();
        }
    }

    private static String pk(String scope, String key) {
        return "REQUEST#" + Sha256.hex((scope + "\n" + key).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] zip(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return bytes.toByteArray();
    }

    private static String unzip(byte[] bytes) {
        try (var zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }
}
