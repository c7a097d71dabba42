package press.communique.core.mail;

import java.time.Instant;
import java.util.List;

/**
 * Readers who wait for another attempt.
 *
 * @param attempt the number of attempts that were made, from 1
 * @param notBefore when the next one may be made
 * @param batch in which they were last, by its sequence
 */
public record Again(List<String> readers, int attempt, Instant notBefore, long batch) {
    public Again {
        readers = List.copyOf(readers);
    }
}
