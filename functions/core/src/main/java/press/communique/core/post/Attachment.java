package press.communique.core.post;

import java.util.Map;

/**
 * A file that goes with a post.
 *
 * @param media id of the upload
 * @param titles what it is called, by language; without one it goes by its file's name
 */
public record Attachment(String media, Map<String, String> titles) {
    public Attachment {
        titles = Map.copyOf(titles);
    }
}
