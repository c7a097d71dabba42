package press.communique.local.engine;

import java.io.InputStream;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Makes S3Proxy's conditional writes atomic, as S3's are: of many writers with one {@code If-Match}, one wins. S3Proxy
 * checks the condition and writes in two steps; here both happen under a lock of the key.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">Conditional writes</a>
 */
final class ConditionalWrites extends ForwardingBlobStore {

    private final Lock[] locks = new Lock[256];

    ConditionalWrites(BlobStore store) {
        super(store);
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
        Lock lock = lock(request.bucket(), request.key());
        lock.lock();
        try {
            check(request);
            return super.putBlob(request, body);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        Lock lock = lock(request.bucket(), request.key());
        lock.lock();
        try {
            return super.removeBlob(request);
        } finally {
            lock.unlock();
        }
    }

    private void check(PutObjectRequest request) {
        String wanted = request.ifMatch();
        String unwanted = request.ifNoneMatch();
        if (wanted == null && unwanted == null) {
            return;
        }
        HeadObjectResponse present = blobMetadataIfPresent(request.bucket(), request.key());
        if (wanted != null) {
            if (present == null) {
                throw S3Exceptions.noSuchKey(request.bucket(), request.key(), "The object to match is not there");
            }
            if (!wanted.equals("*") && !unquoted(wanted).equals(unquoted(present.eTag()))) {
                throw S3Exceptions.preconditionFailed(null);
            }
        }
        if (unwanted != null
                && present != null
                && (unwanted.equals("*") || unquoted(unwanted).equals(unquoted(present.eTag())))) {
            throw S3Exceptions.preconditionFailed(null);
        }
    }

    private Lock lock(String bucket, String key) {
        int hash = 31 * bucket.hashCode() + key.hashCode();
        return locks[Math.floorMod(hash ^ (hash >>> 16), locks.length)];
    }

    private static String unquoted(String etag) {
        return etag == null ? "" : etag.replace("\"", "");
    }
}
