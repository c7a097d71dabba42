package press.communique.site.publish;

import java.util.SortedSet;
import press.communique.core.list.ListKey;
import press.communique.core.post.Released;

/**
 * Asks for the CDN to forget what showed the state before a release. A request is named by the release and not by what was
 * written, since a retry finds nothing to write.
 */
interface PurgeRequests {

    /** What a release changed: the post's own files, and these lists with their feeds. */
    void send(Released post, SortedSet<ListKey> lists);

    /** The post's own files alone, before {@link #send}: of a withdrawal, which cannot wait for lists. */
    void sendOwn(Released post);

    /**
     * Of files that were removed.
     *
     * @param path may end with {@code *}
     * @param transition names the removal
     */
    void sendPath(String path, String transition);

    /** After everything was rendered again. @param transition names the rebuild */
    void sendAll(String transition);
}
