package press.communique.core.post;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That a text becomes public at a named second. Like a release it pins what readers will get: saves that come later stay
 * drafts until they are scheduled, or released, themselves.
 *
 * @param at the second, to come
 * @param revision the post's revision that made this schedule
 * @param textRevision the revision whose text becomes public
 * @param addresses of the editions of that text, by language; nobody else gets them
 * @param aliases former addresses that the text names; nobody else gets these either
 * @param mailed whether subscribers are mailed then
 * @param correction what was wrong in the text that is public until then, by language; empty if nothing was
 * @param by who asked for it
 * @param tell the address that is told how it went; empty for a machine
 */
public record Schedule(
        Instant at,
        long revision,
        long textRevision,
        Map<String, Address> addresses,
        List<String> aliases,
        boolean mailed,
        Map<String, String> correction,
        String by,
        Optional<String> tell) {

    public Schedule {
        addresses = Map.copyOf(addresses);
        aliases = List.copyOf(aliases);
        correction = Map.copyOf(correction);
    }

    /** What an editor asks for; the rest follows from the post. */
    public record Wish(Instant at, boolean mailed, Map<String, String> correction, Optional<String> tell) {

        public Wish {
            correction = Map.copyOf(correction);
        }
    }
}
