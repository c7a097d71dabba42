package press.communique.simulation.cloud;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * S3: strongly consistent, with conditional writes and deletes.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html">Conditional requests</a>
 */
public final class Buckets implements S3Client {

    /** A file as it lies in a bucket. */
    public record Stored(
            byte[] bytes,
            String etag,
            String contentType,
            String cacheControl,
            Map<String, String> metadata,
            long modified) {}

    /** Hears of each object that was written. */
    public interface Watch {
        void written(String bucket, String key, Stored object);
    }

    private final World world;
    private final Map<String, TreeMap<String, Stored>> buckets = new TreeMap<>();
    private Watch watch = (bucket, key, object) -> {};

    public Buckets(World world) {
        this.world = world;
    }

    public void add(String bucket) {
        buckets.put(bucket, new TreeMap<>());
    }

    public void watch(Watch each) {
        watch = each;
    }

    /** What lies there now; not a copy. */
    public TreeMap<String, Stored> files(String bucket) {
        TreeMap<String, Stored> files = buckets.get(bucket);
        if (files == null) {
            throw new IllegalArgumentException("There is no bucket " + bucket);
        }
        return files;
    }

    private <T> T call(String what, boolean isWrite, Supplier<T> effect) {
        return world.call(
                "s3 " + what,
                isWrite,
                true,
                effect,
                () -> refusal(503, "SlowDown"),
                () -> ApiCallTimeoutException.builder()
                        .message("No answer in time")
                        .writableStackTrace(false)
                        .build());
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest head) {
        return call("HeadObject", false, () -> {
            Stored object = find(head.bucket(), head.key());
            return HeadObjectResponse.builder()
                    .eTag(object.etag)
                    .contentType(object.contentType)
                    .cacheControl(object.cacheControl)
                    .contentLength((long) object.bytes.length)
                    .metadata(object.metadata)
                    .lastModified(World.instant(object.modified))
                    .build();
        });
    }

    @Override
    public <T> T getObject(GetObjectRequest get, ResponseTransformer<GetObjectResponse, T> into) {
        Stored object = call("GetObject", false, () -> find(get.bucket(), get.key()));
        try {
            return into.transform(
                    GetObjectResponse.builder()
                            .eTag(object.etag)
                            .contentType(object.contentType)
                            .cacheControl(object.cacheControl)
                            .contentLength((long) object.bytes.length)
                            .metadata(object.metadata)
                            .lastModified(World.instant(object.modified))
                            .build(),
                    AbortableInputStream.create(new ByteArrayInputStream(object.bytes)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest put, RequestBody body) {
        byte[] bytes = bytes(body);
        return call("PutObject", true, () -> {
            Optional<Stored> present = Optional.ofNullable(files(put.bucket()).get(put.key()));
            if (put.ifNoneMatch() != null && present.isPresent()) {
                throw refusal(412, "PreconditionFailed");
            }
            if (put.ifMatch() != null) {
                if (present.isEmpty()) {
                    throw missing();
                }
                if (!present.get().etag.equals(put.ifMatch())) {
                    throw refusal(412, "PreconditionFailed");
                }
            }
            if (put.ifMatch() != null
                    && world.faults().happens(world.dice(), world.faults().conflict() / 4)) {
                world.reached("a conditional write met another");
                throw refusal(409, "ConditionalRequestConflict");
            }
            var stored = new Stored(
                    bytes,
                    etag(bytes),
                    put.contentType(),
                    put.cacheControl(),
                    new LinkedHashMap<>(put.metadata()),
                    world.now());
            files(put.bucket()).put(put.key(), stored);
            watch.written(put.bucket(), put.key(), stored);
            return PutObjectResponse.builder().eTag(stored.etag).build();
        });
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest delete) {
        return call("DeleteObject", true, () -> {
            Stored present = files(delete.bucket()).get(delete.key());
            if (delete.ifMatch() != null && present == null) {
                throw missing();
            }
            if (delete.ifMatch() != null && !present.etag.equals(delete.ifMatch())) {
                throw refusal(412, "PreconditionFailed");
            }
            files(delete.bucket()).remove(delete.key());
            return DeleteObjectResponse.builder().build();
        });
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request list) {
        return call("ListObjectsV2", false, () -> {
            if (list.delimiter() != null || list.continuationToken() != null || list.maxKeys() != null) {
                throw new UnsupportedOperationException("Not simulated: " + list);
            }
            String after = list.startAfter() == null ? "" : list.startAfter();
            String prefix = list.prefix() == null ? "" : list.prefix();
            var found = files(list.bucket()).tailMap(after, after.isEmpty()).entrySet().stream()
                    .filter(each -> each.getKey().startsWith(prefix))
                    .limit(1_000)
                    .map(each -> S3Object.builder()
                            .key(each.getKey())
                            .eTag(each.getValue().etag)
                            .size((long) each.getValue().bytes.length)
                            .lastModified(World.instant(each.getValue().modified))
                            .build())
                    .toList();
            return ListObjectsV2Response.builder()
                    .contents(found)
                    .keyCount(found.size())
                    .build();
        });
    }

    private Stored find(String bucket, String key) {
        Stored object = files(bucket).get(key);
        if (object == null) {
            throw missing();
        }
        return object;
    }

    /** The same bytes have the same one, which is all that may be known of it. */
    private static String etag(byte[] bytes) {
        var one = new CRC32();
        one.update(bytes);
        var other = new CRC32C();
        other.update(bytes);
        return "\"" + Long.toHexString(one.getValue()) + "-" + Long.toHexString(other.getValue()) + "-" + bytes.length
                + "\"";
    }

    private static byte[] bytes(RequestBody body) {
        try {
            return body.contentStreamProvider().newStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuntimeException missing() {
        return NoSuchKeyException.builder()
                .message("NoSuchKey")
                .statusCode(404)
                .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode("NoSuchKey").build())
                .writableStackTrace(false)
                .build();
    }

    private static RuntimeException refusal(int status, String code) {
        return S3Exception.builder()
                .message(code)
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .writableStackTrace(false)
                .build();
    }

    @Override
    public String serviceName() {
        return "s3";
    }

    @Override
    public void close() {}
}
