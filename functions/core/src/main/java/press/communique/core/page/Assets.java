package press.communique.core.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import press.communique.core.site.SiteSettings;

/**
 * The static files that pages refer to, besides the style sheet: icons, the image that stands for posts without one, and
 * whatever lies in the theme's {@code assets/}.
 *
 * <pre>{@code for (Asset asset : Assets.of(site).all()) store(asset.path(), asset.contentType(), asset.bytes());}</pre>
 */
public final class Assets {

    static final String ICON = "icon.svg";
    static final String TOUCH_ICON = "icon.png";
    static final String FAVICON = "favicon.ico";
    static final String CARD = "card.png";

    private static final Set<String> BUILT_IN = Set.of(ICON, TOUCH_ICON, FAVICON, CARD);

    private final Theme theme;
    private final Accent accent;

    private Assets(Theme theme, Accent accent) {
        this.theme = theme;
        this.accent = accent;
    }

    /** In the newsroom's accent colour, where they are ours. */
    public static Assets of(SiteSettings site) {
        return new Assets(Theme.current(), Accent.of(site));
    }

    /** All of them, in the order of their names. */
    public List<Asset> all() {
        var names = new TreeSet<>(BUILT_IN);
        names.addAll(theme.assets());
        var all = new ArrayList<Asset>();
        names.forEach(name -> all.add(find(name).orElseThrow()));
        return all;
    }

    /** What browsers ask for at {@code /favicon.ico} unasked. */
    public Asset favicon() {
        return find(FAVICON).orElseThrow();
    }

    Optional<Asset> find(String name) {
        return theme.file("assets/" + name)
                .or(() -> BUILT_IN.contains(name)
                        ? theme.orBuiltIn("assets/" + name).map(bytes -> coloured(name, bytes))
                        : Optional.empty())
                .map(bytes -> new Asset(name, bytes));
    }

    /** @throws IllegalArgumentException if there is no such file */
    String path(String name) {
        return find(name)
                .map(Asset::path)
                .orElseThrow(() -> new IllegalArgumentException("There is no theme/assets/" + name));
    }

    private byte[] coloured(String name, byte[] bytes) {
        return name.endsWith(".svg")
                ? new String(bytes, StandardCharsets.UTF_8)
                        .replace(Accent.BUILT_IN.light(), accent.light())
                        .getBytes(StandardCharsets.UTF_8)
                : Palette.withFirstColour(bytes, Integer.parseInt(accent.light().substring(1), 16));
    }
}
