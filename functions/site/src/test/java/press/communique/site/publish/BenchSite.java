package press.communique.site.publish;

import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import press.communique.core.list.ListKey;
import press.communique.core.post.Released;
import press.communique.core.site.Label;
import press.communique.core.site.SiteSettings;
import press.communique.site.feed.FeedTexts;
import press.communique.site.files.Replacement;
import press.communique.site.files.SiteFiles;
import press.communique.site.files.SiteInventory;
import press.communique.store.aws.Metrics;
import press.communique.store.lists.Archives;
import press.communique.store.lists.Lists;
import press.communique.store.media.RemovedMedia;
import press.communique.store.posts.Addresses;
import press.communique.store.posts.PostShelf;
import press.communique.store.posts.Posts;
import press.communique.store.posts.Releases;
import press.communique.store.site.Sites;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The publisher's parts over a table and files of whatever kind, put together as {@link Publishing} does. */
final class BenchSite {

    private static final URI URL = URI.create("https://www.example.org");

    final Posts posts;
    final Addresses addresses;
    final Releases releases;
    final Lists lists;
    final Sites sites;

    private final DynamoDbClient dynamo;
    private final String table;
    private final InstantSource clock;
    private final Workers workers;
    private final Look.Current looks;
    private final Archives archives;
    private final FeedTexts texts;

    BenchSite(DynamoDbClient dynamo, String table, S3Client s3, InstantSource clock, Workers workers) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
        this.workers = workers;
        this.posts = new Posts(dynamo, table, s3, "private");
        this.addresses = new Addresses(dynamo, table);
        this.releases = new Releases(dynamo, table, s3, "private");
        this.lists = new Lists(dynamo, table);
        this.sites = new Sites(dynamo, table);
        this.looks = new Look.Current(sites, URL, clock);
        this.archives = new Archives(dynamo, table);
        this.texts = new FeedTexts(releases, URL);
    }

    /** One language, two topics. */
    static SiteSettings settings(String oneTopic, String otherTopic) {
        SiteSettings initial = SiteSettings.initial();
        return new SiteSettings(
                0,
                Map.of("en", "Ministry of Figures"),
                Map.of("en", "What it says, and how much that costs"),
                List.of("en"),
                "en",
                ZoneId.of("UTC"),
                initial.types(),
                List.of(
                        new Label(oneTopic, Map.of("en", "One " + oneTopic)),
                        new Label(otherTopic, Map.of("en", "Other " + otherTopic))),
                List.of(),
                initial.sender(),
                Map.of(),
                initial.accent(),
                initial.logo(),
                Map.of(),
                Optional.empty(),
                false,
                0.003);
    }

    Publisher publisher(SiteFiles files) {
        var replacement = new Replacement(files);
        var archiveFiles = new ArchiveFiles(archives, texts, looks, replacement, workers);
        return new Publisher(
                releases,
                lists,
                looks,
                new Furniture(looks, replacement, workers),
                new Rehearsal(texts),
                new PostPages(releases, texts, looks, replacement, workers),
                new ListFiles(lists, archives, archiveFiles, texts, looks, replacement, workers),
                archiveFiles,
                new MachineFiles(archives, archiveFiles, looks, replacement),
                NO_PURGE,
                new Metrics(java.util.Map.of()),
                clock);
    }

    /** Renders everything again, piece by piece. */
    <F extends SiteFiles & SiteInventory> void rebuild(F files) {
        Replacement again = new Replacement(files).again();
        var archiveFiles = new ArchiveFiles(archives, texts, looks, again, workers);
        var work = new RebuildWork(
                releases,
                new PostShelf(dynamo, table),
                new Furniture(looks, again, workers),
                new PostPages(releases, texts, looks, again, workers),
                archives,
                archiveFiles,
                new ListFiles(lists, archives, archiveFiles, texts, looks, again, workers),
                new MachineFiles(archives, archiveFiles, looks, again),
                new Orphans(
                        files,
                        files,
                        addresses,
                        new MediaCopies(new RemovedMedia(dynamo, table), files, files, NO_PURGE, clock),
                        looks,
                        clock));
        var site = looks.read().site();
        var at = java.util.Optional.of(Position.startOf(Piece.Step.first()));
        while (at.isPresent()) {
            at = work.carryOut(at.get(), site, clock.instant());
        }
    }

    private static final PurgeRequests NO_PURGE = new PurgeRequests() {
        @Override
        public void send(Released post, SortedSet<ListKey> touched) {}

        @Override
        public void sendOwn(Released post) {}

        @Override
        public void sendPath(String path, String transition) {}

        @Override
        public void sendAll(String transition) {}
    };
}
