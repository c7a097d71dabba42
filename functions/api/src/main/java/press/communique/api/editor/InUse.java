package press.communique.api.editor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import press.communique.api.http.ProblemReply;
import press.communique.core.list.ListEntry;
import press.communique.core.list.ListKey;
import press.communique.core.post.Content;
import press.communique.core.post.Post;
import press.communique.core.problem.Problem;
import press.communique.core.site.Label;
import press.communique.core.site.SiteSettings;
import press.communique.store.lists.Lists;
import press.communique.store.posts.PostShelf;
import press.communique.store.posts.Posts;

/** Holds on to types, topics and languages that posts rely on: what readers can find, and what editors work on. */
final class InUse {

    /** How many of the newest posts are looked at for drafts; readers' lists are looked at whole. */
    private static final int DRAFTS = 1_000;

    private final Lists lists;
    private final PostShelf shelf;
    private final Posts posts;

    InUse(Lists lists, PostShelf shelf, Posts posts) {
        this.lists = lists;
        this.shelf = shelf;
        this.posts = posts;
    }

    /** @throws ProblemReply 409 with a pointer and a post for each thing that cannot go */
    void check(SiteSettings now, SiteSettings wanted) {
        var problems = new ArrayList<Problem>();
        Set<String> types = gone(now.types(), wanted.types());
        Set<String> topics = gone(now.topics(), wanted.topics());
        Set<String> languages = new HashSet<>(now.languages());
        wanted.languages().forEach(languages::remove);
        types.forEach(type -> find(now, language -> ListKey.type(language, type), content -> content.type()
                        .equals(type))
                .ifPresent(post -> problems.add(cannotGo("/types", "type", type, post))));
        topics.forEach(topic -> find(now, language -> ListKey.topic(language, topic), content -> content.topics()
                        .contains(topic))
                .ifPresent(post -> problems.add(cannotGo("/topics", "topic", topic, post))));
        languages.forEach(gone -> find(now, language -> ListKey.news(gone), content -> content.editions()
                        .containsKey(gone))
                .ifPresent(post -> problems.add(cannotGo("/languages", "language", gone, post))));
        if (!now.defaultLanguage().equals(wanted.defaultLanguage())) {
            find(now, ListKey::news, content -> false)
                    .ifPresent(post -> problems.add(new Problem(
                            "/defaultLanguage",
                            "in-use",
                            "The default language cannot change once something is live; addresses depend on it.")));
        }
        if (!problems.isEmpty()) {
            throw new ProblemReply(409, "in-use", "Posts rely on something that would go.").with(problems);
        }
    }

    private Optional<String> find(SiteSettings site, Function<String, ListKey> list, Predicate<Content> uses) {
        Optional<String> live = site.languages().stream()
                .flatMap(language -> lists.newest(list.apply(language), 1).entries().stream())
                .map(ListEntry::postId)
                .findFirst();
        return live.or(() -> draft(uses));
    }

    private Optional<String> draft(Predicate<Content> uses) {
        Optional<String> cursor = Optional.empty();
        for (int seen = 0; seen < DRAFTS; seen += PostShelf.LOOK_AT) {
            PostShelf.Page page = shelf.newest(post -> isUsedBy(post, uses), 1, cursor);
            if (!page.posts().isEmpty()) {
                return Optional.of(page.posts().get(0).id());
            }
            cursor = page.next();
            if (cursor.isEmpty()) {
                break;
            }
        }
        return Optional.empty();
    }

    /** By what is written, or by what was written when the post was scheduled, and will be released. */
    private boolean isUsedBy(Post post, Predicate<Content> uses) {
        return uses.test(post.content())
                || post.schedule()
                        .filter(schedule -> schedule.textRevision() != post.textRevision())
                        .flatMap(schedule -> posts.outline(post.id(), schedule.textRevision()))
                        .filter(uses)
                        .isPresent();
    }

    private static Set<String> gone(List<Label> now, List<Label> wanted) {
        Set<String> gone = now.stream().map(Label::id).collect(Collectors.toCollection(HashSet::new));
        wanted.forEach(label -> gone.remove(label.id()));
        return gone;
    }

    private static Problem cannotGo(String pointer, String what, String name, String post) {
        return new Problem(pointer, "in-use", "The " + what + " " + name + " is in use by " + post + " and cannot go.");
    }
}
