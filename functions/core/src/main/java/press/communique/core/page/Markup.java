package press.communique.core.page;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import press.communique.core.text.SafeHtml;

/**
 * Sanitised text on its way into a template: the only thing that a page takes as markup. Links that lead away, which
 * the text marks with {@code rel="external"}, also say so to those who cannot see the arrow.
 */
final class Markup implements Content {

    private static final String EXTERNAL = " rel=\"external\"";
    private static final String END = "</a>";

    private final SafeHtml html;
    private final String words;

    /** @param words plain text for screen readers, said after a link that leads away */
    Markup(SafeHtml html, String words) {
        this.html = html;
        this.words = words;
    }

    @Override
    public boolean isEmptyContent() {
        return html.isEmpty();
    }

    /** The sanitiser writes every attribute in double quotes, escapes {@code <} and {@code >} in them and nests no links. */
    @Override
    public void writeTo(TemplateOutput output) {
        String text = html.toString();
        int from = 0;
        for (int mark = text.indexOf(EXTERNAL); mark >= 0; mark = text.indexOf(EXTERNAL, from)) {
            int end = text.indexOf(END, mark);
            if (end < 0) {
                break;
            }
            output.writeContent(text, from, end);
            output.writeContent("<span class=\"unseen\"> ");
            output.writeUserContent(words);
            output.writeContent("</span></a>");
            from = end + END.length();
        }
        output.writeContent(text, from, text.length());
    }
}
