package press.communique.site.publish;

import java.util.Map;
import press.communique.core.media.Media;
import press.communique.core.media.StoredFile;
import press.communique.core.page.Stamp;
import press.communique.site.files.SiteFile;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Copies from the private bucket to the site's, within S3. An address holds a hash of the content, so that a file that is
 * there is the right one. Safe for several threads.
 */
final class S3MediaFiles implements MediaFiles {

    private final S3Client s3;
    private final String privateBucket;
    private final String siteBucket;

    S3MediaFiles(S3Client s3, String privateBucket, String siteBucket) {
        this.s3 = s3;
        this.privateBucket = privateBucket;
        this.siteBucket = siteBucket;
    }

    @Override
    public int bring(Media media) {
        int copied = 0;
        for (StoredFile file : media.stored().orElseThrow().files()) {
            String key = media.stored().orElseThrow().path(file).substring(1);
            if (!isThere(key)) {
                copy(media, file, key);
                copied++;
            }
        }
        return copied;
    }

    private void copy(Media media, StoredFile file, String key) {
        s3.copyObject(copy -> copy.sourceBucket(privateBucket)
                .sourceKey(Media.privateKey(media.id(), file))
                .destinationBucket(siteBucket)
                .destinationKey(key)
                .metadataDirective(MetadataDirective.REPLACE)
                .contentType(file.contentType())
                .cacheControl(SiteFile.ASSET_CACHE)
                .metadata(Map.of("stamp", new Stamp(Stamp.RENDERER, 0, 0).toString(), "cache-tag", "media")));
    }

    private boolean isThere(String key) {
        try {
            s3.headObject(head -> head.bucket(siteBucket).key(key));
            return true;
        } catch (S3Exception refused) {
            if (refused.statusCode() == 404) {
                return false;
            }
            throw refused;
        }
    }
}
