package press.communique.core.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/**
 * What {@link Outline} does, for the texts that most are: no HTML but comments, and none of our uploads. It is done to the
 * parsed text then, before there is any markup, which {@link PlainMarkup} makes of it.
 */
final class PlainOutline {

    /** Parsers of HTML take other turns with marks that are nested deeper than anybody does it. */
    private static final int DEEPEST = 60;

    private static final Pattern COMMENT = Pattern.compile("<!--(?!-?>)");

    private PlainOutline() {}

    /** @return false if the text has more in it; then nothing has been changed */
    static boolean tidy(Node text) {
        var found = new Found();
        if (!isPlain(text, found)) {
            return false;
        }
        Deque<Integer> open = new ArrayDeque<>();
        for (Heading heading : found.headings) {
            while (!open.isEmpty() && open.peek() >= heading.getLevel()) {
                open.pop();
            }
            open.push(heading.getLevel());
            heading.setLevel(Math.min(6, open.size() + 1));
        }
        found.images.forEach(PlainOutline::link);
        found.comments.forEach(PlainOutline::empty);
        return true;
    }

    private static final class Found {
        private final List<Heading> headings = new ArrayList<>();
        private final List<Image> images = new ArrayList<>();
        private final List<Node> comments = new ArrayList<>();
    }

    private static boolean isPlain(Node text, Found found) {
        int depth = 0;
        Node node = text;
        while (node != null) {
            if (depth > DEEPEST || !isPlain(node)) {
                return false;
            }
            if (node instanceof Heading heading) {
                found.headings.add(heading);
            } else if (node instanceof Image image) {
                found.images.add(image);
            } else if (node instanceof HtmlBlock || node instanceof HtmlInline) {
                found.comments.add(node);
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
        if (node instanceof Link link) {
            // Of a link in a link, which comes of a bare address, parsers of HTML make two.
            return !link.getDestination().startsWith(MediaReferences.SCHEME) && !isWithin(link, Link.class);
        }
        // A heading's id comes from its words, before a link has some of its own.
        if (node instanceof Image image) {
            String source = image.getDestination();
            return !source.startsWith(MediaReferences.SCHEME)
                    && !source.startsWith("/media/")
                    && !isWithin(image, Link.class, Image.class, Heading.class);
        }
        // Footnotes are moved to the end, and lead back.
        boolean isMore = node instanceof HtmlBlock block && !isComment(block.getLiteral())
                || node instanceof HtmlInline inline && !isComment(inline.getLiteral())
                || node instanceof FootnoteDefinition
                || node instanceof FootnoteReference;
        return !isMore;
    }

    /** One comment and nothing else, whoever reads it. */
    private static boolean isComment(String html) {
        String text = html.strip();
        return COMMENT.matcher(text).lookingAt()
                && text.indexOf("-->") == text.length() - "-->".length()
                && !text.contains("--!>");
    }

    private static void empty(Node comment) {
        if (comment instanceof HtmlBlock block) {
            block.setLiteral(block.getLiteral().replace(block.getLiteral().strip(), ""));
        } else if (comment instanceof HtmlInline inline) {
            inline.setLiteral("");
        }
    }

    @SafeVarargs
    private static boolean isWithin(Node node, Class<? extends Node>... kinds) {
        for (Node each = node.getParent(); each != null; each = each.getParent()) {
            for (Class<? extends Node> kind : kinds) {
                if (kind.isInstance(each)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** An image from elsewhere becomes a link to it. */
    private static void link(Image image) {
        var link = new Link(image.getDestination(), null);
        String words = words(image);
        link.appendChild(new Text(words.isBlank() ? image.getDestination() : words));
        image.insertBefore(link);
        image.unlink();
    }

    /** What the renderer would write as the image's {@code alt}. */
    private static String words(Image image) {
        var words = new StringBuilder();
        image.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                words.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
                words.append(code.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak lineBreak) {
                words.append('\n');
            }

            @Override
            public void visit(HardLineBreak lineBreak) {
                words.append('\n');
            }
        });
        return words.toString();
    }
}
