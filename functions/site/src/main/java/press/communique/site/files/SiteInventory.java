package press.communique.site.files;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What lies in the bucket, whoever wrote it. Only for what goes through all of it: a rebuild that looks for files which
 * nothing accounts for, and the check that compares a site with a fresh one.
 */
public interface SiteInventory {

    /**
     * One file as the bucket lists it.
     *
     * @param writtenAt by the bucket's clock
     */
    record Found(String key, String etag, Instant writtenAt) {}

    /** The next files behind this key, in the bucket's order, a thousand at most; empty behind the last one. */
    List<Found> list(String after);

    /** The file with all that readers get of it. */
    Optional<SiteFile> read(String key);

    /** @return false if the file is no longer the one that was found; then it stays */
    boolean remove(Found file);
}
