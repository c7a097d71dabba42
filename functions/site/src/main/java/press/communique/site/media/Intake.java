package press.communique.site.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.media.Media;
import press.communique.core.media.MediaState;
import press.communique.core.media.Stored;
import press.communique.core.media.StoredFile;
import press.communique.core.text.Slugs;
import press.communique.store.media.MediaShelf;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Takes what was uploaded: leave if done; look; make files of it or refuse it; say so; remove the upload itself. What it
 * makes lies in the private bucket until a release shows it. Doing it again changes nothing.
 */
public final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final String UPLOADS = "uploads/";

    private final MediaShelf shelf;
    private final S3Client s3;
    private final String bucket;
    private final Renditions renditions = new Renditions();

    public Intake(MediaShelf shelf, S3Client s3, String bucket) {
        this.shelf = shelf;
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** @param key in the private bucket, of an object that was just put there */
    public void take(String key) {
        if (!key.startsWith(UPLOADS)) {
            return;
        }
        Optional<HeadObjectResponse> arrived = look(key);
        if (arrived.isEmpty()) {
            return;
        }
        String id = key.substring(UPLOADS.length());
        Optional<Media> media = shelf.find(id).filter(Intake::isOpen);
        if (media.isPresent()) {
            shelf.markProcessing(id);
            settle(media.get(), arrived.get());
        }
        s3.deleteObject(delete -> delete.bucket(bucket).key(key));
    }

    private static boolean isOpen(Media media) {
        return media.state() == MediaState.AWAITING_UPLOAD || media.state() == MediaState.PROCESSING;
    }

    private void settle(Media media, HeadObjectResponse arrived) {
        try {
            asAnnounced(media, arrived);
            shelf.markReady(media.id(), media.isImage() ? image(media) : document(media));
        } catch (Refused refused) {
            LOG.info("Upload {} is refused as {}", media.id(), refused.refusal().code());
            shelf.markRefused(media.id(), refused.refusal());
        }
    }

    /** The signed address enforces both already; this holds for whoever else may write here. */
    private static void asAnnounced(Media media, HeadObjectResponse arrived) throws Refused {
        if (arrived.contentLength() != media.size()) {
            throw new Refused(
                    "wrong-size",
                    "It was announced with " + media.size() + " bytes and has " + arrived.contentLength() + ".");
        }
        if (!media.type().contentType().equals(arrived.contentType())) {
            throw new Refused(
                    "wrong-type",
                    "It was announced as " + media.type().contentType() + " and sent as " + arrived.contentType()
                            + ".");
        }
    }

    private Stored image(Media media) throws Refused {
        byte[] upload = s3.getObjectAsBytes(get -> get.bucket(bucket).key(Media.uploadKey(media.id())))
                .asByteArrayUnsafe();
        Made made = renditions.of(new Bytes(upload), media.type());
        MessageDigest digest = digest();
        for (Made.File file : made.files()) {
            digest.update(file.about().name().getBytes(StandardCharsets.UTF_8));
            digest.update(file.bytes());
            s3.putObject(
                    put -> put.bucket(bucket)
                            .key(Media.privateKey(media.id(), file.about()))
                            .contentType(file.about().contentType()),
                    RequestBody.fromBytes(file.bytes()));
        }
        return new Stored(
                hash(digest),
                made.width(),
                made.height(),
                made.files().stream().map(Made.File::about).toList());
    }

    private Stored document(Media media) throws Refused {
        byte[] head = new byte[0];
        byte[] tail = new byte[0];
        MessageDigest digest = digest();
        try (InputStream upload = s3.getObject(get -> get.bucket(bucket).key(Media.uploadKey(media.id())))) {
            for (byte[] part = upload.readNBytes(Documents.LOOKED_AT);
                    part.length > 0;
                    part = upload.readNBytes(Documents.LOOKED_AT)) {
                head = head.length == 0 ? part : head;
                tail = joined(tail, part);
                digest.update(part);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        Documents.check(head, tail, media.type());
        var file = new StoredFile(name(media), media.type().contentType(), media.size(), 0, 0);
        s3.copyObject(copy -> copy.sourceBucket(bucket)
                .sourceKey(Media.uploadKey(media.id()))
                .destinationBucket(bucket)
                .destinationKey(Media.privateKey(media.id(), file))
                .metadataDirective(MetadataDirective.REPLACE)
                .contentType(file.contentType()));
        digest.update(file.name().getBytes(StandardCharsets.UTF_8));
        return new Stored(hash(digest), 0, 0, List.of(file));
    }

    /** The last bytes of both, as many as are looked at. */
    private static byte[] joined(byte[] before, byte[] after) {
        byte[] both = Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, both, before.length, after.length);
        return both.length <= Documents.LOOKED_AT
                ? both
                : Arrays.copyOfRange(both, both.length - Documents.LOOKED_AT, both.length);
    }

    private static String name(Media media) {
        String base = media.filename().replaceFirst("\\.[A-Za-z0-9]{1,5}$", "");
        String slug = Slugs.of(base);
        return (slug.isEmpty() ? "file" : slug) + "." + media.type().extension();
    }

    private Optional<HeadObjectResponse> look(String key) {
        try {
            return Optional.of(s3.headObject(head -> head.bucket(bucket).key(key)));
        } catch (S3Exception refused) {
            if (refused.statusCode() == 404) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String hash(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }
}
