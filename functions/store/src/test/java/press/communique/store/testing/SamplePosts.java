package press.communique.store.testing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import press.communique.core.post.Change;
import press.communique.core.post.Content;
import press.communique.core.post.Edition;
import press.communique.core.post.Post;
import press.communique.core.post.Workflow;
import press.communique.core.problem.Problems;
import press.communique.core.site.SiteSettings;
import press.communique.store.posts.Addresses;
import press.communique.store.posts.Posts;

/** Posts for tests, saved and released as the API does it. */
public final class SamplePosts {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final Posts posts;
    private final Addresses addresses;

    public SamplePosts(LocalTables tables) {
        // Bodies of tests fit into items, so no bucket is needed.
        this.posts = new Posts(tables.client(), tables.posts(), null, "none");
        this.addresses = new Addresses(tables.client(), tables.posts());
    }

    public Posts posts() {
        return posts;
    }

    public static String newId() {
        return String.format(java.util.Locale.ROOT, "01J%023d", NEXT.incrementAndGet());
    }

    public static Content content(String title, String... topics) {
        return new Content(
                "news-item",
                List.of(topics),
                List.of(),
                new TreeMap<>(Map.of("en", new Edition(title, "About " + title, "Text of " + title, Optional.empty()))),
                List.of(),
                false,
                false,
                List.of(),
                Optional.empty());
    }

    public Post draft(Content content, Instant now) {
        Change created = Workflow.create(newId(), UUID.randomUUID(), content, "ann", now);
        posts.apply(created);
        return created.after();
    }

    public Post save(Post post, Content content, Instant now) {
        Change saved = Workflow.save(post, content, "ann", now);
        posts.apply(saved);
        return saved.after();
    }

    public Post publish(Post post, boolean notify, Instant now) {
        return publish(post, notify, Map.of(), now);
    }

    public Post publish(Post post, boolean notify, Map<String, String> correction, Instant now) {
        Map<String, press.communique.core.post.Address> proposed =
                addresses.propose(post, Workflow.publishedAt(post, now), SiteSettings.initial(), new Problems());
        Change published = Workflow.publish(post, proposed, notify, correction, "ed", now);
        posts.apply(published);
        return published.after();
    }

    public Post reinstate(Post post, Instant now) {
        Change reinstated = Workflow.reinstate(post, "ed", now);
        posts.apply(reinstated);
        return reinstated.after();
    }

    public Post withdraw(Post post, Instant now) {
        return withdraw(post, Optional.empty(), now);
    }

    public Post withdraw(Post post, Optional<String> redirectTo, Instant now) {
        Change withdrawn = Workflow.withdraw(post, Map.of("en", "Published by mistake."), redirectTo, "ed", now);
        posts.apply(withdrawn);
        return withdrawn.after();
    }
}
