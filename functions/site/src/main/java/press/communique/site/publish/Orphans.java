package press.communique.site.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.page.Stamp;
import press.communique.core.post.Address;
import press.communique.core.site.SiteSettings;
import press.communique.site.desk.DeskBundle;
import press.communique.site.desk.DeskFiles;
import press.communique.site.files.SiteFiles;
import press.communique.site.files.SiteInventory;
import press.communique.site.files.SiteInventory.Found;
import press.communique.store.posts.Addresses;

/**
 * Removes files that nothing accounts for. A rebuild writes every file that a post, a list or the site itself accounts
 * for; so what lies there from before it began is nobody's. An hour's grace is longer than any writer lives, and a file
 * goes only if it is still the one that was found.
 *
 * <p>See docs/adr/0013-rebuild-and-orphans.md.
 */
final class Orphans {

    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);

    private static final Duration GRACE = Duration.ofHours(1);

    /** Pages in caches may still ask for them; counted from the last day on which they were in use. */
    private static final Duration ASSETS_STAY = Duration.ofDays(30);

    private static final String ASSETS = "assets/";
    private static final Pattern POST =
            Pattern.compile("(?:([^/]+)/)?news/(\\d{4})/(0[1-9]|1[0-2])/([^/]+)/index\\.html");

    private final SiteFiles files;
    private final SiteInventory inventory;
    private final Addresses addresses;
    private final MediaCopies media;
    private final Look.Current looks;
    private final DeskBundle desk = DeskBundle.ofThisDeployment();
    private final InstantSource clock;

    Orphans(
            SiteFiles files,
            SiteInventory inventory,
            Addresses addresses,
            MediaCopies media,
            Look.Current looks,
            InstantSource clock) {
        this.files = files;
        this.inventory = inventory;
        this.addresses = addresses;
        this.media = media;
        this.looks = looks;
        this.clock = clock;
    }

    /**
     * Looks through the next thousand files at most.
     *
     * @param after the last key that was looked at; empty for the start
     * @param rebuiltSince when the rebuild began that has written everything
     * @return the last key; empty at the end
     */
    Optional<String> sweep(String after, Instant rebuiltSince) {
        List<Found> found = inventory.list(after);
        for (Found file : found) {
            if (isNobodys(file, rebuiltSince) && inventory.remove(file)) {
                LOG.info("Removed {}, which nothing accounts for", file.key());
                if (MediaCopies.isOne(file.key())) {
                    // Caches keep these for a year, and no purge of pages reaches them.
                    media.forgetFile(file.key());
                }
            }
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.get(found.size() - 1).key());
    }

    private boolean isNobodys(Found file, Instant rebuiltSince) {
        if (file.key().startsWith(ASSETS)) {
            // Those in use were written again a moment ago.
            return isFromLongAgo(file);
        }
        if (file.key().startsWith(DeskFiles.FOLDER)) {
            // Not written by a rebuild; of a former deployment an editor may still have the page open.
            return !DeskFiles.isOf(desk, file.key()) && isFromLongAgo(file);
        }
        if (!file.writtenAt().isBefore(rebuiltSince.minus(GRACE))) {
            return false;
        }
        if (MediaCopies.isOne(file.key())) {
            // Not written again by a rebuild, but copied once: as long as its upload exists it may be shown.
            return media.isNobodys(file.key());
        }
        // What newer code has written this code cannot write again.
        boolean isNewer = files.look(file.key())
                .stamp()
                .filter(stamp -> stamp.renderer() > Stamp.RENDERER)
                .isPresent();
        return !isNewer && !isAddressOfAPost(file.key());
    }

    private boolean isFromLongAgo(Found file) {
        return file.writtenAt().isBefore(clock.instant().minus(ASSETS_STAY));
    }

    /**
     * Belt and braces: an address that a post has or once had is never let go, even if its page could not be rendered; nor
     * is one that is held for a release to come, whose second may strike between this look and the removal.
     */
    private boolean isAddressOfAPost(String key) {
        Matcher post = POST.matcher(key);
        if (!post.matches()) {
            return false;
        }
        SiteSettings site = looks.lastRead().site();
        String language = post.group(1) == null ? site.defaultLanguage() : post.group(1);
        var month = YearMonth.of(Integer.parseInt(post.group(2)), Integer.parseInt(post.group(3)));
        return addresses.owner(new Address(language, month, post.group(4))).isPresent();
    }
}
