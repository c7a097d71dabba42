package press.communique.core.page;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import press.communique.core.site.SiteSettings;

/**
 * The one style sheet of the site: ours or the theme's {@code site.css}, and below it the theme's {@code additions.css}.
 * Its address holds a hash of its content, so that it can be kept for ever.
 *
 * <pre>{@code
 * Stylesheet styles = Stylesheet.of(site);
 * store(styles.path(), styles.bytes());
 * }</pre>
 */
public final class Stylesheet {

    /** In a style sheet, a file of {@code assets/} is called by its name; its address has the hash. */
    private static final Pattern OWN_FILE = Pattern.compile("url\\(\\s*[\"']?assets/([\\w./-]+)[\"']?\\s*\\)");

    private final Asset file;

    /** @param name what its address begins with */
    Stylesheet(String name, String text) {
        this.file = new Asset(name + ".css", text.getBytes(StandardCharsets.UTF_8));
    }

    /** With the newsroom's own accent colour, if it has one. */
    public static Stylesheet of(SiteSettings site) {
        Accent accent = Accent.of(site);
        Theme theme = Theme.current();
        String text = text(theme.orBuiltIn("site.css").orElseThrow())
                .replace(Accent.BUILT_IN.light(), accent.light())
                .replace(Accent.BUILT_IN.dark(), accent.dark());
        String added =
                theme.file("additions.css").map(bytes -> "\n" + text(bytes)).orElse("");
        Assets assets = Assets.of(site);
        return new Stylesheet(
                "site",
                OWN_FILE.matcher(text + added)
                        .replaceAll(call -> Matcher.quoteReplacement("url(\"" + assets.path(call.group(1)) + "\")")));
    }

    public static Stylesheet builtIn() {
        return of(SiteSettings.initial());
    }

    /** {@code /assets/site-3f2a….css} */
    public String path() {
        return file.path();
    }

    /** In UTF-8. */
    public byte[] bytes() {
        return file.bytes();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The text of a built-in style sheet, or of the theme's in its place. */
    static String read(String name) {
        return text(Theme.current().orBuiltIn(name).orElseThrow());
    }
}
