package press.communique.core.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import press.communique.core.site.SiteSettings;

/**
 * The one style sheet of the site. Its address holds a hash of its content, so that it can be kept for ever.
 *
 * <pre>{@code
 * Stylesheet styles = Stylesheet.of(site);
 * store(styles.path(), styles.bytes());
 * }</pre>
 */
public final class Stylesheet {

    private static final String TEXT = read("site.css");

    private final String path;
    private final byte[] bytes;

    /** @param name what its address begins with */
    Stylesheet(String name, String text) {
        this.bytes = text.getBytes(StandardCharsets.UTF_8);
        this.path = "/assets/" + name + "-" + hash(bytes) + ".css";
    }

    /** With the newsroom's own accent colour, if it has one. */
    public static Stylesheet of(SiteSettings site) {
        return site.accent()
                .map(Accent::of)
                .map(accent -> new Stylesheet(
                        "site",
                        TEXT.replace(Accent.BUILT_IN.light(), accent.light())
                                .replace(Accent.BUILT_IN.dark(), accent.dark())))
                .orElseGet(Stylesheet::builtIn);
    }

    public static Stylesheet builtIn() {
        return new Stylesheet("site", TEXT);
    }

    /** {@code /assets/site-3f2a….css} */
    public String path() {
        return path;
    }

    /** In UTF-8. */
    public byte[] bytes() {
        return bytes.clone();
    }

    private static String hash(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    static String read(String name) {
        try (InputStream file = Stylesheet.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
