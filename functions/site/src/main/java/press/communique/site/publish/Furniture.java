package press.communique.site.publish;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import press.communique.core.page.FeedStylesheet;
import press.communique.core.page.Notice;
import press.communique.core.page.Stamp;
import press.communique.core.page.Stylesheet;
import press.communique.site.files.Replacement;
import press.communique.site.files.SiteFile;

/** What every page relies on and no post changes: style sheet, subscription form, the page for what does not exist. */
final class Furniture {

    private final Look.Current looks;
    private final Replacement replacement;
    private final Workers workers;
    private volatile long settingsInPlace = -1;

    Furniture(Look.Current looks, Replacement replacement, Workers workers) {
        this.looks = looks;
        this.replacement = replacement;
        this.workers = workers;
    }

    /** Sees to it that everything is there before a page leads to it; costs nothing once that is so. */
    void ensure() {
        if (settingsInPlace != looks.lastRead().site().revision()) {
            renew();
        }
    }

    /** Writes what is not there, or all of it if this furniture's replacement does so. */
    void renew() {
        Look look = looks.lastRead();
        var sheets = new ArrayList<Workers.Task<Boolean>>();
        sheets.add(asset(Stylesheet.of(look.site())));
        look.site().languages().forEach(language -> sheets.add(asset(FeedStylesheet.of(look.site(), language))));
        workers.all(sheets);
        workers.all(look.site().languages().stream()
                .flatMap(language -> List.<Workers.Task<Boolean>>of(
                        file(language, look.paths().notFound(language), (current, page) -> current.pages()
                                .notFound(language, page)),
                        file(language, look.paths().subscribe(language), (current, page) -> current.pages()
                                .subscribe(language, page)),
                        file(language, look.paths().feeds(language), (current, page) -> current.pages()
                                .feeds(language, page)),
                        file(language, look.paths().checkYourMail(language), (current, page) -> current.pages()
                                .notice(language, Notice.CHECK_YOUR_MAIL, page)))
                        .stream())
                .toList());
        settingsInPlace = look.site().revision();
    }

    private Workers.Task<Boolean> asset(Stylesheet styles) {
        String key = styles.path().substring(1);
        // The name says what is in it, so the stamp does not count.
        var stamp = new Stamp(Stamp.RENDERER, 0, 0);
        return () -> replacement.create(
                key,
                () -> Optional.of(new Rendering(
                        stamp,
                        () -> new SiteFile(
                                key,
                                "text/css; charset=utf-8",
                                SiteFile.ASSET_CACHE,
                                stamp,
                                List.of("assets"),
                                styles.bytes()))));
    }

    private interface Page {
        String html(Look look, Stamp stamp);
    }

    private Workers.Task<Boolean> file(String language, String path, Page page) {
        String key = Look.key(path);
        return () -> replacement.bring(key, () -> {
            Look look = looks.read();
            Stamp stamp = look.stamp(0);
            return Optional.of(new Rendering(
                    stamp,
                    () -> SiteFile.html(
                            key,
                            stamp,
                            CacheTags.ofLists(language),
                            page.html(look, stamp).getBytes(StandardCharsets.UTF_8))));
        });
    }
}
