package press.communique.store.mailing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import press.communique.core.audience.Frequency;
import press.communique.core.mail.Books;
import press.communique.core.mail.Mailing;
import press.communique.core.mail.Share;
import press.communique.store.item.Item;
import press.communique.store.mailing.Deliveries.Partitions;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What digests did with a release, by its position in the log. */
public final class Told {

    private final DynamoDbClient dynamo;
    private final String table;
    private final Mailings mailings;

    public Told(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
        this.mailings = new Mailings(dynamo, table);
    }

    /** Where the readers stand who are told of it, by how often their digests come; nothing for whom nobody is. */
    public Map<Frequency, Books> books(long position) {
        var books = new EnumMap<Frequency, Books>(Frequency.class);
        for (Item item : items(position)) {
            for (Frequency pace : List.of(Frequency.DAILY, Frequency.WEEKLY)) {
                if (item.has(pace.word() + "Audience")) {
                    books.merge(pace, books(item, pace.word()), Books::plus);
                }
            }
        }
        return books;
    }

    private static Books books(Item item, String pace) {
        return new Books(
                item.number(pace + "Audience"),
                item.number(pace + "Accepted"),
                item.number(pace + "Rejected"),
                item.number(pace + "Excluded"),
                item.number(pace + "Uncertain"),
                item.number(pace + "Pending"));
    }

    /** The shares of digests that told it to readers in these parts of the audience. */
    List<Share> digests(long position, Partitions partitions) {
        var shares = new ArrayList<Share>();
        if (position == 0) {
            return shares;
        }
        items(position).stream().map(item -> item.textOf("sk").split("#")).forEach(place -> find(
                        place[0], Integer.parseInt(place[1]), partitions)
                .ifPresent(shares::add));
        return shares;
    }

    private Optional<Share> find(String digest, int number, Partitions partitions) {
        List<Share> all = mailings.find(digest)
                .map((Mailing found) -> mailings.shares(found))
                .orElse(List.of());
        return number < all.size()
                        && partitions.overlap(
                                number == 0 ? 0 : all.get(number - 1).lastPartition() + 1,
                                all.get(number).lastPartition())
                ? Optional.of(all.get(number))
                : Optional.empty();
    }

    private List<Item> items(long position) {
        return dynamo
                .queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression("pk = :told")
                        .expressionAttributeValues(Map.of(":told", Item.text(MailingKeys.told(position)))))
                .items()
                .stream()
                .map(Item::of)
                .toList();
    }
}
