package press.communique.site.feed;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jdom2.Attribute;
import org.jdom2.Content;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.jdom2.output.Format;
import org.jdom2.output.support.AbstractXMLOutputProcessor;
import org.jdom2.output.support.FormatStack;
import org.jdom2.util.NamespaceStack;

/**
 * Writes elements that hold nothing but text, which is most of a feed, in one go; JDOM would look at each character four
 * times. The bytes are the same. Of texts that are trimmed and of UTF-8 only.
 */
final class FeedOutput extends AbstractXMLOutputProcessor {

    @Override
    protected void printElement(Writer out, FormatStack format, NamespaceStack namespaces, Element element)
            throws IOException {
        List<Content> content = element.getContent();
        boolean isText = content.size() == 1 && content.get(0).getCType() == Content.CType.Text;
        boolean isKept = element.getAttribute("space", Namespace.XML_NAMESPACE) != null;
        if (!isText || isKept || format.getTextMode() != Format.TextMode.TRIM) {
            super.printElement(out, format, namespaces, element);
            return;
        }
        String text = content.get(0).getValue();
        int begin = 0;
        int end = text.length();
        while (begin < end && isSpace(text.charAt(begin))) {
            begin++;
        }
        while (begin < end && isSpace(text.charAt(end - 1))) {
            end--;
        }
        if (begin == end) {
            super.printElement(out, format, namespaces, element);
            return;
        }
        namespaces.push(element);
        try {
            out.write('<');
            out.write(element.getQualifiedName());
            for (Namespace namespace : namespaces.addedForward()) {
                printNamespace(out, format, namespace);
            }
            for (Attribute attribute : element.getAttributes()) {
                printAttribute(out, format, attribute);
            }
            out.write('>');
            escape(text, begin, end, out);
            out.write("</");
            out.write(element.getQualifiedName());
            out.write('>');
        } finally {
            namespaces.pop();
        }
    }

    private static boolean isSpace(char character) {
        return character == ' ' || character == '\n' || character == '\t' || character == '\r';
    }

    private static void escape(String text, int begin, int end, Writer out) throws IOException {
        int from = begin;
        for (int i = begin; i < end; i++) {
            char character = text.charAt(i);
            if (character > '>' && !Character.isHighSurrogate(character)) {
                continue;
            }
            String escaped =
                    switch (character) {
                        case '<' -> "&lt;";
                        case '>' -> "&gt;";
                        case '&' -> "&amp;";
                        case '\r' -> "&#xD;";
                        default -> character > '>' ? "&#x" + Integer.toHexString(text.codePointAt(i)) + ";" : null;
                    };
            if (escaped != null) {
                out.write(text, from, i - from);
                out.write(escaped);
                i += character > '>' ? 1 : 0;
                from = i + 1;
            }
        }
        out.write(text, from, end - from);
    }
}
