package press.communique.site.publish;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import press.communique.core.list.Part;
import press.communique.store.testing.FakeTable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Fills a table with any number of posts, spread evenly over twenty years, by the example of one that was really released:
 * each is in all the lists that the example is in, in the part of its month, and these count it. Of the newest there are
 * the texts too; nothing else of an old post is ever read when another is released.
 */
final class SeededArchive {

    private static final long YEARS = 20L * 365 * 86_400;
    private static final int WITH_TEXTS = 100;

    private final Map<String, List<Map<String, AttributeValue>>> lists = new TreeMap<>();
    private Map<String, AttributeValue> text;

    /** Where an item goes; the keys are those of {@link FakeTable#put(String, String, String, String, FakeTable.Stored)}. */
    interface Target {
        void put(String pk, String sk, String date, FakeTable.Stored item);
    }

    /** @param example a table in which one post is released and published */
    SeededArchive(FakeTable example) {
        example.forEach((pk, stored) -> {
            Map<String, AttributeValue> item = stored.item();
            if (pk.startsWith("LIST#")) {
                lists.computeIfAbsent(pk, key -> new ArrayList<>()).add(item);
            } else if (item.get("sk").s().startsWith("TEXT#")) {
                text = item;
            }
        });
    }

    /** @param end when the newest was released */
    void fill(int posts, Instant end, Target target) {
        var inMonth = new TreeMap<YearMonth, Integer>();
        var inPart = new TreeMap<Part, Integer>();
        for (int i = 0; i < posts; i++) {
            Instant at = Instant.ofEpochSecond(end.getEpochSecond() - YEARS * (posts - 1 - i) / posts);
            YearMonth month = YearMonth.from(at.atZone(ZoneOffset.UTC));
            int before = inMonth.merge(month, 1, Integer::sum) - 1;
            var part = new Part(month, before / Part.LARGEST + 1);
            inPart.merge(part, 1, Integer::sum);
            String id = String.format(Locale.ROOT, "01H%023d", i);
            String sk = "ENTRY#" + part + "#" + id;
            String date = at + "#" + id;
            int number = i;
            lists.forEach((pk, items) ->
                    target.put(pk, sk, date, () -> entry(example(items, "ENTRY#"), sk, date, id, at, month, number)));
            if (posts - i <= WITH_TEXTS) {
                String pk = "POST#" + id;
                target.put(pk, text.get("sk").s(), null, () -> with(text, Map.of("pk", s(pk))));
            }
        }
        lists.forEach((pk, items) -> count(pk, items, posts, inMonth, inPart, target));
    }

    private void count(
            String pk,
            List<Map<String, AttributeValue>> items,
            int posts,
            Map<YearMonth, Integer> inMonth,
            Map<Part, Integer> inPart,
            Target target) {
        inPart.forEach((part, count) -> {
            String sk = "PART#" + part;
            put(target, pk, with(example(items, "PART#"), Map.of("sk", s(sk), "version", n(count))));
        });
        inMonth.forEach((month, count) -> {
            int parts = (count - 1) / Part.LARGEST + 1;
            int inLast = count - (parts - 1) * Part.LARGEST;
            put(
                    target,
                    pk,
                    with(
                            example(items, "MONTH#"),
                            Map.of("sk", s("MONTH#" + month), "part", n(parts), "posts", n(inLast))));
        });
        var head = with(
                example(items, "LIST"),
                Map.of(
                        "version",
                        n(posts),
                        "months",
                        AttributeValue.fromSs(
                                inMonth.keySet().stream().map(String::valueOf).toList())));
        head.computeIfPresent("opened", (name, one) -> n(inPart.size()));
        put(target, pk, head);
    }

    private static void put(Target target, String pk, Map<String, AttributeValue> item) {
        target.put(pk, item.get("sk").s(), null, () -> item);
    }

    private static Map<String, AttributeValue> entry(
            Map<String, AttributeValue> example,
            String sk,
            String date,
            String id,
            Instant at,
            YearMonth month,
            int number) {
        return with(
                example,
                Map.of(
                        "sk", s(sk),
                        "date", s(date),
                        "postId", s(id),
                        "feedId", s(new UUID(0, number).toString()),
                        "month", s(month.toString()),
                        "slug", s("statement-" + number),
                        "title", s("Statement " + number),
                        "publishedAt", s(at.toString()),
                        "releasedAt", s(at.toString())));
    }

    private static Map<String, AttributeValue> example(List<Map<String, AttributeValue>> items, String prefix) {
        return items.stream()
                .filter(item -> item.get("sk").s().startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, AttributeValue> with(
            Map<String, AttributeValue> item, Map<String, AttributeValue> changes) {
        var changed = new HashMap<>(item);
        changed.putAll(changes);
        return changed;
    }

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue n(long number) {
        return AttributeValue.fromN(String.valueOf(number));
    }
}
