package press.communique.local.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import press.communique.local.StackMistake;
import press.communique.local.template.Bucket;

/** S3Proxy over a directory: a bucket is a folder, an object a plain file with its metadata in extended attributes. */
public final class S3Engine implements Engine {

    /** In bytes: a body whose hash is signed is held whole to check it. */
    private static final long LARGEST_SIGNED = 200_000_000;

    private final S3Proxy proxy;
    private final ObjectNotices store;

    /** @param buckets of the template; which pages may send to them counts for all of them */
    public S3Engine(Path directory, List<Bucket> buckets) throws Exception {
        Files.createDirectories(directory);
        requireExtendedAttributes(directory);
        store = new ObjectNotices(new ConditionalWrites(new FilesystemNio2BlobStore(directory.toString())));
        proxy = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                // Signed addresses for uploads are only as good as the check of their signatures.
                .awsAuthentication(
                        AuthenticationType.AWS_V4,
                        Credentials.LOCAL.get("AWS_ACCESS_KEY_ID"),
                        Credentials.LOCAL.get("AWS_SECRET_ACCESS_KEY"))
                .corsRules(crossOrigin(buckets))
                .v4MaxNonChunkedRequestSize(LARGEST_SIGNED)
                .ignoreUnknownHeaders(true)
                .jettyMaxThreads(64)
                .stopTimeout(1_000)
                .build();
        proxy.start();
    }

    private static CrossOriginResourceSharing crossOrigin(List<Bucket> buckets) {
        List<Bucket.CrossOrigin> rules = buckets.stream()
                .flatMap(bucket -> bucket.crossOrigin().stream())
                .toList();
        return rules.isEmpty()
                ? CrossOriginResourceSharing.disabled()
                : new CrossOriginResourceSharing(
                        all(rules, rule -> rule.origins().stream()
                                .map(Pattern::quote)
                                .toList()),
                        all(rules, Bucket.CrossOrigin::methods),
                        all(rules, Bucket.CrossOrigin::headers),
                        List.of(),
                        "false");
    }

    private static List<String> all(List<Bucket.CrossOrigin> rules, Function<Bucket.CrossOrigin, List<String>> texts) {
        return rules.stream()
                .flatMap(rule -> texts.apply(rule).stream())
                .distinct()
                .toList();
    }

    /** Tells the template's queues of new objects. */
    public void tell(List<Bucket> buckets, Map<String, String> queueUrls, Clients clients, String region) {
        store.tell(new BucketNotices(buckets, queueUrls, clients.sqs(), region));
    }

    /** Without them S3Proxy would lose content types and stamps in silence. */
    private static void requireExtendedAttributes(Path directory) throws IOException {
        UserDefinedFileAttributeView view = Files.getFileAttributeView(directory, UserDefinedFileAttributeView.class);
        if (view == null
                || !Files.getFileStore(directory).supportsFileAttributeView(UserDefinedFileAttributeView.class)) {
            throw new StackMistake(
                    "The disk of " + directory + " keeps no extended attributes, which the site's files need"
                            + " for their metadata; use a data directory on another disk, or a newer JDK (from 21 on macOS).");
        }
    }

    @Override
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    @Override
    public void close() {
        try {
            proxy.stop();
            store.close();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy could not be stopped", e);
        }
    }
}
