package press.communique.site.publish;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import press.communique.core.page.Asset;
import press.communique.core.page.Assets;
import press.communique.core.page.FeedStylesheet;
import press.communique.core.page.Notice;
import press.communique.core.page.Stamp;
import press.communique.core.page.Standing;
import press.communique.core.page.Stylesheet;
import press.communique.core.text.SafeHtml;
import press.communique.site.files.Replacement;
import press.communique.site.files.SiteFile;

/**
 * What every page relies on and no post changes: style sheet, icons, the theme's own files, subscription form, standing
 * pages, the page for what does not exist.
 */
final class Furniture {

    private final Look.Current looks;
    private final MediaFiles mediaFiles;
    private final Replacement replacement;
    private final Workers workers;
    private volatile Look inPlace;

    /** For a newsroom without a logo. */
    Furniture(Look.Current looks, Replacement replacement, Workers workers) {
        this(looks, MediaFiles.NONE, replacement, workers);
    }

    Furniture(Look.Current looks, MediaFiles mediaFiles, Replacement replacement, Workers workers) {
        this.looks = looks;
        this.mediaFiles = mediaFiles;
        this.replacement = replacement;
        this.workers = workers;
    }

    /** Sees to it that everything is there before a page leads to it; costs nothing once that is so. */
    void ensure() {
        if (inPlace != looks.lastRead()) {
            renew();
        }
    }

    /** Writes what is not there, or all of it if this furniture's replacement does so. */
    void renew() {
        Look look = looks.lastRead();
        var first = new ArrayList<Workers.Task<Boolean>>();
        first.add(asset(Stylesheet.of(look.site())));
        look.site().languages().forEach(language -> first.add(asset(FeedStylesheet.of(look.site(), language))));
        for (Asset asset : Assets.of(look.site()).all()) {
            first.add(asset(asset.path(), asset.contentType(), asset.bytes()));
        }
        first.add(favicon());
        look.site()
                .logo()
                .flatMap(logo -> look.media().find(logo.media()))
                .ifPresent(media -> first.add(() -> mediaFiles.bring(media) > 0));
        workers.all(first);
        workers.all(look.site().languages().stream()
                .flatMap(language -> pages(look, language).stream())
                .toList());
        inPlace = look;
    }

    private Workers.Task<Boolean> asset(Stylesheet styles) {
        return asset(styles.path(), "text/css; charset=utf-8", styles.bytes());
    }

    /** The name says what is in it, so the stamp does not count. */
    private Workers.Task<Boolean> asset(String path, String type, byte[] bytes) {
        String key = path.substring(1);
        var stamp = new Stamp(Stamp.RENDERER, 0, 0);
        return () -> replacement.create(
                key,
                () -> Optional.of(new Rendering(
                        stamp, () -> new SiteFile(key, type, SiteFile.ASSET_CACHE, stamp, List.of("assets"), bytes))));
    }

    /** Under the one name that browsers ask for by themselves. What stands behind the picture no browser reads. */
    private Workers.Task<Boolean> favicon() {
        String key = "favicon.ico";
        return () -> replacement.bring(key, () -> {
            Look look = looks.read();
            Stamp stamp = look.stamp(0);
            return Optional.of(new Rendering(stamp, () -> {
                Asset icon = Assets.of(look.site()).favicon();
                var bytes = new ByteArrayOutputStream();
                bytes.writeBytes(icon.bytes());
                bytes.writeBytes(stamp.toString().getBytes(StandardCharsets.US_ASCII));
                return new SiteFile(
                        key,
                        icon.contentType(),
                        SiteFile.PAGE_CACHE,
                        stamp,
                        CacheTags.ofLists(look.site().defaultLanguage()),
                        bytes.toByteArray());
            }));
        });
    }

    private List<Workers.Task<Boolean>> pages(Look look, String language) {
        var pages = new ArrayList<Workers.Task<Boolean>>();
        pages.add(file(language, look.paths().notFound(language), (current, stamp) -> current.pages()
                .notFound(language, stamp)));
        pages.add(file(language, look.paths().subscribe(language), (current, stamp) -> current.pages()
                .subscribe(language, stamp)));
        pages.add(file(language, look.paths().feeds(language), (current, stamp) -> current.pages()
                .feeds(language, stamp)));
        pages.add(file(language, look.paths().checkYourMail(language), (current, stamp) -> current.pages()
                .notice(language, Notice.CHECK_YOUR_MAIL, stamp)));
        for (String page : Standing.ALL) {
            String path = look.paths().standing(language, page);
            // One that was emptied says so; one that never was filled is no file.
            if (Standing.isFilled(look.site(), page, language)
                    || replacement.look(Look.key(path)).etag().isPresent()) {
                pages.add(file(language, path, (current, stamp) -> standing(current, page, language, stamp)));
            }
        }
        return pages;
    }

    private static String standing(Look look, String page, String language, Stamp stamp) {
        String text = Standing.text(look.site(), page, language);
        SafeHtml body = look.bodies().render(text);
        return text.isBlank()
                ? look.pages().notFound(language, stamp)
                : look.pages().standing(language, page, body, stamp);
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
