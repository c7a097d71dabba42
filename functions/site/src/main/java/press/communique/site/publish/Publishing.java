package press.communique.site.publish;

import java.time.InstantSource;
import java.util.Map;
import press.communique.core.settings.Settings;
import press.communique.site.desk.DeskBundle;
import press.communique.site.desk.DeskConfig;
import press.communique.site.desk.DeskFiles;
import press.communique.site.feed.FeedTexts;
import press.communique.site.files.RememberedFiles;
import press.communique.site.files.Replacement;
import press.communique.site.files.S3SiteFiles;
import press.communique.site.files.SiteFiles;
import press.communique.site.files.SiteInventory;
import press.communique.store.aws.AwsClients;
import press.communique.store.aws.Metrics;
import press.communique.store.lists.Archives;
import press.communique.store.lists.Lists;
import press.communique.store.media.MediaShelf;
import press.communique.store.media.ReadyMedia;
import press.communique.store.media.RemovedMedia;
import press.communique.store.posts.Addresses;
import press.communique.store.posts.PostShelf;
import press.communique.store.posts.Releases;
import press.communique.store.site.Rebuilds;
import press.communique.store.site.Sites;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Puts the parts of the publisher together from a function's environment; one for each function. */
public final class Publishing {

    /** Enough to keep the files of one release on their way side by side. */
    private static final int WORKERS = 8;

    private final Settings settings;
    private final DynamoDbClient dynamo;
    private final SqsClient sqs;
    private final Workers workers = Workers.of(WORKERS);
    private final S3SiteFiles bucket;
    private final FeedTexts texts;
    private final Releases releases;
    private final Sites sites;
    private final Look.Current looks;
    private final Furniture furniture;
    private final MediaFiles mediaFiles;
    private final PostPages postPages;
    private final Archives archives;
    private final ArchiveFiles archiveFiles;
    private final MachineFiles machineFiles;
    private final ListFiles listFiles;
    private final PurgeRequests purge;
    private final Metrics metrics;

    public Publishing(Map<String, String> environment) {
        this.settings = new Settings(environment);
        var aws = new AwsClients(environment);
        S3Client s3 = aws.s3();
        this.dynamo = aws.dynamoDb();
        this.sqs = aws.configure(SqsClient.builder(), "SQS").build();
        this.bucket = new S3SiteFiles(s3, settings.siteBucket());
        var replacement = new Replacement(new RememberedFiles(bucket));
        this.releases = new Releases(dynamo, settings.postsTable(), s3, settings.privateBucket());
        this.sites = new Sites(dynamo, settings.postsTable());
        this.looks = new Look.Current(
                sites,
                settings.siteUrl(),
                InstantSource.system(),
                new ReadyMedia(new MediaShelf(dynamo, settings.postsTable())));
        this.mediaFiles = new S3MediaFiles(s3, settings.privateBucket(), settings.siteBucket());
        this.furniture = new Furniture(looks, mediaFiles, replacement, workers);
        this.texts = new FeedTexts(releases, settings.siteUrl());
        this.postPages = new PostPages(releases, texts, looks, mediaFiles, replacement, workers);
        this.archives = new Archives(dynamo, settings.postsTable());
        this.archiveFiles = new ArchiveFiles(archives, texts, looks, replacement, workers);
        this.machineFiles = new MachineFiles(archives, archiveFiles, looks, replacement);
        this.listFiles = new ListFiles(lists(), archives, archiveFiles, texts, looks, replacement, workers);
        this.metrics = new Metrics(environment);
        this.purge = new SqsPurgeRequests(sqs, settings.purgeQueue());
    }

    public Publisher publisher() {
        return new Publisher(
                releases,
                lists(),
                looks,
                furniture,
                new Rehearsal(texts),
                postPages,
                listFiles,
                archiveFiles,
                machineFiles,
                purge,
                metrics,
                InstantSource.system());
    }

    public Rebuild rebuild() {
        return new Rebuild(
                new Rebuilds(dynamo, settings.postsTable()),
                sites,
                rebuildWork(bucket, bucket, mediaFiles),
                purge,
                new SqsRebuildPieces(sqs, settings.rebuildQueue()),
                InstantSource.system());
    }

    /** Compares the site with a fresh one. */
    public RebuildCheck check() {
        var compared = new ComparedFiles(bucket);
        return new RebuildCheck(rebuildWork(compared, compared, MediaFiles.NONE), looks, compared);
    }

    private RebuildWork rebuildWork(SiteFiles files, SiteInventory inventory, MediaFiles media) {
        Replacement again = new Replacement(files).again();
        var archiveFilesAgain = new ArchiveFiles(archives, texts, looks, again, workers);
        return new RebuildWork(
                releases,
                new PostShelf(dynamo, settings.postsTable()),
                new Furniture(looks, media, again, workers),
                new PostPages(releases, texts, looks, media, again, workers),
                archives,
                archiveFilesAgain,
                new ListFiles(lists(), archives, archiveFilesAgain, texts, looks, again, workers),
                new MachineFiles(archives, archiveFilesAgain, looks, again),
                new Orphans(
                        files,
                        inventory,
                        new Addresses(dynamo, settings.postsTable()),
                        mediaCopies(files, inventory),
                        looks,
                        InstantSource.system()));
    }

    /** The public files of uploads that were deleted. */
    public MediaCopies mediaCopies() {
        return mediaCopies(bucket, bucket);
    }

    private MediaCopies mediaCopies(SiteFiles files, SiteInventory inventory) {
        return new MediaCopies(
                new RemovedMedia(dynamo, settings.postsTable()), files, inventory, purge, InstantSource.system());
    }

    /** Brings up to date what changes with the day; costs nothing once that is so. */
    public void writeForToday() {
        machineFiles.writeForToday(listFiles);
    }

    /** The editors' application. */
    public DeskFiles desk() {
        return new DeskFiles(bucket, DeskBundle.ofThisDeployment(), DeskConfig.of(settings));
    }

    public Releases releases() {
        return releases;
    }

    private Lists lists() {
        return new Lists(dynamo, settings.postsTable());
    }
}
