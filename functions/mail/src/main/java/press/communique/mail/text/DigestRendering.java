package press.communique.mail.text;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Locale;

/** Both bodies of a digest: {@code src/main/jte/digest.jte} as HTML, and a plain part that is good to read by itself. */
final class DigestRendering {

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, DigestRendering.class.getClassLoader(), "press.communique.mail.jte");

    private DigestRendering() {}

    static String html(DigestView view) {
        var output = new StringOutput(16 * 1024);
        ENGINE.render("digest.jte", view, output);
        return output.toString();
    }

    static String text(DigestView view) {
        var text = new StringBuilder();
        Rendering.paragraph(text, view.newsroom());
        for (DigestView.Group group : view.groups()) {
            Rendering.paragraph(text, group.name().toUpperCase(Locale.forLanguageTag(view.language())));
            for (DigestView.Item item : group.items()) {
                Rendering.wrap(text, item.title());
                Rendering.wrap(text, item.date());
                if (!item.summary().isEmpty()) {
                    Rendering.wrap(text, item.summary());
                }
                text.append(item.link()).append("\n\n");
            }
        }
        if (!view.more().isEmpty()) {
            text.append(view.moreText()).append(":\n").append(view.more()).append("\n\n");
        }
        text.append("-- \n");
        Rendering.wrap(text, view.why());
        text.append(view.changeText()).append(":\n").append(view.change()).append('\n');
        text.append(view.stopText()).append(":\n").append(view.stop()).append('\n');
        return text.toString();
    }
}
