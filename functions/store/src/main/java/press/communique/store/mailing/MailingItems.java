package press.communique.store.mailing;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import press.communique.core.audience.Frequency;
import press.communique.core.mail.Again;
import press.communique.core.mail.Batch;
import press.communique.core.mail.Books;
import press.communique.core.mail.Cursor;
import press.communique.core.mail.DigestItem;
import press.communique.core.mail.Feedback;
import press.communique.core.mail.Heard;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Outcome;
import press.communique.core.mail.Returned;
import press.communique.core.mail.Share;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Mailings, shares and batches as attributes. */
final class MailingItems {

    static final String OPEN_SHARE = "share";

    /** One of which something is uncertain. */
    static final String OPEN_BATCH = "batch";

    private MailingItems() {}

    static Item at(Map<String, AttributeValue> key) {
        return Item.of(new HashMap<>(key)).with("v", Item.SCHEMA);
    }

    static Item item(Mailing mailing) {
        return at(MailingKeys.mailing(mailing.id()))
                .with("mailing", mailing.id())
                .with("post", mailing.postId())
                .with("intent", mailing.intent())
                .with("revision", mailing.revision())
                .with("openedAt", mailing.openedAt())
                .with("shares", mailing.shares())
                .with("urgent", mailing.urgent())
                .with("logged", mailing.position());
    }

    /** By which the mailings of a time are found, as long as it is known whom they reached. */
    static Item opened(Mailing mailing) {
        Instant at = mailing.openedAt();
        return Item.at(MailingKeys.opened(YearMonth.from(at.atZone(ZoneOffset.UTC))), at + "#" + mailing.id())
                .with("mailing", mailing.id())
                .with(
                        "expiresAt",
                        at.plus(Batches.KEPT).plus(Duration.ofDays(2)).getEpochSecond());
    }

    static Mailing mailing(Item item) {
        return new Mailing(
                item.textOf("mailing"),
                item.textOf("post"),
                item.textOf("intent"),
                item.number("revision"),
                item.instant("openedAt"),
                (int) item.number("shares"),
                item.flag("urgent"),
                item.number("logged"));
    }

    /** A share at its beginning. */
    static Item item(Share share, Instant openSince) {
        return at(MailingKeys.share(share.mailing(), share.number()))
                .with("mailing", share.mailing())
                .with("share", share.number())
                .with("lastPartition", share.lastPartition())
                .with("atPartition", share.cursor().partition())
                .with("atReader", share.cursor().after())
                .with("nextBatch", share.next())
                .with("audience", 0)
                .with("accepted", 0)
                .with("rejected", 0)
                .with("excluded", 0)
                .with("uncertain", 0)
                .with("pending", 0)
                .with("openKind", OPEN_SHARE)
                .with("openSince", openSince);
    }

    static Share share(Item item) {
        return new Share(
                item.textOf("mailing"),
                (int) item.number("share"),
                (int) item.number("lastPartition"),
                new Cursor((int) item.number("atPartition"), item.text("atReader", "")),
                item.number("nextBatch"),
                item.has("openBatch") ? OptionalLong.of(item.number("openBatch")) : OptionalLong.empty(),
                item.list("waiting", MailingItems::again),
                item.flag("allRead"),
                item.flag("done"),
                item.optionalText("stopped"),
                new Books(
                        item.number("audience"),
                        item.number("accepted"),
                        item.number("rejected"),
                        item.number("excluded"),
                        item.number("uncertain"),
                        item.number("pending")),
                new Returned(item.number("bounced"), item.number("complained")),
                item.flag("inSandbox"));
    }

    static Item item(Again again) {
        return Item.map()
                .withTexts("readers", again.readers())
                .with("attempt", again.attempt())
                .with("notBefore", again.notBefore())
                .with("batch", again.batch());
    }

    private static Again again(Item item) {
        return new Again(
                item.texts("readers"), (int) item.number("attempt"), item.instant("notBefore"), item.number("batch"));
    }

    /** @param before the batch of the attempt before; 0 in the first */
    static Item frozen(String mailing, int share, long sequence, int attempt, List<String> readers, long before) {
        return at(MailingKeys.batch(mailing, share, sequence))
                .with("mailing", mailing)
                .with("share", share)
                .with("sequence", sequence)
                .with("attempt", attempt)
                .with("phase", word(Batch.State.FROZEN))
                .with("before", before)
                .withTexts("readers", readers);
    }

    static Batch batch(Item item) {
        return new Batch(
                item.textOf("mailing"),
                (int) item.number("share"),
                item.number("sequence"),
                (int) item.number("attempt"),
                item.texts("readers"),
                Batch.State.valueOf(item.textOf("phase").toUpperCase(Locale.ROOT)),
                item.has("claimBy")
                        ? Optional.of(new Batch.Claim(
                                item.textOf("claimBy"),
                                item.instant("claimAt"),
                                item.instant("claimUntil"),
                                item.has("revision") ? item.number("revision") : 0,
                                item.textMap("languages"),
                                item.map("contents", MailingItems::contents),
                                false))
                        : Optional.empty(),
                item.map("outcomes", MailingItems::outcome),
                item.map("heard", MailingItems::heard),
                item.number("before"));
    }

    static AttributeValue heard(Map<String, Heard> heard) {
        var map = new LinkedHashMap<String, AttributeValue>();
        heard.forEach((reader, all) -> map.put(
                reader,
                AttributeValue.fromSs(all.all().stream()
                        .map(feedback -> feedback.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList())));
        return AttributeValue.fromM(map);
    }

    private static Heard heard(AttributeValue value) {
        return new Heard(value.ss().stream()
                .map(word -> Feedback.valueOf(word.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet()));
    }

    static AttributeValue value(Map<String, Outcome> outcomes) {
        var map = new LinkedHashMap<String, AttributeValue>();
        outcomes.forEach((reader, outcome) -> map.put(
                reader,
                Item.map()
                        .with("kind", outcome.kind().name().toLowerCase(Locale.ROOT))
                        .with("detail", outcome.detail())
                        .value()));
        return AttributeValue.fromM(map);
    }

    /** One word for each post, since fifty readers may have forty: {@code 12:fr:3:daily}. */
    static AttributeValue contents(Map<String, List<DigestItem>> contents) {
        var map = new LinkedHashMap<String, AttributeValue>();
        contents.forEach((reader, items) -> map.put(
                reader,
                AttributeValue.fromL(items.stream()
                        .map(item -> Item.text(item.position() + ":" + item.language() + ":" + item.revision() + ":"
                                + item.pace().word()))
                        .toList())));
        return AttributeValue.fromM(map);
    }

    private static List<DigestItem> contents(AttributeValue value) {
        return value.l().stream()
                .map(each -> each.s().split(":"))
                .map(part -> new DigestItem(
                        Long.parseLong(part[0]), part[1], Long.parseLong(part[2]), Frequency.of(part[3])))
                .toList();
    }

    static AttributeValue texts(Map<String, String> texts) {
        return Item.map().withTexts("texts", texts).attributes().get("texts");
    }

    private static Outcome outcome(AttributeValue value) {
        Item item = Item.of(value.m());
        return new Outcome(Outcome.Kind.valueOf(item.textOf("kind").toUpperCase(Locale.ROOT)), item.text("detail", ""));
    }

    static String word(Batch.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
