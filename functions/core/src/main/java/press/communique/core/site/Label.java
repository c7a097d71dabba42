package press.communique.core.site;

import java.util.Map;

/**
 * A type or a topic: an id for addresses and programs, and its name in each language.
 *
 * @param id lower-case letters, digits and hyphens: {@code press-release}
 * @param names by language; the name in the default language is always there
 */
public record Label(String id, Map<String, String> names) {
    public Label {
        names = Map.copyOf(names);
    }
}
