package press.communique.site.publish;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import press.communique.core.list.ListKey;
import press.communique.site.feed.FeedTexts;
import press.communique.site.files.Replacement;
import press.communique.store.lists.Archives;
import press.communique.store.lists.Lists;

/**
 * The files that show lists: their pages, their feeds, and for the list of all news the home page. What they show is read
 * from the table itself, never handed on by whoever caused the change.
 */
final class ListFiles {

    private final Lists lists;
    private final Archives archives;
    private final ArchiveFiles archiveFiles;
    private final FeedTexts texts;
    private final Look.Current looks;
    private final Replacement replacement;
    private final Workers workers;

    ListFiles(
            Lists lists,
            Archives archives,
            ArchiveFiles archiveFiles,
            FeedTexts texts,
            Look.Current looks,
            Replacement replacement,
            Workers workers) {
        this.lists = lists;
        this.archives = archives;
        this.archiveFiles = archiveFiles;
        this.texts = texts;
        this.looks = looks;
        this.replacement = replacement;
        this.workers = workers;
    }

    /**
     * Brings the files of these lists up to the present state: every page before the first feed, RSS before the other
     * feeds, and what is for search engines last.
     *
     * @return how many had to be written
     */
    int write(Collection<ListKey> touched) {
        List<ListUpdate> updates = read(touched);
        int pages = all(updates, ListUpdate::pages);
        int feeds = all(updates, List.of(ListUpdate::rss, ListUpdate::feeds));
        return pages + feeds + all(updates, ListUpdate::newsSitemap);
    }

    /** Brings up to date what changes with the day, though nothing is published. */
    void writeForToday() {
        Look look = looks.read();
        List<ListKey> news = look.site().languages().stream()
                .map(ListKey::news)
                .filter(list -> replacement
                        .look(Look.key(look.paths().newsSitemap(list.language())))
                        .etag()
                        .isPresent())
                .toList();
        all(read(news), ListUpdate::newsSitemap);
    }

    private List<ListUpdate> read(Collection<ListKey> touched) {
        List<ListUpdate> updates = touched.stream()
                .filter(list -> list.kind() != ListKey.Kind.FEATURED)
                .map(list -> new ListUpdate(list, lists, archives, archiveFiles, texts, looks, replacement))
                .toList();
        all(updates, ListUpdate::looks);
        Look look = looks.read();
        all(
                updates,
                update -> List.of(() -> {
                    update.read(look);
                    return false;
                }));
        return updates;
    }

    private int all(List<ListUpdate> updates, Function<ListUpdate, List<Workers.Task<Boolean>>> part) {
        return all(updates, List.of(part));
    }

    /** Side by side; one part of every list is begun before the next part of any. */
    private int all(List<ListUpdate> updates, List<Function<ListUpdate, List<Workers.Task<Boolean>>>> parts) {
        List<Workers.Task<Boolean>> tasks = parts.stream()
                .flatMap(part -> updates.stream().flatMap(update -> part.apply(update).stream()))
                .toList();
        return (int) workers.all(tasks).stream().filter(written -> written).count();
    }
}
