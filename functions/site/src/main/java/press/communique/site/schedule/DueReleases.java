package press.communique.site.schedule;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import press.communique.core.page.SitePaths;
import press.communique.core.post.Change;
import press.communique.core.post.Content;
import press.communique.core.post.Post;
import press.communique.core.post.Released;
import press.communique.core.post.Schedule;
import press.communique.core.post.Scheduling;
import press.communique.core.time.Waiting;
import press.communique.site.publish.Publisher;
import press.communique.store.posts.AddressTaken;
import press.communique.store.posts.Posts;
import press.communique.store.posts.Stale;
import press.communique.store.site.Sites;

/**
 * Releases posts at the second that they are scheduled for. Each is read and rendered beforehand; then the clock is
 * waited for; then one transaction, under the condition that the post is as it was, makes it public. Whoever changes the
 * schedule in that moment either comes first, and is heeded, or comes too late, and is told.
 */
public final class DueReleases {

    private static final Logger LOG = LoggerFactory.getLogger(DueReleases.class);

    /** What is due later has a message, or a tick, of its own. */
    private static final Duration NEAR = Duration.ofSeconds(30);

    private static final int TRIES = 10;

    private final Posts posts;
    private final Sites sites;
    private final Publisher publisher;
    private final Predicate<Released> canRender;
    private final Observation observation;
    private final URI siteUrl;
    private final InstantSource clock;
    private final Waiting waiting;

    DueReleases(
            Posts posts,
            Sites sites,
            Publisher publisher,
            Predicate<Released> canRender,
            Observation observation,
            URI siteUrl,
            InstantSource clock,
            Waiting waiting) {
        this.posts = posts;
        this.sites = sites;
        this.publisher = publisher;
        this.canRender = canRender;
        this.observation = observation;
        this.siteUrl = siteUrl;
        this.clock = clock;
        this.waiting = waiting;
    }

    private record Due(String postId, Instant at) {}

    /**
     * Waits for each of these posts that is due soon, and releases it; the first due comes first. One that cannot be read or
     * released holds up no other; in the end its failure is thrown, so that it is tried again.
     */
    public void release(Collection<String> postIds) throws InterruptedException {
        var failures = new ArrayList<RuntimeException>();
        List<Due> due = postIds.stream()
                .flatMap(id -> prepare(id, failures).stream())
                .sorted(Comparator.comparing(Due::at))
                .toList();
        var observed = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < due.size(); ) {
            Instant moment = due.get(i).at();
            waiting.until(moment);
            var released = new LinkedHashMap<String, Change>();
            for (; i < due.size() && !due.get(i).at().isAfter(moment); i++) {
                release(due.get(i).postId(), failures)
                        .ifPresent(change -> released.put(change.after().id(), change));
            }
            var looking = new HashMap<String, CompletableFuture<Boolean>>();
            publisher.publishWatched(released.keySet(), postId -> looking.put(postId, look(released.get(postId))));
            released.forEach(
                    (postId, change) -> observed.add(looking.computeIfAbsent(postId, notShownByUs -> look(change))
                            .thenAccept(seen -> tell(change, seen))));
        }
        observed.forEach(CompletableFuture::join);
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private Optional<Due> prepare(String postId, List<RuntimeException> failures) {
        try {
            return prepare(postId);
        } catch (RuntimeException trouble) {
            LOG.warn("Post {} could not be made ready for its release", postId, trouble);
            failures.add(trouble);
            return Optional.empty();
        }
    }

    private Optional<Change> release(String postId, List<RuntimeException> failures) throws InterruptedException {
        try {
            return release(postId);
        } catch (RuntimeException trouble) {
            LOG.warn("Post {} could not be released at its second", postId, trouble);
            failures.add(trouble);
            return Optional.empty();
        }
    }

    /** Reads and renders what is due soon; what cannot be rendered is called off, and its editor told in good time. */
    private Optional<Due> prepare(String postId) {
        Optional<Post> found = posts.find(postId).filter(post -> isNear(post.schedule()));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Post post = found.get();
        Change change = Scheduling.release(
                post, pinned(post), post.schedule().orElseThrow().at());
        var released = new Released(
                change.release().orElseThrow(),
                post.feedId(),
                change.pinned().orElseThrow(),
                change.after().addresses());
        if (!canRender.test(released)) {
            giveUp(post, "unrenderable");
            return Optional.empty();
        }
        return post.schedule().map(schedule -> new Due(postId, schedule.at()));
    }

    private boolean isNear(Optional<Schedule> schedule) {
        return schedule.filter(due -> due.at().isBefore(clock.instant().plus(NEAR)))
                .isPresent();
    }

    /** @return nothing if the schedule was called off or moved meanwhile, or somebody else carried it out */
    private Optional<Change> release(String postId) throws InterruptedException {
        for (int tried = 1; ; tried++) {
            Optional<Post> found = posts.find(postId).filter(post -> post.schedule()
                    .filter(due -> !due.at().isAfter(clock.instant()))
                    .isPresent());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Post post = found.get();
            try {
                Change change = Scheduling.release(post, pinned(post), clock.instant());
                posts.apply(change);
                return Optional.of(change);
            } catch (Stale changedMeanwhile) {
                LOG.info("Post {} changed in the moment of its release", postId);
            } catch (AddressTaken another) {
                LOG.error("Post {} cannot have its address", postId, another);
                giveUp(post, "address-taken");
                return Optional.empty();
            } catch (RuntimeException trouble) {
                if (tried == TRIES) {
                    throw trouble;
                }
                LOG.warn("Post {} is released again", postId, trouble);
                waiting.until(clock.instant().plusMillis(50L * tried));
            }
        }
    }

    /** Bodies and all, as they were when the schedule was made. */
    private Content pinned(Post post) {
        Schedule schedule = post.schedule().orElseThrow();
        return schedule.textRevision() == post.textRevision()
                ? post.content()
                : posts.content(post.id(), schedule.textRevision()).orElseThrow();
    }

    private void giveUp(Post post, String reason) {
        try {
            Change change = Scheduling.giveUp(post, reason, clock.instant());
            posts.apply(change);
            observation.tell(post.id(), change.after().revision());
        } catch (Stale changedMeanwhile) {
            LOG.info("Post {} changed, so it is looked at again", post.id());
        }
    }

    private void tell(Change change, boolean seen) {
        if (seen) {
            observation.tellIfLive(change.after().id(), change.after().revision());
        }
    }

    /** Beside everything else, and each by itself: one page that does not come must not hide another that is there. */
    private CompletableFuture<Boolean> look(Change change) {
        return CompletableFuture.supplyAsync(() -> observe(change), task -> new Thread(task, "look").start());
    }

    private boolean observe(Change change) {
        var site = sites.current();
        var languages = new TreeSet<>(change.pinned().orElseThrow().editions().keySet());
        String language = languages.contains(site.defaultLanguage()) ? site.defaultLanguage() : languages.first();
        URI page = URI.create(siteUrl
                + SitePaths.encode(change.after().addresses().get(language).path(site)));
        try {
            return observation.look(
                    change.after().id(),
                    change.after().revision(),
                    change.scheduled().orElseThrow().scheduledFor(),
                    page);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CompletionException(stopped);
        }
    }
}
