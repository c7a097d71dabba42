package press.communique.core.text;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import press.communique.core.media.MediaLibrary;
import press.communique.core.media.Stored;
import press.communique.core.media.StoredFile;

/** Puts the files of uploads where a body names them: {@code media:<id>} in an image or a link. */
final class Illustrations {

    /** The column is 40 em wide at most, and an image fills it. */
    static final String SIZES = "(min-width: 44em) 40em, 100vw";

    private final MediaLibrary library;

    Illustrations(MediaLibrary library) {
        this.library = library;
    }

    void insert(Element body) {
        for (Element image : body.select("img[src^=" + MediaReferences.SCHEME + "]")) {
            Optional<Stored> stored = stored(image.attr("src")).filter(file -> file.width() > 0);
            stored.ifPresentOrElse(
                    files -> image.replaceWith(picture(files, image.attr("alt"))),
                    () -> image.replaceWith(new TextNode(image.attr("alt"))));
        }
        for (Element link : body.select("a[href^=" + MediaReferences.SCHEME + "]")) {
            stored(link.attr("href"))
                    .ifPresentOrElse(files -> link.attr("href", files.path(files.main())), link::unwrap);
        }
    }

    private Optional<Stored> stored(String reference) {
        return library.stored(reference.substring(MediaReferences.SCHEME.length()));
    }

    private static Element picture(Stored files, String alt) {
        var picture = new Element("picture");
        if (!files.modern().isEmpty()) {
            picture.appendElement("source")
                    .attr("type", Stored.WEBP)
                    .attr("srcset", srcset(files, files.modern()))
                    .attr("sizes", SIZES);
        }
        StoredFile shown = files.atLeast(960);
        picture.appendElement("img")
                .attr("src", files.path(shown))
                .attr("srcset", srcset(files, files.plain()))
                .attr("sizes", SIZES)
                .attr("width", String.valueOf(shown.width()))
                .attr("height", String.valueOf(shown.height()))
                .attr("loading", "lazy")
                .attr("alt", alt);
        return picture;
    }

    private static String srcset(Stored files, List<StoredFile> widths) {
        return widths.stream()
                .map(file -> files.path(file) + " " + file.width() + "w")
                .collect(Collectors.joining(", "));
    }
}
