package press.communique.site.publish;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import press.communique.core.list.ListKey;
import press.communique.core.list.Place;
import press.communique.core.post.Release;
import press.communique.core.post.Released;
import press.communique.site.feed.Unrenderable;
import press.communique.store.aws.Metrics;
import press.communique.store.lists.Lists;
import press.communique.store.lists.Touched;
import press.communique.store.log.Correlation;
import press.communique.store.posts.Releases;
import press.communique.store.work.Attempts;

/**
 * Takes releases to the site, in the order that keeps every link true: the posts' own pages; their entries in the
 * lists; the lists' pages; the feeds; archives and sitemaps; the CDN; the live mark. Of a withdrawal the CDN forgets the
 * post's own pages first, as soon as the notices are there. Doing any of it again changes nothing.
 *
 * <pre>{@code Set<String> done = publisher.publish(List.of(postId));}</pre>
 *
 * <p>Several releases at once write each shared file once. One of them that fails holds up no other.
 */
public final class Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final Releases releases;
    private final Lists lists;
    private final Look.Current looks;
    private final Furniture furniture;
    private final Rehearsal rehearsal;
    private final PostPages postPages;
    private final ListFiles listFiles;
    private final ArchiveFiles archiveFiles;
    private final MachineFiles machineFiles;
    private final PurgeRequests purge;
    private final Metrics metrics;
    private final InstantSource clock;
    private final Set<ListKey> opened = ConcurrentHashMap.newKeySet();

    Publisher(
            Releases releases,
            Lists lists,
            Look.Current looks,
            Furniture furniture,
            Rehearsal rehearsal,
            PostPages postPages,
            ListFiles listFiles,
            ArchiveFiles archiveFiles,
            MachineFiles machineFiles,
            PurgeRequests purge,
            Metrics metrics,
            InstantSource clock) {
        this.releases = releases;
        this.lists = lists;
        this.looks = looks;
        this.furniture = furniture;
        this.rehearsal = rehearsal;
        this.postPages = postPages;
        this.listFiles = listFiles;
        this.archiveFiles = archiveFiles;
        this.machineFiles = machineFiles;
        this.purge = purge;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** A release whose pages are there. */
    private record Paged(Released post, int files) {}

    /** A release whose pages and entries are there, and which waits for the files that it shares with others. */
    private record Entered(Released post, Touched touched, int files) {}

    /**
     * Publishes what is released of these posts and not live yet.
     *
     * @return the posts that need nothing more; missing are those that something failed for, and after long trouble with the
     *     infrastructure those that were not tried any more
     */
    public Set<String> publish(Collection<String> postIds) {
        return publish(postIds, release -> false, postId -> {});
    }

    /**
     * The same, but for releases that are somebody else's business.
     *
     * @param isOthers tells which; they need nothing more from here
     */
    public Set<String> publish(Collection<String> postIds, Predicate<Release> isOthers) {
        return publish(postIds, isOthers, postId -> {});
    }

    /**
     * The same for releases that somebody waits for.
     *
     * @param isShown is told of each post whose own pages are there, before anything leads to them
     */
    public Set<String> publishWatched(Collection<String> postIds, Consumer<String> isShown) {
        return publish(postIds, release -> false, isShown);
    }

    /** All pages come before the first list: nobody's page waits for the lists of others. */
    private Set<String> publish(Collection<String> postIds, Predicate<Release> isOthers, Consumer<String> isShown) {
        var done = new LinkedHashSet<String>();
        var paged = new ArrayList<Paged>();
        var entered = new ArrayList<Entered>();
        var everybody = new Attempts(Level.WARN, clock);
        if (!everybody.at("Files that every page relies on", this::prepare)) {
            return done;
        }
        var pages = new Attempts(Level.WARN, clock);
        for (String postId : postIds) {
            pages.at("Pages of post " + postId, () -> {
                Optional<Paged> release = page(postId, looks.lastRead(), isOthers);
                release.ifPresentOrElse(paged::add, () -> done.add(postId));
                release.ifPresent(shown -> isShown.accept(postId));
            });
        }
        var entries = new Attempts(Level.WARN, clock);
        for (Paged release : paged) {
            String postId = release.post().release().postId();
            entries.at("Entries of post " + postId, () -> lists.enter(release.post())
                    .ifPresentOrElse(
                            touched -> entered.add(new Entered(release.post(), touched, release.files())),
                            () -> done.add(postId)));
        }
        done.addAll(finished(entered));
        return done;
    }

    private void prepare() {
        looks.read();
        furniture.ensure();
    }

    /** Together, so that each shared file is written once; one by one if one of them does not let the others come out. */
    private List<String> finished(List<Entered> entered) {
        var attempts = new Attempts(Level.WARN, clock);
        if (attempts.at("Shared files of " + entered.size() + " releases", () -> finish(entered))) {
            return ids(entered);
        }
        return entered.size() == 1
                ? List.of()
                : ids(entered.stream()
                        .filter(release -> attempts.at(
                                "Shared files of post "
                                        + release.post().release().postId(),
                                () -> finish(List.of(release))))
                        .toList());
    }

    private static List<String> ids(List<Entered> releases) {
        return releases.stream()
                .map(release -> release.post().release().postId())
                .toList();
    }

    /** Whether a release to come can be rendered: makes its pages and entries, and keeps nothing of them. */
    public boolean canRender(Released post) {
        try {
            rehearsal.of(post, looks.read());
            postPages.rehearse(post);
            return true;
        } catch (Unrenderable content) {
            LOG.error("Post {} could not be shown as it is", post.release().postId(), content);
            return false;
        }
    }

    /** @return empty if there is nothing to do for this post, or somebody newer does it */
    private Optional<Paged> page(String postId, Look look, Predicate<Release> isOthers) {
        Optional<Released> pending = releases.pending(postId).filter(post -> !isOthers.test(post.release()));
        if (pending.isEmpty()) {
            return Optional.empty();
        }
        Released post = pending.get();
        try {
            rehearsal.of(post, look);
            openLists(post, look);
            OptionalInt files = postPages.write(post);
            if (files.isPresent() && post.isWithdrawn()) {
                // The text is to be gone at once, whatever the lists of the whole batch take.
                purge.sendOwn(post);
            }
            return files.isPresent() ? Optional.of(new Paged(post, files.getAsInt())) : Optional.empty();
        } catch (Unrenderable content) {
            LOG.error("Release {} of post {} failed", post.release().revision(), postId, content);
            releases.markFailed(post.release(), clock.instant(), "unrenderable");
            return Optional.empty();
        }
    }

    private void finish(List<Entered> entered) {
        if (entered.isEmpty()) {
            return;
        }
        var touched = new Touched();
        entered.forEach(release -> touched.add(release.touched()));
        int shared = open(touched);
        shared += listFiles.write(touched.lists());
        shared += archiveFiles.write(touched.parts());
        if (touched.opened().stream().anyMatch(place -> place.list().kind() == ListKey.Kind.NEWS)) {
            shared += machineFiles.index() ? 1 : 0;
        }
        for (Entered release : entered) {
            purge.send(release.post(), release.touched().lists());
        }
        for (Entered release : entered) {
            markLive(release.post().release(), release.files() + shared);
        }
    }

    private void markLive(Release release, int files) {
        Instant now = clock.instant();
        if (releases.markLive(release, now, files)) {
            long millis = Duration.between(release.releasedAt(), now).toMillis();
            metrics.milliseconds("ReleasedToLive", Math.max(0, millis));
            try (var began = Correlation.of(release.cause())) {
                LOG.info("Post {} revision {} is live after {} ms", release.postId(), release.revision(), millis);
            }
        }
    }

    /**
     * Pages lead to the lists of their post, and to the news, the feed and the home page of every language. Whatever of
     * these is not there yet is made beforehand, empty; once that is so it costs nothing.
     */
    private void openLists(Released post, Look look) {
        var unseen = new TreeSet<ListKey>();
        look.site().languages().forEach(language -> unseen.add(ListKey.news(language)));
        for (String language : post.content().editions().keySet()) {
            unseen.add(ListKey.type(language, post.content().type()));
            post.content().topics().forEach(topic -> unseen.add(ListKey.topic(language, topic)));
        }
        unseen.removeAll(opened);
        if (!unseen.isEmpty()) {
            listFiles.write(unseen);
            machineFiles.write();
            opened.addAll(unseen);
        }
    }

    /**
     * New parts of the archives come before whatever leads to them: a month that is new too is shown by its lists when its
     * page is there.
     */
    private int open(Touched touched) {
        SortedSet<Place> unshown = lists.unshown(touched.parts());
        var first = new TreeSet<Place>(touched.opened());
        first.addAll(unshown);
        int written = archiveFiles.write(first);
        if (!unshown.isEmpty()) {
            lists.show(unshown);
        }
        touched.opened().stream().filter(place -> place.part().number() == 1).forEach(unshown::add);
        touched.parts().removeAll(first);
        return written + archiveFiles.writeYears(unshown);
    }
}
