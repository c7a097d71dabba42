package press.communique.site.files;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import press.communique.core.page.Stamp;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The site's files in S3, by conditional writes
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html).
 */
public final class S3SiteFiles implements SiteFiles, SiteInventory {

    private static final String STAMP = "stamp";
    private static final String CACHE_TAG = "cache-tag";

    /** The CDN's function for answers makes a redirect of it; see infra/cdn.yaml. */
    private static final String LOCATION = "location";

    private final S3Client s3;
    private final String bucket;

    public S3SiteFiles(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public Held look(String key) {
        try {
            HeadObjectResponse head = s3.headObject(look -> look.bucket(bucket).key(key));
            return new Held(
                    Optional.ofNullable(head.eTag()),
                    Optional.ofNullable(head.metadata().get(STAMP)).flatMap(Stamp::parse));
        } catch (S3Exception refused) {
            if (refused.statusCode() == 404) {
                return Held.NOTHING;
            }
            throw refused;
        }
    }

    @Override
    public List<Found> list(String after) {
        return s3
                .listObjectsV2(list -> list.bucket(bucket).startAfter(after.isEmpty() ? null : after))
                .contents()
                .stream()
                .map(object -> new Found(object.key(), object.eTag(), object.lastModified()))
                .toList();
    }

    @Override
    public Optional<SiteFile> read(String key) {
        try {
            ResponseBytes<GetObjectResponse> object =
                    s3.getObjectAsBytes(get -> get.bucket(bucket).key(key));
            Map<String, String> metadata = object.response().metadata();
            return Stamp.parse(metadata.getOrDefault(STAMP, ""))
                    .map(stamp -> new SiteFile(
                            key,
                            object.response().contentType(),
                            object.response().cacheControl(),
                            stamp,
                            List.of(metadata.getOrDefault(CACHE_TAG, "").split(",")),
                            object.asByteArray(),
                            Optional.ofNullable(metadata.get(LOCATION))));
        } catch (S3Exception refused) {
            if (refused.statusCode() == 404) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html */
    @Override
    public boolean remove(Found file) {
        if (file.etag() == null) {
            return false;
        }
        try {
            s3.deleteObject(delete -> delete.bucket(bucket).key(file.key()).ifMatch(file.etag()));
            return true;
        } catch (S3Exception refused) {
            if (refused.statusCode() == 412 || refused.statusCode() == 409 || refused.statusCode() == 404) {
                return false;
            }
            throw refused;
        }
    }

    private static Map<String, String> metadata(SiteFile file) {
        var metadata = new TreeMap<String, String>();
        metadata.put(STAMP, file.stamp().toString());
        metadata.put(CACHE_TAG, String.join(",", file.cacheTags()));
        file.location().ifPresent(target -> metadata.put(LOCATION, target));
        return metadata;
    }

    @Override
    public Optional<Held> put(SiteFile file, Held seen) {
        try {
            String etag = s3.putObject(
                            put -> {
                                put.bucket(bucket)
                                        .key(file.key())
                                        .contentType(file.contentType())
                                        .cacheControl(file.cacheControl())
                                        .metadata(metadata(file));
                                seen.etag().ifPresentOrElse(put::ifMatch, () -> put.ifNoneMatch("*"));
                            },
                            RequestBody.fromBytes(file.bytes()))
                    .eTag();
            return Optional.of(new Held(Optional.of(etag), Optional.of(file.stamp())));
        } catch (S3Exception refused) {
            // 412: another file is there; 409: another write is under way; 404: the file that we saw is gone.
            if (refused.statusCode() == 412 || refused.statusCode() == 409 || refused.statusCode() == 404) {
                return Optional.empty();
            }
            throw refused;
        }
    }
}
