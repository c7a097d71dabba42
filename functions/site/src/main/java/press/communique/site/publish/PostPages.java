package press.communique.site.publish;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import press.communique.core.list.ListEntry;
import press.communique.core.page.Forwarding;
import press.communique.core.page.Stamp;
import press.communique.core.post.Address;
import press.communique.core.post.Edition;
import press.communique.core.post.Released;
import press.communique.core.text.SafeHtml;
import press.communique.site.feed.FeedTexts;
import press.communique.site.feed.Unrenderable;
import press.communique.site.files.Held;
import press.communique.site.files.Replacement;
import press.communique.site.files.SiteFile;
import press.communique.store.posts.Releases;

/**
 * A post's own pages, one for each edition; of a withdrawn post the notices that stand in their place; and at each of its
 * former addresses a file that leads to the present one.
 */
final class PostPages {

    private final Releases releases;
    private final Look.Current looks;
    private final MediaFiles mediaFiles;
    private final Replacement replacement;
    private final Workers workers;
    private final FeedTexts texts;

    /** For posts that show no uploads. */
    PostPages(Releases releases, FeedTexts texts, Look.Current looks, Replacement replacement, Workers workers) {
        this(releases, texts, looks, MediaFiles.NONE, replacement, workers);
    }

    PostPages(
            Releases releases,
            FeedTexts texts,
            Look.Current looks,
            MediaFiles mediaFiles,
            Replacement replacement,
            Workers workers) {
        this.releases = releases;
        this.texts = texts;
        this.looks = looks;
        this.mediaFiles = mediaFiles;
        this.replacement = replacement;
        this.workers = workers;
    }

    /**
     * @return how many files had to be written; empty if a newer release of the post exists
     * @throws Unrenderable if the content cannot be made into a page
     */
    OptionalInt write(Released post) {
        int brought = bring(post);
        var state = new PageState(post);
        int written = brought
                + each(post.addresses().values(), (key, at) -> replacement.create(key, () -> state.page(at, key)))
                + each(post.former(), (key, at) -> replacement.bring(key, () -> state.page(at, key)));
        return state.isOutdated() ? OptionalInt.empty() : OptionalInt.of(written);
    }

    /**
     * Renders the pages and keeps nothing of them.
     *
     * @throws Unrenderable if the content cannot be made into a page
     */
    void rehearse(Released post) {
        Look look = looks.lastRead();
        post.addresses().values().forEach(at -> new Page(
                        look, texts, post, at, Look.key(look.paths().post(at)))
                .render());
    }

    /** Brings the pages up to the present settings and release; for pages that are most likely there. */
    int refresh(Released post) {
        int brought = bringAgain(post);
        var state = new PageState(post);
        state.readAlways();
        return brought
                + each(post.addresses().values(), (key, at) -> replacement.bring(key, () -> state.page(at, key)))
                + each(post.former(), (key, at) -> replacement.bring(key, () -> state.page(at, key)));
    }

    /** The same for the pages that these entries lead to, each read and rendered once. */
    void refresh(List<ListEntry> entries, Consumer<Unrenderable> cannot) {
        workers.all(entries.stream()
                .map(entry -> (Workers.Task<Boolean>) () -> {
                    try {
                        return refresh(entry.postId(), entry.address());
                    } catch (Unrenderable content) {
                        cannot.accept(content);
                        return false;
                    }
                })
                .toList());
    }

    private boolean refresh(String postId, Address at) {
        String key = Look.key(looks.lastRead().paths().post(at));
        Held seen = replacement.look(key);
        Optional<Released> post = Unrenderable.unless("Post " + postId, () -> releases.released(postId));
        post.ifPresent(this::bringAgain);
        return post.map(PageState::new)
                .map(state -> replacement.bring(key, seen, () -> state.page(at, key)))
                .orElse(false);
    }

    /**
     * What {@link #refresh(List, Consumer)} leaves of a post that stands in the lists: the files at its former addresses,
     * and pages that are not of this release after all.
     *
     * @param outline needs no text
     */
    void refreshRest(Released outline) {
        var state = new PageState(outline);
        state.readAlways();
        each(
                outline.addresses().values(),
                (key, at) -> !isOf(outline, at, key) && replacement.bring(key, () -> state.page(at, key)));
        each(outline.former(), (key, at) -> replacement.bring(key, () -> state.page(at, key)));
    }

    private boolean isOf(Released post, Address at, String key) {
        Stamp stamp = looks.lastRead().stamp(post.release().revision());
        return post.content().editions().containsKey(at.language())
                && replacement.look(key).stamp().filter(stamp::equals).isPresent();
    }

    /** What a page shows is there before the page is. */
    private int bring(Released post) {
        if (post.isWithdrawn()) {
            return 0;
        }
        List<Workers.Task<Integer>> tasks = post.content().media().stream()
                .flatMap(id -> looks.lastRead().media().find(id).stream())
                .<Workers.Task<Integer>>map(media -> () -> mediaFiles.bring(media))
                .toList();
        return workers.all(tasks).stream().mapToInt(Integer::intValue).sum();
    }

    private interface Write {
        boolean page(String key, Address at);
    }

    /** @throws Unrenderable if an upload's files are gone: then the page stays as it is */
    private int bringAgain(Released post) {
        return Unrenderable.unless("The uploads of post " + post.release().postId(), () -> bring(post));
    }

    private int each(Collection<Address> addresses, Write write) {
        List<Workers.Task<Boolean>> tasks = new ArrayList<>();
        for (Address at : addresses) {
            String key = Look.key(looks.lastRead().paths().post(at));
            tasks.add(() -> write.page(key, at));
        }
        return (int) workers.all(tasks).stream().filter(written -> written).count();
    }

    /** What the pages show: what the release gave first, and what is found in the table whenever a write was lost. */
    private final class PageState {

        private final Released first;
        private final Set<Address> read = ConcurrentHashMap.newKeySet();
        private volatile boolean outdated;

        PageState(Released first) {
            this.first = first;
        }

        void readAlways() {
            read.addAll(first.addresses().values());
            read.addAll(first.former());
        }

        boolean isOutdated() {
            return outdated;
        }

        Optional<Replacement.Rendering> page(Address at, String key) {
            boolean again = !read.add(at);
            Released post = again ? readAgain() : first;
            if (post.release().revision() > first.release().revision()) {
                outdated = true;
                return Optional.empty();
            }
            return Optional.of(new Page(again ? looks.read() : looks.lastRead(), texts, post, at, key));
        }

        private Released readAgain() {
            String postId = first.release().postId();
            return Unrenderable.unless(
                    "Post " + postId, () -> releases.released(postId).orElseThrow());
        }
    }

    private record Page(Look look, FeedTexts texts, Released post, Address at, String key)
            implements Replacement.Rendering {

        @Override
        public Stamp stamp() {
            return look.stamp(post.release().revision());
        }

        @Override
        public SiteFile render() {
            return Forwarding.from(at, post, look.site())
                    .map(target -> file(look.pages().moved(at.language(), target, stamp()))
                            .leadingTo(target))
                    .orElseGet(() -> file(html()));
        }

        private SiteFile file(String html) {
            return SiteFile.html(key, stamp(), CacheTags.ofPost(post), html.getBytes(StandardCharsets.UTF_8));
        }

        private String html() {
            String language = at.language();
            return Unrenderable.unless("The page of post " + post.release().postId() + " (" + language + ")", () -> {
                Edition edition = post.content().editions().get(language);
                SafeHtml body = edition == null || post.isWithdrawn()
                        ? SafeHtml.EMPTY
                        : texts.page(post.release(), at, edition.body(), look.paths(), look.bodies());
                return look.pages().post(language, post, body, stamp());
            });
        }
    }
}
