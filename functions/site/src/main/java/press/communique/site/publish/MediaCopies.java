package press.communique.site.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import press.communique.core.media.StoredFile;
import press.communique.site.files.Held;
import press.communique.site.files.SiteFiles;
import press.communique.site.files.SiteInventory;
import press.communique.site.files.SiteInventory.Found;
import press.communique.store.media.RemovedMedia;
import press.communique.store.work.Attempts;

/**
 * The public files of uploads that no longer exist: they go, and the CDN forgets them. Soon after the upload was deleted,
 * since that may be what a court asked for; and whatever else lies there, with the orphans. Two uploads of the same bytes
 * share their public files, which stay until both are gone.
 *
 * <p>See docs/adr/0009-media.md.
 */
public final class MediaCopies {

    private static final Logger LOG = LoggerFactory.getLogger(MediaCopies.class);

    /** Longer than a function lives that may have read a release which still showed the upload. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** For so long it is known which uploads there are; that there is none is looked up each time. */
    private static final Duration KNOWN = Duration.ofMinutes(10);

    private static final int AT_ONCE = 20;
    private static final String FOLDER = "media/";

    private final RemovedMedia uploads;
    private final SiteFiles files;
    private final SiteInventory inventory;
    private final PurgeRequests purge;
    private final InstantSource clock;
    private Set<String> known = Set.of();
    private Instant knownSince = Instant.MIN;

    MediaCopies(
            RemovedMedia uploads, SiteFiles files, SiteInventory inventory, PurgeRequests purge, InstantSource clock) {
        this.uploads = uploads;
        this.files = files;
        this.inventory = inventory;
        this.purge = purge;
        this.clock = clock;
    }

    /** Removes what is public of the uploads that were deleted a minute ago or earlier. */
    public void removeDeleted() {
        var deleted = uploads.open(clock.instant().minus(PATIENCE), AT_ONCE);
        if (deleted.isEmpty()) {
            return;
        }
        Set<String> present = uploads.hashes();
        var attempts = new Attempts(Level.ERROR, clock);
        for (String id : deleted) {
            attempts.at("Removal of the public files of upload " + id, () -> remove(id, present));
        }
    }

    private void remove(String id, Set<String> present) {
        uploads.find(id)
                .filter(upload -> !present.contains(upload.stored().hash()))
                .ifPresent(this::remove);
        uploads.close(id);
    }

    private void remove(RemovedMedia.Upload upload) {
        for (StoredFile file : upload.stored().files()) {
            String key = upload.stored().path(file).substring(1);
            Held held = files.look(key);
            held.etag().ifPresent(etag -> inventory.remove(new Found(key, etag, clock.instant())));
        }
        // Also if there was nothing: whoever removed it may have died before it could ask for this.
        forget(upload.stored().hash(), "media-" + upload.id());
        LOG.info("Nothing of the deleted upload {} is public", upload.id());
    }

    static boolean isOne(String key) {
        return key.startsWith(FOLDER);
    }

    /** Whether no upload has this file. */
    synchronized boolean isNobodys(String key) {
        String hash = hash(key);
        Instant now = clock.instant();
        if (knownSince.isBefore(now.minus(KNOWN)) || !known.contains(hash)) {
            known = uploads.hashes();
            knownSince = now;
        }
        return !known.contains(hash);
    }

    /** For whoever has removed such a file: one request for all that lie beside it. */
    void forgetFile(String key) {
        forget(hash(key), "media-" + hash(key));
    }

    private void forget(String hash, String transition) {
        purge.sendPath("/" + FOLDER + hash + "/*", transition);
    }

    private static String hash(String key) {
        return key.split("/", 3)[1];
    }
}
