package press.communique.core.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import press.communique.core.media.Media;
import press.communique.core.media.MediaLibrary;
import press.communique.core.media.Stored;
import press.communique.core.media.StoredFile;
import press.communique.core.page.view.Figure;
import press.communique.core.page.view.FileLink;
import press.communique.core.page.view.Words;
import press.communique.core.post.Attachment;
import press.communique.core.post.Content;
import press.communique.core.post.PostImage;
import press.communique.core.site.SiteSettings;

/** The uploads on a post's page: the image that leads it, and the files that go with it. */
final class Figures {

    private static final String SIZES = "(min-width: 44em) 40em, 100vw";
    private static final int SHOWN = 960;
    private static final long KILO = 1_000;
    private static final long MEGA = 1_000_000;

    private final SiteSettings site;
    private final MediaLibrary library;

    Figures(SiteSettings site, MediaLibrary library) {
        this.site = site;
        this.library = library;
    }

    /** Null if the post has no image. */
    Figure lead(String language, Content content) {
        return content.image().flatMap(image -> figure(language, image)).orElse(null);
    }

    private Optional<Figure> figure(String language, PostImage image) {
        return library.stored(image.media())
                .filter(stored -> stored.width() > 0)
                .map(stored -> {
                    StoredFile shown = stored.atLeast(SHOWN);
                    return new Figure(
                            stored.modern().isEmpty() ? null : srcset(stored, stored.modern()),
                            srcset(stored, stored.plain()),
                            SIZES,
                            stored.path(shown),
                            shown.width(),
                            shown.height(),
                            image.decorative() ? "" : image.alt().getOrDefault(language, ""),
                            image.captions().getOrDefault(language, "").strip());
                });
    }

    List<FileLink> files(String language, List<Attachment> attachments) {
        return attachments.stream()
                .map(attachment -> library.find(attachment.media())
                        .filter(media -> media.stored().isPresent())
                        .map(media -> file(language, attachment, media)))
                .flatMap(Optional::stream)
                .toList();
    }

    private FileLink file(String language, Attachment attachment, Media media) {
        Stored stored = media.stored().orElseThrow();
        StoredFile file = stored.main();
        String title = site.in(language, attachment.titles()).strip();
        String kind = file.name().substring(file.name().lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
        return new FileLink(
                SitePaths.encode(stored.path(file)),
                file.contentType(),
                title.isEmpty() ? media.filename() : title,
                kind + ", " + size(Bundles.of(language), file.bytes()));
    }

    /** In steps of 1,000, as shops and telephones count; whole from 10 on. */
    private static String size(Words words, long bytes) {
        if (bytes < MEGA) {
            return words.get("size.kilo", Math.max(1, Math.round((double) bytes / KILO)));
        }
        double mega = (double) bytes / MEGA;
        if (mega >= 9.95) {
            return words.get("size.mega", Math.round(mega));
        }
        long tenths = Math.round(mega * 10);
        return words.get("size.mega", tenths / 10 + words.get("size.point") + tenths % 10);
    }

    /** Of the uploads that a post shows, as they stand in their files' addresses. */
    Set<String> hashes(Content content) {
        return content.media().stream()
                .flatMap(id -> library.stored(id).stream())
                .map(Stored::hash)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String srcset(Stored stored, List<StoredFile> files) {
        return files.stream()
                .map(file -> stored.path(file) + " " + file.width() + "w")
                .collect(Collectors.joining(", "));
    }
}
