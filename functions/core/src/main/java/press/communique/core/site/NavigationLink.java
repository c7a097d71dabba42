package press.communique.core.site;

import java.util.Map;

/**
 * An entry of the site's navigation.
 *
 * @param names by language
 * @param url absolute, or a path on the site
 */
public record NavigationLink(Map<String, String> names, String url) {
    public NavigationLink {
        names = Map.copyOf(names);
    }
}
