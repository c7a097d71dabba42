package press.communique.core.text;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * What a text says without its markup: for the plain part of a mail and for descriptions.
 *
 * <pre>{@code PlainText.of(html)  // "First paragraph.\n\nSee the programme (https://www.example.org/)."}</pre>
 */
public final class PlainText {

    private PlainText() {}

    /** Paragraphs are parted by an empty line, list entries begin with a hyphen, links are followed by their address. */
    public static String of(SafeHtml html) {
        var text = new StringBuilder();
        Jsoup.parseBodyFragment(html.toString()).body().traverse(new Writer(text));
        return text.toString().strip();
    }

    /** One line of at most this many characters, cut between words. */
    public static String excerpt(SafeHtml html, int length) {
        String whole = html.toString();
        // The beginning says it in most cases; it ends behind an element, so that no word is cut.
        int end = whole.indexOf("</p>", length * 4);
        if (end > 0) {
            String words = Jsoup.parseBodyFragment(whole.substring(0, end)).text();
            if (words.length() > length) {
                return shorten(words, length);
            }
        }
        return shorten(Jsoup.parseBodyFragment(whole).text(), length);
    }

    /** The text itself if it is short enough, otherwise its beginning up to a word's end, with an ellipsis. */
    public static String shorten(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = text.lastIndexOf(' ', length - 1);
        if (end < length / 2) {
            end = length - 1;
            if (Character.isHighSurrogate(text.charAt(end - 1))) {
                end--;
            }
        }
        return text.substring(0, end).strip() + "…";
    }

    private static final class Writer implements NodeVisitor {
        private final StringBuilder out;

        Writer(StringBuilder out) {
            this.out = out;
        }

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
                String words = text.text();
                if (!words.isBlank() || !endsWithSpace()) {
                    out.append(endsWithSpace() ? words.stripLeading() : words);
                }
            } else if (node.nodeName().equals("li")) {
                line("- ");
            } else if (node.nodeName().equals("br") || node.nodeName().equals("tr")) {
                line("");
            } else if (node instanceof Element element && element.isBlock() && depth > 0) {
                if (element.parent() == null || !element.parent().nodeName().equals("li")) {
                    paragraph();
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node.nodeName().equals("a")) {
                String href = node.attr("href");
                if (href.startsWith("http") && !out.toString().endsWith(href)) {
                    out.append(" (").append(href).append(')');
                }
            } else if (node.nodeName().equals("td") || node.nodeName().equals("th")) {
                out.append(' ');
            } else if (node instanceof Element element
                    && element.isBlock()
                    && !node.nodeName().equals("li")) {
                paragraph();
            }
        }

        private boolean endsWithSpace() {
            return out.length() == 0 || Character.isWhitespace(out.charAt(out.length() - 1));
        }

        private void line(String start) {
            if (!out.toString().endsWith("\n\n")) {
                trim();
                if (out.length() > 0) {
                    out.append('\n');
                }
            }
            out.append(start);
        }

        private void paragraph() {
            trim();
            if (out.length() > 0) {
                out.append("\n\n");
            }
        }

        private void trim() {
            int end = out.length();
            while (end > 0 && Character.isWhitespace(out.charAt(end - 1))) {
                end--;
            }
            out.setLength(end);
        }
    }
}
