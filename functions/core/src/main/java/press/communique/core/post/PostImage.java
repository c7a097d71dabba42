package press.communique.core.post;

import java.util.Map;

/**
 * The image that leads a post.
 *
 * @param media id of the upload
 * @param alt what stands for it where it cannot be seen, by language
 * @param captions what stands below it, by language; may be empty
 * @param decorative whether it says nothing that needs words
 */
public record PostImage(String media, Map<String, String> alt, Map<String, String> captions, boolean decorative) {
    public PostImage {
        alt = Map.copyOf(alt);
        captions = Map.copyOf(captions);
    }
}
