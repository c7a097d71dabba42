package press.communique.core.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** The page templates, compiled with the code; {@code src/main/jte} holds their sources. */
final class Templates {

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Templates.class.getClassLoader(), "press.communique.core.page.jte");

    private Templates() {}

    /**
     * @param name of the template: {@code post}
     * @param view its one parameter
     */
    static String render(String name, Object view) {
        var output = new StringOutput(16 * 1024);
        ENGINE.render(name + ".jte", view, output);
        return output.toString();
    }
}
