package press.communique.core.audience;

import java.time.LocalDate;
import java.util.Map;

/**
 * The audience in numbers, as it was counted soon after a day's end.
 *
 * @param day in UTC
 * @param readers who get mail
 * @param began who confirmed on that day, or consented elsewhere on it and were brought since
 * @param ended who left on that day, by word or by error
 * @param languages readers by the language that they prefer
 * @param frequencies readers by how soon they want to hear of anything at all
 */
public record AudienceDay(
        LocalDate day,
        long readers,
        long began,
        long ended,
        Map<String, Long> languages,
        Map<String, Long> frequencies) {}
