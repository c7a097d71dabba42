package press.communique.local.engine;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import press.communique.local.StackMistake;

/** S3Proxy over a directory: a bucket is a folder, an object a plain file with its metadata in extended attributes. */
public final class S3Engine implements Engine {

    private final S3Proxy proxy;
    private final ConditionalWrites store;

    public S3Engine(Path directory) throws Exception {
        Files.createDirectories(directory);
        requireExtendedAttributes(directory);
        store = new ConditionalWrites(new FilesystemNio2BlobStore(directory.toString()));
        proxy = S3Proxy.builder()
                .blobStore(store)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.NONE, "local", "local")
                .ignoreUnknownHeaders(true)
                .jettyMaxThreads(64)
                .stopTimeout(1_000)
                .build();
        proxy.start();
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
