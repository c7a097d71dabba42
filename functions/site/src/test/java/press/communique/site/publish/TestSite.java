package press.communique.site.publish;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import press.communique.core.list.ListKey;
import press.communique.core.post.Post;
import press.communique.core.post.Released;
import press.communique.site.feed.FeedTexts;
import press.communique.site.files.MemorySiteFiles;
import press.communique.site.files.Replacement;
import press.communique.site.files.SiteFile;
import press.communique.site.files.SiteFiles;
import press.communique.site.files.SiteInventory;
import press.communique.store.aws.AwsClients;
import press.communique.store.aws.Metrics;
import press.communique.store.lists.Archives;
import press.communique.store.lists.Lists;
import press.communique.store.media.RemovedMedia;
import press.communique.store.posts.Addresses;
import press.communique.store.posts.PostShelf;
import press.communique.store.posts.Releases;
import press.communique.store.site.Rebuilds;
import press.communique.store.site.Sites;
import press.communique.store.testing.LocalBucket;
import press.communique.store.testing.LocalTables;
import press.communique.store.testing.SamplePosts;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** A whole site in memory over a real table, with a clock that a test sets. */
public final class TestSite {

    private static final URI URL = URI.create("https://www.example.org");

    /** Empty: whatever text is said to lie there is lost. */
    private static final S3Client NOTHING_IN_IT = new AwsClients(Map.of(
                    "AWS_ACCESS_KEY_ID", "local",
                    "AWS_SECRET_ACCESS_KEY", "local",
                    "AWS_ENDPOINT_URL_S3", LocalBucket.environment().get("AWS_ENDPOINT_URL_S3")))
            .s3();

    public final LocalTables tables = new LocalTables();
    public final SamplePosts sample = new SamplePosts(tables);
    public final Releases releases = new Releases(tables.client(), tables.posts(), NOTHING_IN_IT, "lost");
    public final Sites sites = new Sites(tables.client(), tables.posts());
    final Rebuilds rebuilds = new Rebuilds(tables.client(), tables.posts());
    final MemorySiteFiles files = new MemorySiteFiles();
    final List<String> purged = new ArrayList<>();
    final Deque<Piece> pieces = new ArrayDeque<>();

    private final Workers workers = new Workers(Runnable::run);
    private final Look.Current looks = new Look.Current(sites, URL, this::now);
    private final Archives archives = new Archives(tables.client(), tables.posts());
    private final FeedTexts texts = new FeedTexts(releases, URL);
    private Instant now = Instant.parse("2026-11-24T08:00:00Z");

    public TestSite() {
        files.now(now);
    }

    public Instant now() {
        return now;
    }

    public void now(Instant instant) {
        now = instant;
        files.now(instant);
    }

    /** A publisher of its own, as another instance of the function would be. */
    public Publisher publisher() {
        var replacement = new Replacement(files);
        var archiveFiles = new ArchiveFiles(archives, texts, looks, replacement, workers);
        return new Publisher(
                releases,
                lists(),
                looks,
                new Furniture(looks, replacement, workers),
                new Rehearsal(texts),
                new PostPages(releases, texts, looks, replacement, workers),
                listFiles(replacement, archiveFiles),
                archiveFiles,
                new MachineFiles(archives, archiveFiles, looks, replacement),
                purges(),
                new Metrics(Map.of()),
                this::now);
    }

    void publish(Post post) {
        publisher().publish(List.of(post.id()));
    }

    Rebuild rebuild() {
        return new Rebuild(rebuilds, sites, work(files, files), purges(), pieces::add, this::now);
    }

    /** All of it, into another bucket or over what is there. */
    void rebuildInto(MemorySiteFiles target) {
        target.now(now);
        Deque<Piece> left = new ArrayDeque<>();
        Rebuild again = new Rebuild(rebuilds, sites, work(target, target), purges(), left::add, this::now);
        again.start();
        while (!left.isEmpty()) {
            again.carryOut(left.poll().json());
        }
    }

    /** Does pieces until there are none. */
    void carryOut() {
        while (!pieces.isEmpty()) {
            rebuild().carryOut(pieces.poll().json());
        }
    }

    /** As an admin asks for it. */
    void rebuildAll() {
        rebuilds.request("admin", now);
        rebuild().start();
        carryOut();
    }

    /** What the sweep does each day. */
    void writeForToday() {
        var replacement = new Replacement(files);
        var archiveFiles = new ArchiveFiles(archives, texts, looks, replacement, workers);
        new MachineFiles(archives, archiveFiles, looks, replacement)
                .writeForToday(listFiles(replacement, archiveFiles));
    }

    RebuildCheck.Result check() {
        var compared = new ComparedFiles(files);
        return new RebuildCheck(work(compared, compared), looks, compared).run(now);
    }

    /** From now on the post's text is one that was too big for an item, and whose object is gone. */
    public void loseText(Post post) {
        var client = tables.client();
        client.query(query -> query.tableName(tables.posts())
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :text)")
                        .expressionAttributeValues(Map.of(
                                ":pk", AttributeValue.fromS("POST#" + post.id()),
                                ":text", AttributeValue.fromS("TEXT#"))))
                .items()
                .forEach(item -> {
                    var lost = new HashMap<>(item);
                    lost.remove("body");
                    lost.put("bodyKey", AttributeValue.fromS("texts/lost"));
                    client.putItem(put -> put.tableName(tables.posts()).item(lost));
                });
    }

    public String text(String key) {
        return files.file(key)
                .map(file -> new String(file.bytes(), StandardCharsets.UTF_8))
                .orElse("");
    }

    /** The files that were written, in that order. */
    public List<String> written() {
        return files.writes();
    }

    /** Where the CDN leads whoever asks for this file; empty if it is one to be read. */
    String location(String key) {
        return files.file(key).flatMap(SiteFile::location).orElse("");
    }

    List<String> titles(String key) {
        return Jsoup.parse(text(key)).select("main h2 a, main h3 a").stream()
                .map(Element::text)
                .toList();
    }

    Lists lists() {
        return new Lists(tables.client(), tables.posts());
    }

    private ListFiles listFiles(Replacement replacement, ArchiveFiles archiveFiles) {
        return new ListFiles(lists(), archives, archiveFiles, texts, looks, replacement, workers);
    }

    private RebuildWork work(SiteFiles target, SiteInventory inventory) {
        Replacement again = new Replacement(target).again();
        var archiveFiles = new ArchiveFiles(archives, texts, looks, again, workers);
        return new RebuildWork(
                releases,
                new PostShelf(tables.client(), tables.posts()),
                new Furniture(looks, again, workers),
                new PostPages(releases, texts, looks, again, workers),
                archives,
                archiveFiles,
                listFiles(again, archiveFiles),
                new MachineFiles(archives, archiveFiles, looks, again),
                new Orphans(
                        target,
                        inventory,
                        new Addresses(tables.client(), tables.posts()),
                        mediaCopies(target, inventory),
                        looks,
                        this::now));
    }

    /** What the sweep does each minute. */
    void removeDeletedMedia() {
        mediaCopies(files, files).removeDeleted();
    }

    private MediaCopies mediaCopies(SiteFiles target, SiteInventory inventory) {
        return new MediaCopies(
                new RemovedMedia(tables.client(), tables.posts()), target, inventory, purges(), this::now);
    }

    private PurgeRequests purges() {
        return new PurgeRequests() {
            @Override
            public void send(Released post, SortedSet<ListKey> touched) {
                purged.add(post.release().postId());
            }

            @Override
            public void sendOwn(Released post) {
                purged.add("own " + post.release().postId());
            }

            @Override
            public void sendPath(String path, String transition) {
                purged.add(path);
            }

            @Override
            public void sendAll(String transition) {
                purged.add(transition);
            }
        };
    }
}
