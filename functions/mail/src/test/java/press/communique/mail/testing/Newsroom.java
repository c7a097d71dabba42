package press.communique.mail.testing;

import com.github.f4b6a3.ulid.UlidCreator;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import press.communique.core.audience.AddressSeal;
import press.communique.core.audience.EmailAddress;
import press.communique.core.audience.Interest;
import press.communique.core.audience.Partition;
import press.communique.core.audience.Preferences;
import press.communique.core.audience.Reader;
import press.communique.core.audience.ReaderTokens;
import press.communique.core.audience.SubscriptionRequest;
import press.communique.core.audience.Suppression;
import press.communique.core.post.Content;
import press.communique.core.post.Edition;
import press.communique.core.post.Post;
import press.communique.core.post.Workflow;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.store.audience.Confirmations;
import press.communique.store.audience.Readers;
import press.communique.store.audience.SubscriptionRequests;
import press.communique.store.audience.Suppressions;
import press.communique.store.aws.AwsClients;
import press.communique.store.posts.Addresses;
import press.communique.store.posts.Posts;
import press.communique.store.posts.Releases;
import press.communique.store.site.Sites;
import press.communique.store.testing.LocalQueue;
import press.communique.store.testing.LocalTables;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** A newsroom in fresh tables, with a queue, a clock and a mail provider in memory. */
public final class Newsroom implements AutoCloseable {

    public static final URI SITE_URL = URI.create("https://news.example.org");
    public static final String SECRET = "a secret that is longer than 32 characters";

    public final LocalTables tables = new LocalTables();
    public final LocalQueue queue = new LocalQueue();
    public final LocalQueue urgentQueue = new LocalQueue(queue, "urgent");
    public final TestClock clock = new TestClock();
    public final MemoryMailer mailer = new MemoryMailer();
    public final MemoryLedger ledger = new MemoryLedger();
    public final AddressSeal seal = new AddressSeal(SECRET);
    public final ReaderTokens tokens = new ReaderTokens(SECRET);
    public final DynamoDbClient dynamo = tables.client();
    public final S3Client s3 = new AwsClients(tables.environment()).s3();
    public final Posts posts = new Posts(dynamo, tables.posts(), s3, "private");
    public final Releases releases = new Releases(dynamo, tables.posts(), s3, "private");
    public final Sites sites = new Sites(dynamo, tables.posts());
    public final Readers readers = new Readers(dynamo, tables.audience(), seal);
    public final SubscriptionRequests requests = new SubscriptionRequests(dynamo, tables.audience(), seal);
    public final Suppressions suppressions = new Suppressions(dynamo, tables.audience(), seal);
    public final Confirmations confirmations = new Confirmations(dynamo, tables.audience(), seal);

    public Newsroom() {
        SiteSettings initial = SiteSettings.initial();
        sites.replace(
                0,
                new SiteSettings(
                        0,
                        Map.of(
                                "en",
                                "Ministry of Foreign Affairs",
                                "fr",
                                "Ministère des Affaires étrangères",
                                "ar",
                                "وزارة الخارجية"),
                        Map.of(),
                        List.of("en", "fr", "nl", "de", "ar"),
                        "en",
                        initial.timeZone(),
                        initial.types(),
                        initial.topics(),
                        List.of(),
                        "newsroom@example.org",
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        false,
                        0.003),
                "admin",
                clock.instant());
    }

    /** What every handler of this module is told. */
    public Map<String, String> environment() {
        var environment = new HashMap<>(tables.environment());
        environment.put("PRIVATE_BUCKET", "private");
        environment.put("MAIL_QUEUE_URL", queue.url());
        environment.put("URGENT_QUEUE_URL", urgentQueue.url());
        environment.put("AWS_ENDPOINT_URL_SQS", queue.endpoint());
        environment.put("SITE_URL", SITE_URL.toString());
        environment.put("SECRET", SECRET);
        environment.put("CONFIGURATION_SET", "newsroom");
        return environment;
    }

    /** @return their ids */
    public List<String> subscribe(int readerCount, String... languages) {
        var before = everybody().stream().map(Reader::id).toList();
        IntStream.range(0, readerCount)
                .forEach(i -> subscribe("reader-" + UUID.randomUUID() + "@example.org", languages));
        var after = new ArrayList<>(everybody().stream().map(Reader::id).toList());
        after.removeAll(before);
        return after;
    }

    public void subscribe(String address, String... languages) {
        subscribe(
                address,
                Preferences.of(
                        languages.length == 0 ? List.of("en") : List.of(languages), List.of(Interest.everything())));
    }

    public void subscribe(String address, Preferences preferences) {
        var request = new SubscriptionRequest(
                EmailAddress.parse(address).orElseThrow(),
                preferences,
                preferences.languages().get(0));
        String id = Reader.newId();
        requests.open(id, request, clock.instant());
        confirmations.confirm(id, clock.instant());
    }

    public void suppress(String address, Suppression.Reason reason) {
        suppressions.suppress(seal.key(EmailAddress.parse(address).orElseThrow()), reason, clock.instant());
    }

    public List<Reader> everybody() {
        return IntStream.range(0, Partition.COUNT)
                .mapToObj(partition -> readers.page(partition, "", 1_000))
                .flatMap(List::stream)
                .toList();
    }

    /** A press release in English (and more languages), released and live. @return its id */
    public String publish(String title, String... moreLanguages) {
        String id = release(title, moreLanguages);
        markLive(id);
        return id;
    }

    /** The same, of another type. */
    public String publishAs(String type, String title) {
        String id = release(type, title, false);
        markLive(id);
        return id;
    }

    /** Released, but its pages are not there yet. */
    public String release(String title, String... moreLanguages) {
        return release("press-release", title, false, moreLanguages);
    }

    /** An urgent one, released and live. */
    public String publishUrgently(String title) {
        String id = release("press-release", title, true);
        markLive(id);
        return id;
    }

    private String release(String type, String title, boolean urgent, String... moreLanguages) {
        var editions = new TreeMap<String, Edition>();
        editions.put("en", new Edition(title, "The summary of " + title, "Text.", Optional.empty()));
        for (String language : moreLanguages) {
            editions.put(language, new Edition(title + " (" + language + ")", "", "", Optional.empty()));
        }
        var content = new Content(
                type, List.of(), List.of(), editions, List.of(), false, urgent, List.of(), Optional.empty());
        String id = UlidCreator.getMonotonicUlid().toString();
        var draft = Workflow.create(id, UUID.randomUUID(), content, "editor", clock.instant());
        var addresses = new Addresses(dynamo, tables.posts())
                .propose(draft.after(), clock.instant(), sites.current(), new Problems());
        posts.apply(Workflow.createPublished(draft, addresses, true, "editor", clock.instant()));
        return id;
    }

    /** The text is changed and released again, without a word about mail. */
    public void correctTypo(String id) {
        Post post = posts.find(id).orElseThrow();
        publishUntold(save(post, post.content()));
    }

    /** Released again with {@code notify}, although its readers were told. */
    public void publishAgainAndNotify(String id) {
        Post post = posts.find(id).orElseThrow();
        posts.apply(Workflow.publish(post, post.addresses(), true, "editor", clock.instant()));
    }

    /** Released again with mail, and a word about what was wrong. */
    public void correct(String id, Map<String, String> wrong) {
        Post post = posts.find(id).orElseThrow();
        posts.apply(Workflow.publish(post, post.addresses(), true, wrong, "editor", clock.instant()));
    }

    /** Released again with mail and one more edition. */
    public void translate(String id, String language) {
        Post post = posts.find(id).orElseThrow();
        var editions = new TreeMap<>(post.content().editions());
        editions.put(language, new Edition("Title (" + language + ")", "", "", Optional.empty()));
        Post saved = save(post, editions);
        var proposed =
                new Addresses(dynamo, tables.posts()).propose(saved, clock.instant(), sites.current(), new Problems());
        posts.apply(Workflow.publish(saved, proposed, true, "editor", clock.instant()));
    }

    /** The title is changed and released again, without a word about mail. */
    public void retitle(String id, String title) {
        Post post = posts.find(id).orElseThrow();
        var editions = new TreeMap<String, Edition>();
        editions.put("en", new Edition(title, "", "", Optional.empty()));
        publishUntold(save(post, editions));
    }

    private Post save(Post post, SortedMap<String, Edition> editions) {
        Content before = post.content();
        var content = new Content(
                before.type(),
                before.topics(),
                before.authors(),
                editions,
                before.links(),
                before.image(),
                before.attachments(),
                before.featured(),
                before.urgent(),
                before.aliases(),
                before.publishAt());
        return save(post, content);
    }

    private Post save(Post post, Content content) {
        posts.apply(Workflow.save(post, content, "editor", clock.instant()));
        return posts.find(post.id()).orElseThrow();
    }

    private void publishUntold(Post saved) {
        posts.apply(Workflow.publish(saved, saved.addresses(), false, "editor", clock.instant()));
    }

    public void withdraw(String id) {
        posts.apply(Workflow.withdraw(
                posts.find(id).orElseThrow(), Map.of("en", "By mistake."), "editor", clock.instant()));
    }

    public void markLive(String id) {
        releases.markLive(releases.current(id).orElseThrow(), clock.instant(), 1);
    }

    @Override
    public void close() {
        queue.close();
    }
}
