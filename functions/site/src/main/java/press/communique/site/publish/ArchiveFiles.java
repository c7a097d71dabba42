package press.communique.site.publish;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.list.Place;
import press.communique.core.page.ListPage;
import press.communique.core.page.Stamp;
import press.communique.site.feed.FeedTexts;
import press.communique.site.files.Replacement;
import press.communique.site.files.SiteFile;
import press.communique.store.lists.Archives;

/**
 * The files of the lists' archives: fixed parts of months, and years. A release touches those of its own part; the page of
 * a year only changes when it gains a month.
 */
final class ArchiveFiles {

    private final Archives archives;
    private final FeedTexts texts;
    private final Look.Current looks;
    private final Replacement replacement;
    private final Workers workers;

    ArchiveFiles(Archives archives, FeedTexts texts, Look.Current looks, Replacement replacement, Workers workers) {
        this.archives = archives;
        this.texts = texts;
        this.looks = looks;
        this.replacement = replacement;
        this.workers = workers;
    }

    /**
     * Brings the files of these parts up to the present state.
     *
     * @return how many had to be written
     */
    int write(Collection<Place> parts) {
        List<PartUpdate> updates =
                parts.stream().map(place -> update(place, neighbours)).toList();
        workers.all(updates.stream()
                .map(update -> (Workers.Task<Boolean>) () -> {
                    update.read();
                    return false;
                })
                .toList());
        return count(updates.stream().flatMap(update -> update.files().stream()).toList());
    }

    /** The same for the pages of the years that these parts lie in. */
    int writeYears(Collection<Place> parts) {
        return count(parts.stream()
                .map(place -> new Year(place.list(), place.part().month().getYear()))
                .distinct()
                .map(year -> year(year.list(), year.number()))
                .toList());
    }

    private record Year(ListKey list, int number) {}

    /** Sees to it that what leads to the document of this part leads somewhere; costs nothing once that is so. */
    void openDocument(ListKey list, Part part) {
        neighbours.document(list, part);
    }

    /** The same for its sitemap. */
    void openSitemap(ListKey list, Part part) {
        alone(new Place(list, part)).makeSitemap();
    }

    /** What a missing one leads to in turn is for whoever opened that: the chain may be long. */
    private PartUpdate alone(Place place) {
        return update(place, new PartUpdate.Neighbours() {
            @Override
            public void page(ListKey list, Part part) {}

            @Override
            public void document(ListKey list, Part part) {}
        });
    }

    private final PartUpdate.Neighbours neighbours = new PartUpdate.Neighbours() {
        private final Set<Place> pages = ConcurrentHashMap.newKeySet();
        private final Set<Place> documents = ConcurrentHashMap.newKeySet();

        @Override
        public void page(ListKey list, Part part) {
            var place = new Place(list, part);
            if (pages.contains(place)) {
                return;
            }
            int year = part.month().getYear();
            String key = Look.key(looks.lastRead().paths().archive(list, year));
            if (replacement.look(key).etag().isEmpty()) {
                year(list, year).run();
            }
            alone(place).makePage();
            pages.add(place);
        }

        @Override
        public void document(ListKey list, Part part) {
            var place = new Place(list, part);
            if (!documents.contains(place)) {
                alone(place).makeDocument();
                documents.add(place);
            }
        }
    };

    private PartUpdate update(Place place, PartUpdate.Neighbours around) {
        return new PartUpdate(place, archives, texts, looks, replacement, around);
    }

    private Workers.Task<Boolean> year(ListKey list, int year) {
        String key = Look.key(looks.lastRead().paths().archive(list, year));
        return () -> replacement.bring(key, () -> {
            Look look = looks.read();
            List<YearMonth> months = archives.shown(list, year);
            // A year only gains months.
            Stamp stamp = look.stamp(months.size());
            return Optional.of(new Rendering(
                    stamp,
                    () -> SiteFile.html(
                            key,
                            stamp,
                            CacheTags.ofLists(list.language()),
                            look.pages()
                                    .list(ListPage.of(year, list, List.of(), months), stamp)
                                    .getBytes(StandardCharsets.UTF_8))));
        });
    }

    private int count(List<Workers.Task<Boolean>> tasks) {
        return (int) workers.all(tasks).stream().filter(written -> written).count();
    }
}
