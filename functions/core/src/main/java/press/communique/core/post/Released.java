package press.communique.core.post;

import java.util.Map;
import java.util.UUID;

/**
 * What readers get of a post: the release, the text it pins and where it stands.
 *
 * @param addresses of the editions of {@code content}, by language
 */
public record Released(Release release, UUID feedId, Content content, Map<String, Address> addresses) {
    public Released {
        addresses = Map.copyOf(addresses);
    }

    public boolean isWithdrawn() {
        return release.kind() == Release.Kind.WITHDRAW;
    }
}
