package press.communique.core.text;

import java.util.Locale;
import java.util.Map;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.html.AttributeProvider;

/**
 * Ids by which the headings of one text are linked to. CommonMark's own extension writes them in the small letters of the
 * machine's language, so that a machine in Turkey makes other pages than one in Ireland.
 */
final class HeadingIds implements AttributeProvider {

    private final IdGenerator ids = IdGenerator.builder().prefix("section-").build();

    String of(Heading heading) {
        var words = new StringBuilder();
        words(heading, words);
        return ids.generateId(words.toString().trim().toLowerCase(Locale.ROOT));
    }

    @Override
    public void setAttributes(Node node, String tag, Map<String, String> attributes) {
        if (node instanceof Heading heading) {
            attributes.put("id", of(heading));
        }
    }

    private static void words(Node node, StringBuilder words) {
        if (node instanceof Text text) {
            words.append(text.getLiteral());
        } else if (node instanceof Code code) {
            words.append(code.getLiteral());
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            words(child, words);
        }
    }
}
