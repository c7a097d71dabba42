package press.communique.core.page;

import gg.jte.output.StringOutput;

/** The page templates: {@code src/main/jte}, or the theme's in their place. */
final class Templates {

    private Templates() {}

    /**
     * @param name of the template: {@code post}
     * @param view its one parameter
     */
    static String render(String name, Object view) {
        var output = new StringOutput(16 * 1024);
        Theme.current().templates().render(name + ".jte", view, output);
        return output.toString();
    }
}
