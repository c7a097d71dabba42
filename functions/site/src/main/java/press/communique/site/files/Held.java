package press.communique.site.files;

import java.util.Optional;
import press.communique.core.page.Stamp;

/**
 * What the bucket holds under a key at the moment of looking.
 *
 * @param etag empty if there is no file
 * @param stamp empty if there is no file, or one that is not ours
 */
public record Held(Optional<String> etag, Optional<Stamp> stamp) {

    public static final Held NOTHING = new Held(Optional.empty(), Optional.empty());

    /** Whether writing a file with this stamp would bring nothing new. */
    public boolean covers(Stamp wanted) {
        return stamp.filter(held -> held.covers(wanted)).isPresent();
    }
}
