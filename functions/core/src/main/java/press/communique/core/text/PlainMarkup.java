package press.communique.core.text;

import java.util.Optional;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/**
 * The markup of a text that has no HTML of its own, for which the {@link Sanitiser} need not read it again: the elements
 * and attributes that stand here are all there can be, every word and every value passes {@link Escaped}, and only plain
 * addresses are written. Whatever goes beyond that takes the long way. What comes out is, byte for byte, what the long way
 * gives; see docs/adr/0020-markup-that-is-made-safe.md.
 */
final class PlainMarkup {

    private static final int LARGEST_START = 99_999;

    private final StringBuilder html = new StringBuilder(8 * 1024);
    private final Escaped escaped = new Escaped(html);
    private final HeadingIds ids = new HeadingIds();
    private final Outline outline;
    private boolean lineIsOpen;

    private PlainMarkup(Outline outline) {
        this.outline = outline;
    }

    /** Something that this class does not write. */
    static final class NotPlain extends RuntimeException {
        NotPlain() {
            super(null, null, false, false);
        }
    }

    /** @param text as {@link PlainOutline} left it */
    static Optional<SafeHtml> of(Node text, Outline outline) {
        var markup = new PlainMarkup(outline);
        try {
            markup.children(text);
        } catch (NotPlain more) {
            return Optional.empty();
        }
        return Optional.of(new SafeHtml(markup.html.toString()));
    }

    private void children(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            write(node);
        }
    }

    private void write(Node node) {
        if (node instanceof Text text) {
            words(text.getLiteral());
        } else if (node instanceof SoftLineBreak) {
            html.append('\n');
            lineIsOpen = false;
        } else if (node instanceof Paragraph paragraph) {
            paragraph(paragraph);
        } else if (node instanceof Code code) {
            tag("<code>");
            words(code.getLiteral());
            tag("</code>");
        } else if (node instanceof Link link) {
            link(link);
        } else if (node instanceof Emphasis) {
            element("<em>", node, "</em>");
        } else if (node instanceof StrongEmphasis) {
            element("<strong>", node, "</strong>");
        } else if (node instanceof ListItem) {
            element("<li>", node, "</li>");
        } else if (node instanceof BulletList) {
            block("<ul>", node, "</ul>");
        } else if (node instanceof OrderedList list) {
            block(start(list), node, "</ol>");
        } else if (node instanceof Heading heading) {
            heading(heading);
        } else if (node instanceof FencedCodeBlock block) {
            code(block.getLiteral());
        } else if (node instanceof IndentedCodeBlock block) {
            code(block.getLiteral());
        } else if (node instanceof BlockQuote) {
            quotation(node);
        } else if (node instanceof HardLineBreak) {
            tag("<br />");
            line();
        } else if (node instanceof ThematicBreak) {
            line();
            tag("<hr />");
            line();
        } else if (node instanceof HtmlBlock comment) {
            line();
            words(comment.getLiteral());
            lineIsOpen = true;
            line();
        } else if (node instanceof HtmlInline) {
            lineIsOpen = true;
        } else if (!(node instanceof LinkReferenceDefinition)) {
            table(node);
        }
    }

    private void paragraph(Paragraph paragraph) {
        boolean isBare = paragraph.getParent().getParent() instanceof ListBlock list && list.isTight();
        if (isBare) {
            children(paragraph);
            return;
        }
        line();
        tag("<p>");
        children(paragraph);
        tag("</p>");
        line();
    }

    private void quotation(Node node) {
        line();
        tag("<blockquote>");
        line();
        children(node);
        line();
        tag("</blockquote>");
        line();
    }

    private static String start(OrderedList list) {
        Integer start = list.getMarkerStartNumber();
        return start == null || start == 1 || start > LARGEST_START ? "<ol>" : "<ol start=\"" + start + "\">";
    }

    private void code(String literal) {
        line();
        tag("<pre><code>");
        words(literal);
        tag("</code></pre>");
        line();
    }

    private void heading(Heading heading) {
        line();
        String id = ids.of(heading);
        if (!Sanitiser.ANCHOR.matcher(id).matches()) {
            throw new NotPlain();
        }
        html.append("<h").append(heading.getLevel()).append(" id=\"");
        escaped.value(id);
        tag("\">");
        children(heading);
        html.append("</h").append(heading.getLevel());
        tag(">");
        line();
    }

    private void link(Link link) {
        String address = link.getDestination();
        html.append("<a href=\"");
        escaped.address(address);
        if (link.getTitle() != null) {
            html.append("\" title=\"");
            escaped.value(link.getTitle());
        }
        tag(outline.isExternal(address) ? "\" rel=\"external\">" : "\">");
        children(link);
        tag("</a>");
    }

    private void table(Node node) {
        if (node instanceof TableBlock) {
            block("<div class=\"table\" role=\"region\" tabindex=\"0\"><table>", node, "</table></div>");
        } else if (node instanceof TableHead) {
            element("<thead>", node, "</thead>");
        } else if (node instanceof TableBody) {
            element("<tbody>", node, "</tbody>");
        } else if (node instanceof TableRow) {
            element("<tr>", node, "</tr>");
        } else if (node instanceof TableCell cell) {
            String name = cell.isHeader() ? "th" : "td";
            element("<" + name + align(cell) + ">", node, "</" + name + ">");
        } else {
            throw new NotPlain();
        }
    }

    private static String align(TableCell cell) {
        if (cell.getAlignment() == null) {
            return "";
        }
        return switch (cell.getAlignment()) {
            case LEFT -> " align=\"left\"";
            case CENTER -> " align=\"center\"";
            case RIGHT -> " align=\"right\"";
        };
    }

    /** One without space between its lines, which the sanitiser leaves out where no text can stand. */
    private void block(String begin, Node node, String end) {
        line();
        element(begin, node, end);
        line();
    }

    private void element(String begin, Node node, String end) {
        tag(begin);
        children(node);
        tag(end);
    }

    private void words(String words) {
        if (!words.isEmpty()) {
            escaped.words(words);
            lineIsOpen = words.charAt(words.length() - 1) != '\n';
        }
    }

    private void tag(String markup) {
        html.append(markup);
        lineIsOpen = true;
    }

    /** Begins a new line, unless one has just begun. */
    private void line() {
        if (lineIsOpen) {
            html.append('\n');
            lineIsOpen = false;
        }
    }
}
