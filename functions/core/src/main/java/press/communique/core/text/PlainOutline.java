package press.communique.core.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.commonmark.Extension;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * What {@link Outline} does, for the texts that most are: no HTML, no image, no table, no footnote. The markup need not be
 * read again then; what comes out is the same, byte for byte, once the {@link Sanitiser} has been through it.
 */
final class PlainOutline {

    /** Parsers of HTML take other turns with marks that are nested deeper than anybody does it. */
    private static final int DEEPEST = 60;

    private final HtmlRenderer renderer;

    PlainOutline(Outline outline, List<Extension> extensions) {
        this.renderer = HtmlRenderer.builder()
                .extensions(extensions)
                .percentEncodeUrls(true)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (node instanceof Link && outline.isExternal(attributes.get("href"))) {
                        attributes.put("rel", "external");
                    }
                })
                .build();
    }

    /** @return empty if the text has more in it; then nothing has been changed */
    Optional<String> render(Node text) {
        var headings = new ArrayList<Heading>();
        if (!isPlain(text, headings)) {
            return Optional.empty();
        }
        Deque<Integer> open = new ArrayDeque<>();
        for (Heading heading : headings) {
            while (!open.isEmpty() && open.peek() >= heading.getLevel()) {
                open.pop();
            }
            open.push(heading.getLevel());
            heading.setLevel(Math.min(6, open.size() + 1));
        }
        return Optional.of(renderer.render(text));
    }

    private static boolean isPlain(Node text, List<Heading> headings) {
        int depth = 0;
        Node node = text;
        while (node != null) {
            if (depth > DEEPEST || !isPlain(node)) {
                return false;
            }
            if (node instanceof Heading heading) {
                headings.add(heading);
            }
            if (node.getFirstChild() != null) {
                node = node.getFirstChild();
                depth++;
                continue;
            }
            while (node != text && node.getNext() == null) {
                node = node.getParent();
                depth--;
            }
            node = node == text ? null : node.getNext();
        }
        return true;
    }

    private static boolean isPlain(Node node) {
        boolean isMore = node instanceof HtmlBlock
                || node instanceof HtmlInline
                || node instanceof Image
                || node instanceof TableBlock
                || node instanceof FootnoteDefinition;
        return !isMore && !(node instanceof Link link && link.getDestination().startsWith(MediaReferences.SCHEME));
    }
}
