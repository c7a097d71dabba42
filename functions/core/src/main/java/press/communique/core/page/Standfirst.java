package press.communique.core.page;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import press.communique.core.text.SafeHtml;

/** A summary below a headline: shown only if the text does not begin with the same words. */
final class Standfirst {

    private static final Pattern ENDING = Pattern.compile("[\\s.…]+$");
    private static final Pattern SPACE = Pattern.compile("[\\s\\u00a0]+");

    private Standfirst() {}

    /** @return the summary, or nothing if the first paragraph says it already */
    static String of(String summary, SafeHtml body) {
        String words = normal(summary);
        return words.isEmpty() || normal(firstParagraph(body.toString())).startsWith(words) ? "" : summary;
    }

    private static String firstParagraph(String html) {
        int end = html.indexOf("</p>");
        return html.startsWith("<p") && end > 0
                ? Jsoup.parseBodyFragment(html.substring(0, end)).text()
                : "";
    }

    private static String normal(String text) {
        return ENDING.matcher(SPACE.matcher(text.strip()).replaceAll(" ")).replaceAll("");
    }
}
