package press.communique.site.publish;

import java.util.List;
import press.communique.core.post.Released;

/**
 * By which names the CDN forgets files: two for a release and language. They can be seen by readers, so a post goes by
 * its feed id.
 */
final class CacheTags {

    private CacheTags() {}

    static List<String> ofPost(Released post) {
        return List.of("post-" + post.feedId());
    }

    static List<String> ofLists(String language) {
        return List.of("lists-" + language);
    }
}
