package press.communique.site.publish;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** The private bucket as a folder, faked at the SDK's boundary, for figures only: texts too big for an item lie in it. */
final class FolderBucket implements S3Client {

    private final Path folder;

    FolderBucket(Path folder) {
        this.folder = folder;
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest put, RequestBody body) {
        try (InputStream bytes = body.contentStreamProvider().newStream()) {
            Files.createDirectories(folder);
            Files.write(file(put.key()), bytes.readAllBytes());
            return PutObjectResponse.builder().build();
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Override
    public <R> R getObject(GetObjectRequest get, ResponseTransformer<GetObjectResponse, R> reader) {
        try (InputStream bytes = Files.newInputStream(file(get.key()))) {
            return reader.transform(GetObjectResponse.builder().build(), AbortableInputStream.create(bytes));
        } catch (Exception missing) {
            throw new IllegalStateException(get.key(), missing);
        }
    }

    private Path file(String key) {
        return folder.resolve(
                UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString());
    }

    @Override
    public String serviceName() {
        return "s3";
    }

    @Override
    public void close() {}
}
