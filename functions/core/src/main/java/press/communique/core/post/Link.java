package press.communique.core.post;

import java.util.Map;

/**
 * A link that belongs to a post, beside its text.
 *
 * @param titles what it is called, by language
 * @param url absolute
 */
public record Link(Map<String, String> titles, String url) {
    public Link {
        titles = Map.copyOf(titles);
    }
}
