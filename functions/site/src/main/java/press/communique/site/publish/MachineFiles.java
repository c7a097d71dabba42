package press.communique.site.publish;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import press.communique.core.list.ListKey;
import press.communique.core.list.Part;
import press.communique.core.page.Stamp;
import press.communique.site.files.Replacement;
import press.communique.site.files.SiteFile;
import press.communique.site.machine.WellKnown;
import press.communique.store.lists.Archives;
import press.communique.store.lists.ListMonth;

/** The files for machines that no single list makes: the sitemap index, and those at well-known addresses. */
final class MachineFiles {

    static final String XML = "application/xml; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Archives archives;
    private final ArchiveFiles archiveFiles;
    private final Look.Current looks;
    private final Replacement replacement;
    private volatile LocalDate done;

    MachineFiles(Archives archives, ArchiveFiles archiveFiles, Look.Current looks, Replacement replacement) {
        this.archives = archives;
        this.archiveFiles = archiveFiles;
        this.looks = looks;
        this.replacement = replacement;
    }

    private interface Maker {
        byte[] make(Look look, Stamp stamp);
    }

    /** Every one of them; what leads to others comes after these. */
    void write() {
        Look look = looks.lastRead();
        bring(look.paths().sitemapOfPages(), XML, 0, (now, stamp) -> now.sitemaps()
                .pages(stamp));
        security();
        index();
        bring(WellKnown.ROBOTS, TEXT, 0, (now, stamp) -> WellKnown.robots(now.site(), now.siteUrl(), stamp));
    }

    /** Once a part of the list of all news is new. */
    boolean index() {
        String key = Look.key(looks.lastRead().paths().sitemapIndex());
        return replacement.bring(key, () -> {
            Look look = looks.read();
            long parts = look.site().languages().stream()
                    .mapToLong(language -> archives.opened(ListKey.news(language)))
                    .sum();
            var last = new TreeMap<String, List<Part>>();
            look.site().languages().forEach(language -> last.put(language, months(ListKey.news(language))));
            Stamp stamp = look.stamp(parts);
            return Optional.of(new Rendering(
                    stamp, () -> file(key, XML, look, stamp, look.sitemaps().index(last, stamp))));
        });
    }

    /**
     * The last part of each month. One that no list shows yet is just being opened, maybe by another: its sitemap is there
     * before the index names it.
     */
    private List<Part> months(ListKey news) {
        List<Part> last = archives.months(news).stream().map(ListMonth::last).toList();
        var shown = Set.copyOf(archives.shown(news));
        for (Part part : last) {
            if (!shown.contains(part.month())) {
                for (int number = 1; number <= part.number(); number++) {
                    archiveFiles.openSitemap(news, new Part(part.month(), number));
                }
            }
        }
        return last;
    }

    /** Brings up to date what changes with the day; costs nothing once that is so. */
    void writeForToday(ListFiles lists) {
        LocalDate today = looks.today(looks.lastRead());
        if (today.equals(done)) {
            return;
        }
        lists.writeForToday();
        if (replacement.look(Look.key(WellKnown.SECURITY)).etag().isPresent()) {
            security();
        }
        done = today;
    }

    private void security() {
        YearMonth month = YearMonth.from(looks.today(looks.lastRead()));
        long months = month.getYear() * 12L + month.getMonthValue();
        bring(
                WellKnown.SECURITY,
                TEXT,
                months,
                (look, stamp) -> WellKnown.security(look.site(), look.siteUrl(), month, stamp));
    }

    private void bring(String path, String contentType, long content, Maker maker) {
        String key = Look.key(path);
        replacement.bring(key, () -> {
            Look look = looks.read();
            Stamp stamp = look.stamp(content);
            return Optional.of(
                    new Rendering(stamp, () -> file(key, contentType, look, stamp, maker.make(look, stamp))));
        });
    }

    private static SiteFile file(String key, String contentType, Look look, Stamp stamp, byte[] bytes) {
        return new SiteFile(
                key,
                contentType,
                SiteFile.PAGE_CACHE,
                stamp,
                CacheTags.ofLists(look.site().defaultLanguage()),
                bytes);
    }
}
