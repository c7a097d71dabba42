package press.communique.local.engine;

import java.io.InputStream;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Tells of each new object once it is there, as S3 does, and S3Proxy does not. */
final class ObjectNotices extends ForwardingBlobStore {

    private volatile Listener listener = (event, bucket, key, size, etag) -> {};

    ObjectNotices(BlobStore store) {
        super(store);
    }

    /** Hears of new objects. */
    @FunctionalInterface
    interface Listener {
        /** @param event without {@code s3:}, such as {@code ObjectCreated:Put} */
        void created(String event, String bucket, String key, long size, String etag);
    }

    void tell(Listener newListener) {
        listener = newListener;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
        PutObjectResponse response = super.putBlob(request, body);
        tell("ObjectCreated:Put", request.bucket(), request.key());
        return response;
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        CopyObjectResponse response = super.copyBlob(request);
        tell("ObjectCreated:Copy", request.destinationBucket(), request.destinationKey());
        return response;
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
        tell("ObjectCreated:CompleteMultipartUpload", request.bucket(), request.key());
        return response;
    }

    private void tell(String event, String bucket, String key) {
        HeadObjectResponse there = blobMetadataIfPresent(bucket, key);
        if (there != null) {
            listener.created(event, bucket, key, there.contentLength(), there.eTag());
        }
    }
}
