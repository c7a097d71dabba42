package press.communique.api.editor;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import press.communique.api.http.Json;
import press.communique.core.media.Media;
import press.communique.core.media.StoredFile;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The private bucket, as far as uploads need it: signed addresses to send to and to look at, and deletion.
 *
 * <p>The address takes one PUT of exactly the announced type and size, and only where nothing lies yet: all three are
 * signed headers (https://docs.aws.amazon.com/AmazonS3/latest/userguide/PresignedUrlUploadObject.html).
 */
public final class MediaStorage {

    private static final Duration TO_UPLOAD = Duration.ofMinutes(15);
    private static final Duration TO_LOOK = Duration.ofHours(1);

    private final S3Client s3;
    private final S3Presigner presigner;
    private final String bucket;

    public MediaStorage(S3Client s3, S3Presigner presigner, String bucket) {
        this.s3 = s3;
        this.presigner = presigner;
        this.bucket = bucket;
    }

    ObjectNode uploadAddress(Media media, Instant now) {
        var signed = presigner.presignPutObject(
                sign -> sign.signatureDuration(TO_UPLOAD).putObjectRequest(put -> put.bucket(bucket)
                        .key(Media.uploadKey(media.id()))
                        .contentType(media.type().contentType())
                        .contentLength(media.size())
                        .ifNoneMatch("*")));
        ObjectNode json = Json.object()
                .put("method", "PUT")
                .put("url", signed.url().toString())
                .put("expiresAt", now.plus(TO_UPLOAD).toString());
        json.putObject("headers")
                .put("Content-Type", media.type().contentType())
                .put("If-None-Match", "*");
        return json;
    }

    /** An address under which whoever asked may look at a file for a while, released or not. */
    String preview(Media media, StoredFile file) {
        return address(media, file, TO_LOOK);
    }

    /** An address of a file that works for so long. */
    String address(Media media, StoredFile file, Duration time) {
        return presigner
                .presignGetObject(sign -> sign.signatureDuration(time)
                        .getObjectRequest(get -> get.bucket(bucket).key(Media.privateKey(media.id(), file))))
                .url()
                .toString();
    }

    byte[] bytes(Media media, StoredFile file) {
        return s3.getObjectAsBytes(get -> get.bucket(bucket).key(Media.privateKey(media.id(), file)))
                .asByteArray();
    }

    void delete(Media media) {
        s3.deleteObject(delete -> delete.bucket(bucket).key(Media.uploadKey(media.id())));
        media.stored().ifPresent(stored -> stored.files()
                .forEach(file ->
                        s3.deleteObject(delete -> delete.bucket(bucket).key(Media.privateKey(media.id(), file)))));
    }
}
