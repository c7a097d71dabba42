package press.communique.store.posts;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import press.communique.core.post.Address;
import press.communique.core.post.Edition;
import press.communique.core.post.Post;
import press.communique.core.problem.Problem;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.core.text.Slugs;
import press.communique.store.item.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * Finds the addresses that a post's editions are to have. They become the post's own with the release that uses them
 * ({@link Posts#apply}).
 */
public final class Addresses {

    private final DynamoDbClient dynamo;
    private final String table;

    public Addresses(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /**
     * An address for each edition: the one it has, or had last; else the slug that the editor asked for; else one made of the title,
     * with a number behind it if another post has that already.
     *
     * @param problems takes a {@code taken} for a slug that was asked for and belongs to another post
     */
    public Map<String, Address> propose(Post post, Instant publishedAt, SiteSettings site, Problems problems) {
        return propose(post, publishedAt, site, problems, this::isTaken, this::isAliasTaken);
    }

    /** The same without a look, as if every address were free; the release itself finds out, at no cost if they are. */
    public Map<String, Address> assumeFree(Post post, Instant publishedAt, SiteSettings site) {
        return propose(post, publishedAt, site, new Problems(), (address, id) -> false, (alias, id) -> false);
    }

    private static Map<String, Address> propose(
            Post post,
            Instant publishedAt,
            SiteSettings site,
            Problems problems,
            BiPredicate<Address, String> isTaken,
            BiPredicate<String, String> isAliasTaken) {
        for (int i = 0; i < post.content().aliases().size(); i++) {
            String alias = post.content().aliases().get(i);
            if (isAliasTaken.test(alias, post.id())) {
                problems.add(Problem.at("aliases", i), "taken", "Another post has this former address.");
            }
        }
        var proposed = new TreeMap<String, Address>();
        YearMonth month = month(post, publishedAt, site);
        post.content().editions().forEach((language, edition) -> {
            Optional<Address> held = post.lastAddress(language).filter(address -> edition.slug()
                    .filter(slug -> !slug.equals(address.slug()))
                    .isEmpty());
            proposed.put(language, held.orElseGet(() -> free(post.id(), language, edition, month, problems, isTaken)));
        });
        return proposed;
    }

    /** Frozen at the first release, though the newsroom may move to another time zone. */
    private static YearMonth month(Post post, Instant publishedAt, SiteSettings site) {
        return post.released()
                .flatMap(release -> post.addresses().values().stream().findFirst())
                .map(Address::month)
                .orElseGet(() -> Address.month(post.publishedAt().orElse(publishedAt), site));
    }

    /** The post that has, or once had, this address, or holds it for a release to come; for editors, not for readers. */
    public Optional<String> owner(Address address) {
        return claim(PostKeys.address(address)).flatMap(Addresses::postId);
    }

    /** The same as readers may know it: an address that waits for its release is nobody's, so that none can be guessed. */
    public Optional<String> publicOwner(Address address) {
        return claim(PostKeys.address(address)).filter(Addresses::isPublic).flatMap(Addresses::postId);
    }

    /**
     * The posts that have, or once had, one of these addresses, or hold it for a release to come; for editors.
     *
     * @param among at most 100
     */
    public Map<Address, String> owners(Collection<Address> among) {
        var byKey = new HashMap<String, Address>();
        among.forEach(address -> byKey.put(PostKeys.address(address), address));
        var owners = new HashMap<Address, String>();
        Map<String, KeysAndAttributes> wanted = Map.of(
                table,
                KeysAndAttributes.builder()
                        .keys(byKey.keySet().stream()
                                .map(pk -> Item.key(pk, "ADDRESS"))
                                .toList())
                        .build());
        dynamo.batchGetItemPaginator(get -> get.requestItems(wanted)).stream()
                .flatMap(page -> page.responses().getOrDefault(table, List.of()).stream())
                .map(Item::of)
                .forEach(claim -> owners.put(byKey.get(claim.textOf("pk")), claim.textOf("postId")));
        return owners;
    }

    /** The post that names this path among its former addresses, be it in a release to come; for editors. */
    public Optional<String> ownerOfAlias(String path) {
        return claim(PostKeys.alias(path)).flatMap(Addresses::postId);
    }

    /** The same as readers may know it. */
    public Optional<String> publicOwnerOfAlias(String path) {
        return claim(PostKeys.alias(path)).filter(Addresses::isPublic).flatMap(Addresses::postId);
    }

    private Optional<Item> claim(String pk) {
        Map<String, AttributeValue> claim = dynamo.getItem(
                        get -> get.tableName(table).consistentRead(true).key(Item.key(pk, PostKeys.ADDRESS)))
                .item();
        return claim.isEmpty() ? Optional.empty() : Optional.of(Item.of(claim));
    }

    private static boolean isPublic(Item claim) {
        return !claim.flag("held");
    }

    private static Optional<String> postId(Item claim) {
        return claim.optionalText("postId");
    }

    private static Address free(
            String postId,
            String language,
            Edition edition,
            YearMonth month,
            Problems problems,
            BiPredicate<Address, String> isTaken) {
        String wanted = edition.slug().orElseGet(() -> Slugs.of(edition.title()));
        Address address = new Address(language, month, wanted);
        for (int number = 2; isTaken.test(address, postId); number++) {
            if (edition.slug().isPresent()) {
                problems.add(
                        Problem.at("editions", language, "slug"),
                        "taken",
                        "Another post of that month has this slug; choose another, or leave it out.");
                return address;
            }
            address = new Address(language, month, wanted + "-" + number);
        }
        return address;
    }

    private boolean isAliasTaken(String alias, String postId) {
        return ownerOfAlias(alias).filter(owner -> !owner.equals(postId)).isPresent();
    }

    private boolean isTaken(Address address, String postId) {
        return owner(address).filter(owner -> !owner.equals(postId)).isPresent();
    }
}
