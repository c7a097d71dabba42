package press.communique.mail.text;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** Both bodies of a mail: {@code src/main/jte/mail.jte} as HTML, and a plain part that is good to read by itself. */
final class Rendering {

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Rendering.class.getClassLoader(), "press.communique.mail.jte");

    private Rendering() {}

    static String html(MailView view) {
        return html("mail.jte", view);
    }

    /** @param template one that puts parts into {@code frame.jte} */
    static String html(String template, Object view) {
        var output = new StringOutput(8 * 1024);
        ENGINE.render(template, view, output);
        return output.toString();
    }

    static String text(MailView view) {
        PlainLines lines = head(view.frame())
                .paragraph(view.kicker())
                .paragraph(view.title())
                .paragraph(view.text())
                .link(view.button())
                .gap();
        return foot(lines, view.frame());
    }

    /** How every plain part begins. */
    static PlainLines head(MailFrame frame) {
        return new PlainLines(frame.language()).paragraph(frame.newsroom()).paragraph(frame.marker());
    }

    /** And how it ends. */
    static String foot(PlainLines lines, MailFrame frame) {
        lines.signature().line(frame.why());
        frame.footer().forEach(lines::link);
        return lines.toString();
    }
}
