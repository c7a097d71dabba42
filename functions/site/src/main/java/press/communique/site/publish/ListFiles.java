package press.communique.site.publish;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import press.communique.core.list.ListKey;
import press.communique.site.feed.FeedTexts;
import press.communique.site.files.Replacement;
import press.communique.store.lists.Lists;

/**
 * The files that show lists: their pages, their feeds, and for the list of all news the home page. What they show is read
 * from the table itself, never handed on by whoever caused the change.
 */
final class ListFiles {

    private final Lists lists;
    private final FeedTexts texts;
    private final Look.Current looks;
    private final Replacement replacement;
    private final Workers workers;

    ListFiles(Lists lists, FeedTexts texts, Look.Current looks, Replacement replacement, Workers workers) {
        this.lists = lists;
        this.texts = texts;
        this.looks = looks;
        this.replacement = replacement;
        this.workers = workers;
    }

    /**
     * Brings the files of these lists up to the present state, every page before the first feed.
     *
     * @return how many had to be written
     */
    int write(Collection<ListKey> touched) {
        List<ListUpdate> updates = touched.stream()
                .filter(list -> list.kind() != ListKey.Kind.FEATURED)
                .map(list -> new ListUpdate(list, lists, texts, looks, replacement))
                .toList();
        all(updates, update -> List.of(does(update::look)));
        Look look = looks.read();
        all(updates, update -> List.of(does(() -> update.read(look))));
        return all(updates, ListUpdate::pages) + all(updates, ListUpdate::feeds);
    }

    private static Workers.Task<Boolean> does(Runnable work) {
        return () -> {
            work.run();
            return false;
        };
    }

    private int all(List<ListUpdate> updates, Function<ListUpdate, List<Workers.Task<Boolean>>> part) {
        List<Workers.Task<Boolean>> tasks =
                updates.stream().flatMap(update -> part.apply(update).stream()).toList();
        return (int) workers.all(tasks).stream().filter(written -> written).count();
    }
}
