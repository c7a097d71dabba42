package press.communique.mail.text;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** Both bodies of a mail: {@code src/main/jte/mail.jte} as HTML, and a plain part that is good to read by itself. */
final class Rendering {

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Rendering.class.getClassLoader(), "press.communique.mail.jte");

    /** RFC 3676 section 4.2 asks for at most 78 and recommends less. */
    private static final int WIDTH = 72;

    private Rendering() {}

    static String html(MailView view) {
        var output = new StringOutput(8 * 1024);
        ENGINE.render("mail.jte", view, output);
        return output.toString();
    }

    static String text(MailView view) {
        var text = new StringBuilder();
        paragraph(text, view.newsroom());
        if (!view.kicker().isEmpty()) {
            paragraph(text, view.kicker());
        }
        paragraph(text, view.title());
        if (!view.summary().isEmpty()) {
            paragraph(text, view.summary());
        }
        text.append(view.linkText()).append(":\n").append(view.link()).append("\n\n-- \n");
        wrap(text, view.why());
        if (!view.change().isEmpty()) {
            text.append(view.changeText()).append(":\n").append(view.change()).append('\n');
        }
        if (!view.stop().isEmpty()) {
            text.append(view.stopText()).append(":\n").append(view.stop()).append('\n');
        }
        return text.toString();
    }

    static void paragraph(StringBuilder text, String words) {
        wrap(text, words);
        text.append('\n');
    }

    static void wrap(StringBuilder text, String words) {
        int column = 0;
        for (String word : words.split(" ")) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                text.append('\n');
                column = 0;
            } else if (column > 0) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
        }
        text.append('\n');
    }
}
