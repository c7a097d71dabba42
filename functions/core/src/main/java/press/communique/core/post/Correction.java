package press.communique.core.post;

import java.time.Instant;
import java.util.Map;

/**
 * What was wrong in a post that readers had seen already: a dated note, kept with every later release.
 *
 * @param at when the release came that put it right
 * @param texts what was wrong, by language; an edition that it does not name was right
 */
public record Correction(Instant at, Map<String, String> texts) {
    public Correction {
        texts = Map.copyOf(texts);
    }
}
