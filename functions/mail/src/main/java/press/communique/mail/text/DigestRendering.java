package press.communique.mail.text;

import java.util.Locale;

/** Both bodies of a digest: {@code src/main/jte/digest.jte} as HTML, and a plain part that is good to read by itself. */
final class DigestRendering {

    private DigestRendering() {}

    static String html(DigestView view) {
        return Rendering.html("digest.jte", view);
    }

    static String text(DigestView view) {
        PlainLines lines = Rendering.head(view.frame());
        for (DigestView.Group group : view.groups()) {
            lines.paragraph(
                    group.name().toUpperCase(Locale.forLanguageTag(view.frame().language())));
            for (DigestView.Item item : group.items()) {
                lines.line(item.link().text()).line(item.date());
                if (!item.summary().isEmpty()) {
                    lines.line(item.summary());
                }
                lines.address(item.link()).gap();
            }
        }
        view.more().ifPresent(more -> lines.link(more).gap());
        return Rendering.foot(lines, view.frame());
    }
}
