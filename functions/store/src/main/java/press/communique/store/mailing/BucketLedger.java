package press.communique.store.mailing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The ledger in the private bucket, an object for each batch and worker:
 * {@code handed/2026-11-28T21/01KB…-first/0-17-<worker>}, whose lines are the readers' ids. The bucket forgets them when no
 * table could be restored to before them any more.
 */
public final class BucketLedger implements Ledger {

    private static final String FOLDER = "handed/";
    private static final int PAGE = 200;

    private final S3Client s3;
    private final String bucket;

    public BucketLedger(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    @Override
    public void write(Entry entry, Instant now) {
        String key = String.format(
                Locale.ROOT,
                "%s%s/%s/%d-%d-%s",
                FOLDER,
                hour(now),
                entry.mailing(),
                entry.share(),
                entry.batch(),
                entry.worker());
        s3.putObject(
                put -> put.bucket(bucket).key(key).contentType("text/plain; charset=utf-8"),
                RequestBody.fromString(String.join("\n", entry.readers())));
    }

    @Override
    public Page since(Instant moment) {
        return after(FOLDER + hour(moment));
    }

    @Override
    public Page after(String next) {
        ListObjectsV2Response found = s3.listObjectsV2(
                list -> list.bucket(bucket).prefix(FOLDER).startAfter(next).maxKeys(PAGE));
        var entries = new ArrayList<Entry>();
        String last = next;
        for (S3Object object : found.contents()) {
            last = object.key();
            read(last).ifPresent(entries::add);
        }
        return new Page(entries, found.contents().isEmpty() ? Optional.empty() : Optional.of(last));
    }

    @Override
    public String name() {
        return bucket;
    }

    private Optional<Entry> read(String key) {
        String[] path = key.split("/");
        String[] place = path.length == 4 ? path[3].split("-", 3) : new String[0];
        if (place.length != 3) {
            return Optional.empty();
        }
        String readers = s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String();
        return Optional.of(new Entry(
                path[2],
                Integer.parseInt(place[0]),
                Long.parseLong(place[1]),
                place[2],
                readers.isEmpty() ? List.of() : List.of(readers.split("\n"))));
    }

    private static String hour(Instant moment) {
        return moment.truncatedTo(ChronoUnit.HOURS).toString().substring(0, 13);
    }
}
