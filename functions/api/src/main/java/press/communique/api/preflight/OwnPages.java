package press.communique.api.preflight;

import java.net.URI;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Whether our own site has something at a path: a file, as the CDN would find it. Redirects are files too. */
final class OwnPages {

    private final S3Client s3;
    private final String siteBucket;

    OwnPages(S3Client s3, String siteBucket) {
        this.s3 = s3;
        this.siteBucket = siteBucket;
    }

    boolean has(URI url) {
        String path = url.getPath() == null || url.getPath().isEmpty() ? "/" : url.getPath();
        if (path.startsWith("/api/") || path.startsWith("/subscriptions")) {
            return true;
        }
        if (path.endsWith("/")) {
            path += "index.html";
        } else if (!path.substring(path.lastIndexOf('/')).contains(".")) {
            path += "/index.html";
        }
        String key = path.replaceFirst("^/+", "");
        try {
            s3.headObject(head -> head.bucket(siteBucket).key(key));
            return true;
        } catch (S3Exception refused) {
            // Without the right to list, what is not there is forbidden; what is too long for a key is a bad request.
            if (refused.statusCode() == 404 || refused.statusCode() == 403 || refused.statusCode() == 400) {
                return false;
            }
            throw refused;
        }
    }
}
