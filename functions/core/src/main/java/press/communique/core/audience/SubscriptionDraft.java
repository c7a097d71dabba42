package press.communique.core.audience;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What somebody asked for, as it was sent.
 *
 * @param language of the form; the first of {@code languages} where there was none
 * @param interests empty for everything at once
 */
public record SubscriptionDraft(
        String email,
        Optional<String> language,
        List<String> languages,
        List<Interest> interests,
        Optional<String> timeZone,
        OptionalInt hour,
        OptionalInt weekday) {

    public SubscriptionDraft {
        languages = List.copyOf(languages);
        interests = List.copyOf(interests);
    }
}
