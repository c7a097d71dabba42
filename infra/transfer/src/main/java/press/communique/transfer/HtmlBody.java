package press.communique.transfer;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * HTML from elsewhere as the body of a post, which is Markdown: one block of HTML without a blank line in it, so that
 * nothing in it is taken for Markdown. Relative links are led to where they led before.
 */
final class HtmlBody {

    private HtmlBody() {}

    /** @param address where the text stood; may be empty */
    static String of(String html, String address) {
        if (html.isBlank()) {
            return "";
        }
        Document document = Jsoup.parseBodyFragment(html, address);
        document.outputSettings().prettyPrint(false);
        for (String attribute : new String[] {"href", "src"}) {
            for (Element element : document.select("[" + attribute + "]")) {
                boolean isHere = element.attr(attribute).startsWith("#");
                if (!isHere && !element.absUrl(attribute).isEmpty()) {
                    element.attr(attribute, element.absUrl(attribute));
                }
            }
        }
        // A blank line would end the block; a reference to a line feed is one that Markdown does not see.
        String block = document.body().html().strip().replace("\r", "").replaceAll("(?<=\n)([ \t]*)\n", "$1&#10;");
        return "<div>\n" + block + "\n</div>";
    }
}
